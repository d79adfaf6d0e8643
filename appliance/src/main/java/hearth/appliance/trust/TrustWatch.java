package hearth.appliance.trust;

import java.time.Duration;

/** Lets {@link BoxTrust#check} run now and then, on one thread, until closed. */
public final class TrustWatch implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(TrustWatch.class.getName());

    private final Thread thread;

    private TrustWatch(Thread thread) {
        this.thread = thread;
    }

    /** Begins to look every {@code pause}. */
    public static TrustWatch start(BoxTrust trust, Duration pause) {
        return new TrustWatch(Thread.ofVirtual().name("trust-watch").start(() -> watch(trust, pause)));
    }

    private static void watch(BoxTrust trust, Duration pause) {
        while (true) {
            try {
                Thread.sleep(pause);
                trust.check();
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException failure) {
                LOG.log(System.Logger.Level.WARNING, "The box's certificate could not be looked after", failure);
            }
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // the watch ends on its own
        }
    }
}
