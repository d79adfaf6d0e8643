package hearth.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.sqlite.StoreException.Problem;
import hearth.testkit.Seeds;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {

    private static final String ITEMS = "CREATE TABLE items(id INTEGER PRIMARY KEY, value BLOB NOT NULL)";
    private static final String NAMES =
            "CREATE TABLE names(name TEXT UNIQUE); INSERT INTO names VALUES ('first'); INSERT INTO names VALUES ('second')";

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("test.db");
    }

    private Database open(String... steps) {
        return Database.open(file(), List.of(steps), Options.DEFAULT);
    }

    private static void insert(Database database, byte[] value) {
        database.update(connection -> insert(database, connection, value));
    }

    private static void insert(Database database, Connection connection, byte[] value) throws SQLException {
        var statement = database.prepared(connection, "INSERT INTO items(value) VALUES (?)");
        statement.setBytes(1, value);
        statement.executeUpdate();
    }

    private static int count(Database database) {
        return database.read(connection -> count(database, connection));
    }

    private static int count(Database database, Connection connection) throws SQLException {
        try (var rows =
                database.prepared(connection, "SELECT count(*) FROM items").executeQuery()) {
            assertTrue(rows.next());
            return rows.getInt(1);
        }
    }

    @Test
    void whatIsWrittenIsReadAfterReopening() {
        try (var database = open(ITEMS)) {
            insert(database, new byte[] {1, 2, 3});
        }

        try (var database = open(ITEMS)) {
            assertEquals(1, count(database));
        }
    }

    @Test
    void theFileIsReadableByItsOwnerOnly() throws IOException {
        try (var database = open(ITEMS)) {
            insert(database, new byte[1]);

            for (var part : List.of("test.db", "test.db-wal")) {
                assertEquals(
                        "rw-------",
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(part))),
                        part);
            }
        }
    }

    @Test
    void theLogIsFoldedIntoTheFileAtClose() {
        try (var database = open(ITEMS)) {
            insert(database, new byte[100]);
            assertEquals(1, count(database));
        }

        assertFalse(Files.exists(folder.resolve("test.db-wal")));
    }

    @Test
    void schemaStepsRunOnceEachAndInOrder() {
        open(ITEMS).close();

        try (var database = open(ITEMS, NAMES)) {
            assertEquals(0, count(database));
        }
        try (var database = open(ITEMS, NAMES)) {
            assertEquals(2, database.<Integer>read(connection -> {
                try (var rows = database.prepared(connection, "SELECT count(*) FROM names")
                        .executeQuery()) {
                    return rows.next() ? rows.getInt(1) : -1;
                }
            }));
        }
    }

    @Test
    void aFailingSchemaStepLeavesTheVersionBeforeIt() {
        var broken = "CREATE TABLE half(id INTEGER); INSERT INTO nowhere VALUES (1)";

        assertThrows(StoreException.class, () -> open(ITEMS, broken));

        try (var database = open(ITEMS, "CREATE TABLE half(id INTEGER)")) {
            assertEquals(0, count(database));
        }
    }

    @Test
    void aNewerSchemaIsRefusedWithBothVersions() {
        open(ITEMS, NAMES).close();

        var failure = assertThrows(StoreException.class, () -> open(ITEMS));

        assertEquals(Problem.NEWER_SCHEMA, failure.problem());
        assertEquals("test.db has schema version 2, this program knows up to 1", failure.getMessage());
    }

    /** Bytes 60 to 63 of a database file are the version of its schema, most significant first. */
    @Test
    void aVersionThatCannotBeIsDamage() throws IOException {
        open(ITEMS).close();
        var bytes = Files.readAllBytes(file());
        bytes[60] = (byte) 0xcd;
        Files.write(file(), bytes);

        var failure = assertThrows(StoreException.class, () -> open(ITEMS));

        assertEquals(Problem.CORRUPT, failure.problem());
    }

    @Test
    void aDamagedPageIsFoundAtOpen() throws IOException {
        try (var database = open(ITEMS)) {
            for (var i = 0; i < 100; i++) {
                insert(database, new byte[2_000]);
            }
        }
        try (var raw = new RandomAccessFile(file().toFile(), "rw")) {
            raw.seek(raw.length() / 2);
            raw.write(Seeds.bytes(Seeds.random(7), 8_192));
        }

        var failure = assertThrows(StoreException.class, () -> open(ITEMS));

        assertEquals(Problem.CORRUPT, failure.problem());
    }

    @Test
    void aFileOfGarbageIsCorrupt() throws IOException {
        Files.write(file(), Seeds.bytes(Seeds.random(8), 10_000));

        var failure = assertThrows(StoreException.class, () -> open(ITEMS));

        assertEquals(Problem.CORRUPT, failure.problem());
    }

    @Test
    void aFullDiskIsRecognisedUndoneAndReadableAndWritesGoOnOnceThereIsRoom() {
        var small = Options.DEFAULT.withBytesMax(40 * 4_096);
        try (var database = Database.open(file(), List.of(ITEMS), small)) {
            var kept = new AtomicInteger();
            var failure = assertThrows(StoreException.class, () -> {
                while (true) {
                    insert(database, new byte[3_000]);
                    kept.incrementAndGet();
                }
            });

            assertTrue(failure.isFull());
            assertEquals(kept.get(), count(database));
            database.update(connection ->
                    database.prepared(connection, "DELETE FROM items").executeUpdate());
            insert(database, new byte[3_000]);
            assertEquals(1, count(database));
        }
    }

    @Test
    void anExceptionUndoesTheWholeWriteAndPassesUnchanged() {
        try (var database = open(ITEMS)) {
            var thrown = new IllegalArgumentException("No");

            var caught = assertThrows(
                    IllegalArgumentException.class,
                    () -> database.update(connection -> {
                        insert(database, connection, new byte[1]);
                        throw thrown;
                    }));

            assertSame(thrown, caught);
            assertEquals(0, count(database));
        }
    }

    @Test
    void aBrokenRuleOfTheSchemaIsAConstraint() {
        try (var database = open(NAMES)) {
            var failure = assertThrows(
                    StoreException.class,
                    () -> database.update(
                            connection -> database.prepared(connection, "INSERT INTO names VALUES ('first')")
                                    .executeUpdate()));

            assertEquals(Problem.CONSTRAINT, failure.problem());
        }
    }

    @Test
    void readersCannotWrite() {
        try (var database = open(ITEMS)) {
            assertThrows(
                    StoreException.class,
                    () -> database.read(
                            connection -> database.prepared(connection, "INSERT INTO items(value) VALUES ('x')")
                                    .executeUpdate()));
            insert(database, new byte[1]);
            assertEquals(1, count(database));
        }
    }

    @Test
    void aReadSeesOneStateWhileOthersWrite() {
        try (var database = open(ITEMS)) {
            var twice = database.<List<Integer>>read(connection -> {
                var before = count(database, connection);
                insert(database, new byte[1]);
                return List.of(before, count(database, connection));
            });

            assertEquals(List.of(0, 0), twice);
            assertEquals(1, count(database));
        }
    }

    @Test
    void neverMoreReadsAtOnceThanPermitted() throws InterruptedException {
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        try (var database = Database.open(file(), List.of(ITEMS), Options.DEFAULT.withReaders(2));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 50; i++) {
                threads.execute(() -> database.read(connection -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    LockSupport.parkNanos(1_000_000);
                    running.decrementAndGet();
                    return count(database, connection);
                }));
            }
            threads.shutdown();
            assertTrue(threads.awaitTermination(30, TimeUnit.SECONDS));
        }

        assertTrue(most.get() <= 2, "at once: " + most.get());
    }

    @Test
    void writesOfManyThreadsAreAllKept() throws Exception {
        try (var database = Database.open(file(), List.of(ITEMS), Options.DEFAULT.withPowerSafe(false))) {
            var start = new CountDownLatch(1);
            var threads = new ArrayList<Thread>();
            for (var t = 0; t < 20; t++) {
                threads.add(Thread.ofVirtual().start(() -> {
                    try {
                        start.await();
                    } catch (InterruptedException e) {
                        return;
                    }
                    for (var i = 0; i < 25; i++) {
                        insert(database, new byte[10]);
                    }
                }));
            }

            start.countDown();
            for (var thread : threads) {
                thread.join();
            }

            assertEquals(500, count(database));
        }
    }

    @Test
    void writesInsideWritesAndUseAfterCloseAreMistakes() {
        var database = open(ITEMS);
        assertThrows(IllegalStateException.class, () -> database.update(connection -> insert(database, new byte[1])));

        database.close();
        database.close();

        assertThrows(IllegalStateException.class, () -> insert(database, new byte[1]));
        assertThrows(IllegalStateException.class, () -> count(database));
    }
}
