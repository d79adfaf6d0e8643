package hearth.service.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.id.Account;
import hearth.protocol.id.Namespace;
import hearth.sqlite.StoreException;
import hearth.testkit.Seeds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteMessageStoreTest extends MessageStoreContract {

    private static final long ROOMY = 1L << 30;

    @TempDir
    Path folder;

    private final ExecutorService disk = Executors.newSingleThreadExecutor();

    @Override
    MessageStore open() {
        return SqliteMessageStore.open(folder.resolve("messages.db"), ROOMY, disk);
    }

    @AfterEach
    void stopThreads() {
        disk.close();
    }

    @Test
    void messagesAreThereAfterReopening() {
        put(Namespace.DIRECT, "durable");
        store.close();

        store = open();

        assertEquals(1, store.count());
    }

    @Test
    void aFullStoreRefusesAndGoesOnReadingForgettingAndThenStoring() {
        var fitted = 0;
        try (var small = SqliteMessageStore.open(folder.resolve("small.db"), 512 << 10, disk)) {
            var refused = false;
            while (!refused) {
                try {
                    var message = message(ALICE, Namespace.DIRECT, Seeds.bytes(Seeds.random(fitted), 2_000));
                    small.put(ALICE, Namespace.DIRECT, expiring(message, fitted));
                    fitted++;
                } catch (StoreException full) {
                    refused = true;
                    assertTrue(full.isFull());
                }
            }
            assertEquals(fitted, small.count());
            assertEquals(
                    fitted,
                    small.after(ALICE, Namespace.DIRECT, Optional.empty(), Integer.MAX_VALUE, PLENTY)
                            .messages()
                            .size());

            assertEquals(fitted / 2, small.forgetExpired(Instant.ofEpochMilli(fitted / 2 - 1)));
            small.put(ALICE, Namespace.DIRECT, message(ALICE, Namespace.DIRECT, "there is room again"));
        }

        assertTrue(fitted > 100, "fitted " + fitted);
    }

    @Test
    void aDamagedFileIsSaidSoAtOpen() throws Exception {
        for (var i = 0; i < 100; i++) {
            putDirect(message(ALICE, Namespace.DIRECT, Seeds.bytes(Seeds.random(i), 1_000)));
        }
        store.close();
        var file = folder.resolve("messages.db");
        var bytes = Files.readAllBytes(file);
        System.arraycopy(Seeds.bytes(Seeds.random(9), 16_384), 0, bytes, bytes.length / 2, 16_384);
        Files.write(file, bytes);

        var failure = assertThrows(StoreException.class, this::open);

        assertEquals(StoreException.Problem.CORRUPT, failure.problem());
    }

    @Test
    void aMessageOfAThousandBytesInAMailboxOfItsOwnTakesAtMost1350BytesOfDisk() throws Exception {
        var messages = 5_000;
        var writers = new Thread[8];
        for (var w = 0; w < writers.length; w++) {
            var writer = w;
            writers[w] = Thread.ofVirtual().start(() -> {
                var random = Seeds.random(writer);
                for (var i = 0; i < messages / writers.length; i++) {
                    var account = new Account("05" + HexFormat.of().formatHex(Seeds.bytes(random, 32)));
                    store.put(
                            account, Namespace.DIRECT, message(account, Namespace.DIRECT, Seeds.bytes(random, 1_000)));
                }
            });
        }
        for (var writer : writers) {
            writer.join();
        }
        store.close();

        var each = Files.size(folder.resolve("messages.db")) / messages;

        assertTrue(each <= 1_350, each + " bytes per message");
    }
}
