package hearth.client.sync;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Threads that each do one piece of work, and can all be stopped. Safe for use by many threads. */
final class Workers implements AutoCloseable {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(3);

    private final String threads;
    private final Set<Thread> running = new HashSet<>();
    private boolean closed;

    /** @param threads what they are called */
    Workers(String threads) {
        this.threads = threads;
    }

    /** Does {@code work} on a thread of its own, unless closed. */
    synchronized void begin(Runnable work) {
        if (closed) {
            return;
        }
        var worker = Thread.ofVirtual().name(threads).unstarted(() -> {
            try {
                work.run();
            } finally {
                end(Thread.currentThread());
            }
        });
        running.add(worker);
        worker.start();
    }

    private synchronized void end(Thread worker) {
        running.remove(worker);
    }

    synchronized boolean isClosed() {
        return closed;
    }

    private synchronized List<Thread> stop() {
        closed = true;
        running.forEach(Thread::interrupt);
        return List.copyOf(running);
    }

    /** Interrupts all of them, and waits a moment until they have ended. */
    @Override
    public void close() {
        try {
            for (var worker : stop()) {
                worker.join(STOP_TIMEOUT);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
