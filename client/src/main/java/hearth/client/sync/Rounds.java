package hearth.client.sync;

import hearth.client.network.Pace;
import hearth.client.network.Signal;
import hearth.sqlite.StoreException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Work that comes round again on one thread of its own: does a round, sleeps as long as the round said or until it is woken,
 * and whatever goes wrong in a round does not end it.
 */
final class Rounds implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Rounds.class.getName());
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(3);

    /** One round. */
    @FunctionalInterface
    interface Round {

        /**
         * @param woken whether somebody woke the thread for this round
         * @return how long there will be nothing to do
         */
        Duration work(boolean woken) throws InterruptedException;
    }

    private final String what;
    private final Supplier<Duration> afterFault;
    private final Round round;
    private final Signal wake;
    private final Thread worker;
    private volatile boolean closed;

    /**
     * @param what says in the log which work failed; begins a sentence
     * @param afterFault pause after a round that failed
     */
    Rounds(String thread, Pace pace, String what, Supplier<Duration> afterFault, Round round) {
        wake = new Signal(pace);
        this.what = what;
        this.afterFault = afterFault;
        this.round = round;
        worker = Thread.ofVirtual().name(thread).unstarted(this::work);
    }

    /** Begins with the first round; returns at once. */
    void start() {
        worker.start();
    }

    /** Begins the next round now, or right after the one that is going on. */
    void wake() {
        wake.raise();
    }

    @Override
    public void close() {
        closed = true;
        worker.interrupt();
        try {
            worker.join(STOP_TIMEOUT);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try {
            var woken = false;
            while (!closed) {
                woken = wake.await(carefully(woken));
            }
        } catch (InterruptedException _) {
            // Closed.
        }
    }

    private Duration carefully(boolean woken) throws InterruptedException {
        try {
            return round.work(woken);
        } catch (StoreException disk) {
            if (!closed) {
                LOG.log(System.Logger.Level.WARNING, "{0} failed: {1}", what, disk.getMessage());
            }
        } catch (RuntimeException fault) {
            if (!closed) {
                LOG.log(System.Logger.Level.ERROR, what + " failed", fault);
            }
        }
        return afterFault.get();
    }
}
