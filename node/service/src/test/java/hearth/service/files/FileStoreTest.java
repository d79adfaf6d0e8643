package hearth.service.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.Bytes;
import hearth.protocol.attachment.FileId;
import hearth.testkit.FakeClock;
import hearth.testkit.Seeds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStoreTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final FileLimits LIMITS = new FileLimits(1_000, 2_500, DAY, DAY);

    private final Path folder;
    private final FakeClock clock = new FakeClock(Instant.parse("2030-06-01T12:00:00Z"));
    private final ExecutorService disk = Executors.newFixedThreadPool(2);

    FileStoreTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @AfterEach
    void stop() {
        disk.shutdown();
    }

    private FileStore open(String name) throws IOException {
        return FileStore.open(folder.resolve(name), LIMITS, disk, clock, Seeds.random(1));
    }

    private static Bytes content(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private long filesOnDisk(String name) throws IOException {
        try (var files = Files.walk(folder.resolve(name).resolve("blobs"))) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void whatHasExpiredLeavesIndexAndDiskAndMakesRoom() throws Exception {
        try (var store = open("a")) {
            for (var i = 0; i < 5; i++) {
                store.put(content("%0500d".formatted(i)), DAY);
            }
            assertThrows(FileStore.FullException.class, () -> store.put(content("x"), DAY));
            assertThrows(FileStore.FullException.class, () -> store.putNumbered(content("x"), DAY));
            clock.advance(DAY);

            assertEquals(5, store.forgetExpired());

            assertEquals(0, store.held());
            assertEquals(0, filesOnDisk("a"));
            assertEquals(1, store.put(content("x"), DAY).size());
        }
    }

    @Test
    void whatACrashLeftWithoutAnEntryIsRemovedAndNothingElse() throws Exception {
        try (var store = open("a")) {
            var known = store.put(content("known"), DAY);
            copy(folder.resolve("a"), folder.resolve("b")); // as if power failed now
            var blobs = folder.resolve("b").resolve("blobs");
            Files.writeString(Files.createDirectories(blobs.resolve("no")).resolve("stray_no"), "never entered");
            Files.writeString(blobs.resolve("no").resolve("half_no.new"), "half wri");

            try (var after = open("b")) {
                after.removeStrays();

                assertEquals(1, filesOnDisk("b"));
                assertEquals(
                        content("known"),
                        after.content(after.find(known.id()).orElseThrow()).orElseThrow());
                assertEquals(5, after.held());
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    @Test
    void aFileThatIsSentAgainWhileItExpiresStays() throws Exception {
        try (var store = open("a");
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var round = 0; round < 30; round++) {
                store.put(content("again"), Duration.ofSeconds(1));
                clock.advance(Duration.ofSeconds(2));
                var work = new ArrayList<Callable<Object>>();
                for (var i = 0; i < 4; i++) {
                    work.add(() -> store.put(content("again"), DAY));
                    work.add(store::forgetExpired);
                }
                for (var done : threads.invokeAll(work)) {
                    done.get();
                }

                var file = store.find(FileId.of(content("again").toArray()));
                assertTrue(store.content(file.orElseThrow()).isPresent());
                assertEquals(5, store.held());
                clock.advance(DAY);
                store.forgetExpired();
            }
        }
    }

    @Test
    void aFileThatTheDiskLostIsNotFoundUntilItIsSentAgain() throws Exception {
        try (var store = open("a")) {
            var file = store.put(content("lost"), DAY);
            try (var files = Files.walk(folder.resolve("a").resolve("blobs"))) {
                for (var blob : files.filter(Files::isRegularFile).toList()) {
                    Files.delete(blob);
                }
            }
            assertFalse(store.content(file).isPresent());

            store.put(content("lost"), DAY);

            assertTrue(store.content(file).isPresent());
            assertEquals(4, store.held());
        }
    }
}
