package hearth.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupCommitTest {

    private static final List<String> SCHEMA = List.of("CREATE TABLE numbers(n INTEGER UNIQUE NOT NULL, fill BLOB)");

    @TempDir
    Path folder;

    private final ExecutorService disk = Executors.newSingleThreadExecutor();
    private final AtomicInteger transactions = new AtomicInteger();

    @AfterEach
    void stopThreads() {
        disk.close();
    }

    private Database open(Options options) {
        return Database.open(folder.resolve("test.db"), SCHEMA, options);
    }

    private static long insert(Database database, Connection connection, long n, int bytes) throws SQLException {
        var statement = database.prepared(connection, "INSERT INTO numbers VALUES (?, ?)");
        statement.setLong(1, n);
        statement.setBytes(2, new byte[bytes]);
        statement.executeUpdate();
        return n;
    }

    private static long count(Database database) {
        return database.read(connection -> {
            try (var rows = database.prepared(connection, "SELECT count(*) FROM numbers")
                    .executeQuery()) {
                return rows.next() ? rows.getLong(1) : -1L;
            }
        });
    }

    /** Runs the tasks at once while the disk thread is held, so that they meet in one batch; then waits for all. */
    private <T> List<Future<T>> together(List<Callable<T>> tasks) throws InterruptedException {
        var gate = new CountDownLatch(1);
        disk.execute(() -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures = new ArrayList<Future<T>>();
            for (var task : tasks) {
                futures.add(threads.submit(task));
            }
            Thread.sleep(50);
            gate.countDown();
            return futures;
        }
    }

    @Test
    void writesThatMeetShareATransactionAndEachGetsItsOwnResult() throws Exception {
        try (var database = open(Options.DEFAULT);
                var group = new GroupCommit(database, task -> disk.execute(counted(task)), 100, 100)) {
            var tasks = new ArrayList<Callable<Long>>();
            for (var i = 0L; i < 50; i++) {
                var n = i;
                tasks.add(() -> group.write(connection -> insert(database, connection, n, 10)));
            }

            var futures = together(tasks);

            for (var i = 0; i < 50; i++) {
                assertEquals(i, futures.get(i).get());
            }
            assertEquals(50, count(database));
            assertTrue(transactions.get() < 10, "batches: " + transactions.get());
        }
    }

    private Runnable counted(Runnable task) {
        return () -> {
            transactions.incrementAndGet();
            task.run();
        };
    }

    @Test
    void oneFailingWriteDoesNotFailTheOthers() throws Exception {
        try (var database = open(Options.DEFAULT);
                var group = new GroupCommit(database, disk, 100, 100)) {
            var tasks = new ArrayList<Callable<Long>>();
            for (var i = 0L; i < 20; i++) {
                var n = i == 7 ? 6 : i; // the eighth repeats the number of the seventh
                tasks.add(() -> group.write(connection -> insert(database, connection, n, 10)));
            }

            var futures = together(tasks);

            var failed = 0;
            for (var future : futures) {
                try {
                    future.get();
                } catch (ExecutionException e) {
                    failed++;
                    assertEquals(
                            StoreException.Problem.CONSTRAINT,
                            assertInstanceOf(StoreException.class, e.getCause()).problem());
                }
            }
            assertEquals(1, failed);
            assertEquals(19, count(database));
        }
    }

    @Test
    void onAFullDiskWhatFitsIsKeptAndTheRestIsToldSo() throws Exception {
        try (var database = open(Options.DEFAULT.withBytesMax(60 * 4_096));
                var group = new GroupCommit(database, disk, 200, 200)) {
            var tasks = new ArrayList<Callable<Long>>();
            for (var i = 0L; i < 100; i++) {
                var n = i;
                tasks.add(() -> group.write(connection -> insert(database, connection, n, 3_000)));
            }

            var futures = together(tasks);

            var kept = 0;
            for (var future : futures) {
                try {
                    future.get();
                    kept++;
                } catch (ExecutionException e) {
                    assertTrue(
                            assertInstanceOf(StoreException.class, e.getCause()).isFull());
                }
            }
            assertTrue(kept > 20 && kept < 60, "kept " + kept);
            assertEquals(kept, count(database));
        }
    }

    @Test
    void whatTheWorkThrowsReachesItsCaller() {
        var thrown = new IllegalArgumentException("No");
        try (var database = open(Options.DEFAULT);
                var group = new GroupCommit(database, disk, 10, 10)) {
            var caught = assertThrows(
                    IllegalArgumentException.class,
                    () -> group.update(connection -> {
                        insert(database, connection, 1, 1);
                        throw thrown;
                    }));

            assertSame(thrown, caught);
            assertEquals(0, count(database));
        }
    }

    @Test
    void callersBeyondTheQueueWaitInsteadOfFailing() throws Exception {
        try (var database = open(Options.DEFAULT.withPowerSafe(false));
                var group = new GroupCommit(database, disk, 2, 2)) {
            var tasks = new ArrayList<Callable<Long>>();
            for (var i = 0L; i < 100; i++) {
                var n = i;
                tasks.add(() -> group.write(connection -> insert(database, connection, n, 10)));
            }

            together(tasks);

            assertEquals(100, count(database));
        }
    }

    @Test
    void afterCloseWritesAreRefused() {
        try (var database = open(Options.DEFAULT)) {
            var group = new GroupCommit(database, disk, 10, 10);
            group.update(connection -> insert(database, connection, 1, 1));

            group.close();

            assertThrows(IllegalStateException.class, () -> group.update(c -> insert(database, c, 2, 1)));
            assertEquals(1, count(database));
        }
    }

    @Test
    void aStoppedDiskThreadIsReportedToTheCaller() {
        try (var database = open(Options.DEFAULT);
                var group = new GroupCommit(database, disk, 10, 10)) {
            disk.shutdown();

            assertThrows(RejectedExecutionException.class, () -> group.update(c -> insert(database, c, 1, 1)));
        }
    }
}
