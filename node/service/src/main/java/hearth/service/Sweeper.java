package hearth.service;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Does something again and again, a pause between two times, until it is closed. */
public final class Sweeper implements AutoCloseable {

    private final NodeThreads threads;
    private final Supplier<Duration> work;
    private final ReentrantLock sweeping = new ReentrantLock();

    // All guarded by sweeping.
    private Future<?> timer;
    private Duration pause;
    private boolean closed;

    /** Works for the first time after {@code first}; {@code work} returns the pause that follows it. */
    public Sweeper(NodeThreads threads, Duration first, Supplier<Duration> work) {
        this.threads = threads;
        this.work = work;
        pause = first;
        timer = schedule();
    }

    /** The same pause each time. */
    public static Sweeper every(NodeThreads threads, Duration pause, Runnable work) {
        return new Sweeper(threads, pause, () -> {
            work.run();
            return pause;
        });
    }

    private Future<?> schedule() {
        return threads.eventLoops()
                .schedule(() -> threads.workers().execute(this::sweep), pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void sweep() {
        sweeping.lock();
        try {
            if (!closed) {
                pause = work.get();
            }
        } finally {
            if (!closed) {
                timer = schedule();
            }
            sweeping.unlock();
        }
    }

    /** Waits for a sweep under way. */
    @Override
    public void close() {
        sweeping.lock();
        try {
            closed = true;
            timer.cancel(false);
        } finally {
            sweeping.unlock();
        }
    }
}
