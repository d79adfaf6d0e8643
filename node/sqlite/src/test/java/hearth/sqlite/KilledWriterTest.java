package hearth.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while many threads write: what it acknowledged is in the file. */
class KilledWriterTest {

    private static final List<String> SCHEMA = List.of("CREATE TABLE numbers(n INTEGER PRIMARY KEY, fill BLOB)");

    /** The victim: writes from eight threads and prints each number once its write has returned. */
    static final class Writer {

        private Writer() {}

        public static void main(String[] arguments) {
            var next = new AtomicLong();
            var disk = Executors.newSingleThreadExecutor();
            try (var database = Database.open(Path.of(arguments[0]), SCHEMA, Options.DEFAULT);
                    var group = new GroupCommit(database, disk, 100, 100);
                    var threads = Executors.newFixedThreadPool(8)) {
                for (var t = 0; t < 8; t++) {
                    threads.execute(() -> {
                        while (true) {
                            var n = next.incrementAndGet();
                            group.update(connection -> {
                                var statement =
                                        database.prepared(connection, "INSERT INTO numbers VALUES (?, zeroblob(5000))");
                                statement.setLong(1, n);
                                statement.executeUpdate();
                            });
                            System.out.println(n);
                        }
                    });
                }
            }
        }
    }

    @Test
    void nothingAcknowledgedIsLostWhenTheProcessIsKilled(@TempDir Path folder) throws Exception {
        var file = folder.resolve("test.db");
        var acknowledged = new HashSet<Long>();
        for (var round = 1; round <= 2; round++) {
            var first = round == 1;
            if (!first) {
                file = folder.resolve("again.db");
                acknowledged.clear();
            }
            var child = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "--enable-native-access=ALL-UNNAMED",
                            "-Xmx64m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Writer.class.getName(),
                            file.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (var lines = child.inputReader(StandardCharsets.US_ASCII)) {
                for (var i = 0; i < 200 * round; i++) {
                    acknowledged.add(Long.parseLong(lines.readLine()));
                }
                child.toHandle().destroyForcibly(); // unlike destroyForcibly of Process this leaves the pipe open
                // What was already in the pipe counts too; the last line may be cut.
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    acknowledged.add(Long.parseLong(line));
                }
            } catch (NumberFormatException cut) {
                // The kill fell into a line.
            }
            assertEquals(137, child.waitFor());

            var kept = new HashSet<Long>();
            try (var database = Database.open(file, SCHEMA, Options.DEFAULT)) {
                database.read(connection -> {
                    try (var rows = database.prepared(connection, "SELECT n FROM numbers")
                            .executeQuery()) {
                        while (rows.next()) {
                            kept.add(rows.getLong(1));
                        }
                        return kept.size();
                    }
                });
            }
            acknowledged.removeAll(kept);
            assertTrue(acknowledged.isEmpty(), "Acknowledged, but gone: " + acknowledged.size());
        }
    }
}
