package hearth.service;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Does something again and again, a pause between two times, until it is closed. */
public final class Sweeper implements AutoCloseable {

    private final Future<?> timer;
    private final ReentrantLock sweeping = new ReentrantLock();
    private volatile boolean closed;

    public Sweeper(NodeThreads threads, Duration pause, Runnable work) {
        timer = threads.eventLoops()
                .scheduleWithFixedDelay(
                        () -> threads.workers().execute(() -> sweep(work)),
                        pause.toMillis(),
                        pause.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private void sweep(Runnable work) {
        if (sweeping.tryLock()) {
            try {
                if (!closed) {
                    work.run();
                }
            } finally {
                sweeping.unlock();
            }
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
