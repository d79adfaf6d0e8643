package hearth.appliance.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A box as a process: what it says, what it keeps others from, how it ends. */
class BoxProcessTest {

    private static final Duration STOP_MAX = Duration.ofSeconds(5);
    private static final Pattern ADDRESSES =
            Pattern.compile("open (http://127\\.0\\.0\\.1:\\d+) .* (https://127\\.0\\.0\\.1:\\d+) ");

    @TempDir
    private Path folder;

    @Test
    void aBoxSaysWhereToOpenItAndStopsWhenTold() throws Exception {
        var data = folder.resolve("data");
        try (var box = Launch.box(data).start()) {
            var line = ADDRESSES.matcher(box.firstLine());
            assertTrue(line.find(), box.firstLine());
            assertEquals(200, statusOf(line.group(1) + "/"));
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data)));

            box.terminate();

            assertTrue(box.endsWithin(STOP_MAX), "It takes longer than " + STOP_MAX);
            var ended = box.await().hasCode(0);
            assertEquals(1, ended.out().lines().count(), ended.out());
            assertTrue(ended.err().stripTrailing().endsWith("Stopped"), ended.err());
            assertFalse(ended.err().contains("WARN") || ended.err().contains("ERROR"), ended.err());
        }
    }

    @Test
    void aSignalDuringTheStartStopsItToo() throws Exception {
        try (var box = Launch.box(folder.resolve("data")).start()) {
            box.awaitError(" starts on Java ");

            box.terminate();

            assertTrue(box.endsWithin(STOP_MAX), "It takes longer than " + STOP_MAX);
            box.await().hasCode(0);
        }
    }

    @Test
    void aSecondBoxOnTheSameFolderIsRefused() throws Exception {
        var data = folder.resolve("data");
        try (var first = Launch.box(data).start()) {
            first.firstLine();

            var second = Launch.box(data).run();

            second.hasCode(4).says(data.toString(), "in use by another Hearth");
            assertEquals(1, second.err().lines().count(), second.err());
        }
    }

    @Test
    void theFolderIsFreeAgainAfterTheBoxWasKilled() throws Exception {
        var data = folder.resolve("data");
        try (var first = Launch.box(data).start()) {
            first.firstLine();
            first.kill();
        }

        try (var second = Launch.box(data).start()) {
            assertTrue(second.firstLine().startsWith("Hearth is ready"), second.firstLine());
        }
    }

    @Test
    void aTakenPortIsNamedWithItsKey() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = other.getLocalPort();

            var ended = Launch.boxOnPort(folder.resolve("data"), port).run();

            ended.hasCode(4).says("Port " + port + " (web.https-port) is in use by another program");
        }
    }

    @Test
    void aFolderWithOtherThingsInItIsLeftAlone() throws Exception {
        var letter = Files.writeString(folder.resolve("letter.txt"), "Dear Ada");

        Launch.box(folder).run().hasCode(4).says(folder.toString(), "holds other files");

        assertEquals("Dear Ada", Files.readString(letter));
    }

    private static int statusOf(String url) throws Exception {
        try (var browser = HttpClient.newHttpClient()) {
            return browser.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
