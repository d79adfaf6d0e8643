package hearth.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Puts the writes of many callers into one transaction, so that they share one wait for the disk. While one batch is being
 * written the next one gathers. Safe for use by many threads.
 *
 * <p>If anything in a batch fails, the whole batch is undone and each write runs again in a transaction of its own, so one
 * caller's failure is never another's. Hence the work may run twice: it must have no effect besides the database.
 */
public final class GroupCommit implements AutoCloseable {

    /** After so many batches in a row others have their turn on the thread. */
    private static final int BATCHES_MAX = 8;

    private final Database database;
    private final Executor disk;
    private final int queueMax;
    private final int batchMax;
    private final Semaphore slots;
    private final Queue<Pending<?>> queue = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile boolean closed;

    /**
     * @param disk     runs the batches, at most one of this object at a time; platform threads, since they wait in native code
     * @param queueMax how many writes may wait; further callers are held until there is room
     * @param batchMax how many writes share a transaction
     */
    public GroupCommit(Database database, Executor disk, int queueMax, int batchMax) {
        if (queueMax < 1 || batchMax < 1) {
            throw new IllegalArgumentException(
                    "queueMax " + queueMax + " and batchMax " + batchMax + " must be at least 1");
        }
        this.database = database;
        this.disk = disk;
        this.queueMax = queueMax;
        this.batchMax = batchMax;
        slots = new Semaphore(queueMax);
    }

    /**
     * Runs {@code work} in a transaction shared with others and returns its result once that is committed. Rethrows what the
     * work threw, or {@link StoreException}; then none of it was kept.
     */
    public <T> T write(SqlFunction<Connection, T> work) {
        var pending = new Pending<>(work, new CompletableFuture<T>());
        slots.acquireUninterruptibly();
        if (closed) {
            slots.release();
            throw new IllegalStateException("Group commit is closed");
        }
        queue.add(pending);
        schedule();
        try {
            return pending.outcome.join();
        } catch (CompletionException failure) {
            switch (failure.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw failure;
            }
        }
    }

    /** {@link #write} for work without a result. */
    public void update(SqlAction<Connection> work) {
        write(connection -> {
            work.accept(connection);
            return true;
        });
    }

    private void schedule() {
        if (!queue.isEmpty() && scheduled.compareAndSet(false, true)) {
            try {
                disk.execute(this::drain);
            } catch (RuntimeException refused) {
                scheduled.set(false);
                for (var pending : takeBatch(queueMax)) {
                    pending.outcome.completeExceptionally(refused);
                    slots.release();
                }
            }
        }
    }

    private void drain() {
        try {
            for (var batches = 0; batches < BATCHES_MAX && !queue.isEmpty(); batches++) {
                var batch = takeBatch(batchMax);
                try {
                    commit(batch);
                } finally {
                    slots.release(batch.size());
                }
            }
        } finally {
            scheduled.set(false);
            schedule(); // through the executor again, so that databases sharing its threads take turns
        }
    }

    private List<Pending<?>> takeBatch(int max) {
        var batch = new ArrayList<Pending<?>>();
        while (batch.size() < max) {
            var next = queue.poll();
            if (next == null) {
                break;
            }
            batch.add(next);
        }
        return batch;
    }

    private void commit(List<Pending<?>> batch) {
        if (batch.size() == 1) {
            alone(batch.getFirst());
            return;
        }
        List<Runnable> answers;
        try {
            answers = database.write(connection -> {
                var all = new ArrayList<Runnable>();
                for (var pending : batch) {
                    all.add(pending.apply(connection));
                }
                return all;
            });
        } catch (RuntimeException | Error someFailed) {
            batch.forEach(this::alone);
            return;
        }
        answers.forEach(Runnable::run);
    }

    private <T> void alone(Pending<T> pending) {
        try {
            pending.outcome.complete(database.write(pending.work));
        } catch (RuntimeException | Error failure) {
            pending.outcome.completeExceptionally(failure); // the caller throws it; the thread goes on with the others
        }
    }

    /** Waits until all accepted writes are answered; later ones are refused. The database stays open. */
    @Override
    public void close() {
        closed = true;
        slots.acquireUninterruptibly(queueMax);
        slots.release(queueMax);
    }

    private record Pending<T>(SqlFunction<Connection, T> work, CompletableFuture<T> outcome) {

        /** Does the work; the returned action tells the caller, to be run after the commit. */
        Runnable apply(Connection connection) throws SQLException {
            var result = work.apply(connection);
            return () -> outcome.complete(result);
        }
    }
}
