package hearth.appliance.life;

import hearth.appliance.StartException;
import hearth.appliance.config.ConfigException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * From the start of a process to the signal that ends it. SIGTERM and SIGINT close every part in reverse order and end
 * the process with status 0, or with status 1 when that takes longer than {@link #STOP_MAX}.
 */
public final class Lifetime {

    private static final System.Logger LOG = System.getLogger(Lifetime.class.getName());

    /** Longest that stopping may take. Then the process ends anyway: what is on disk survives power cuts as well. */
    static final Duration STOP_MAX = Duration.ofSeconds(10);

    /** What brings the parts up. It returns when everything is up. */
    public interface Start {
        void start(Parts parts) throws Exception;
    }

    private final Parts parts = new Parts();
    private volatile boolean over;

    private Lifetime() {}

    /**
     * Starts, then waits for a signal; it does not return when one comes. Throws what {@code start} threw, after closing
     * what had started.
     */
    public static void run(Start start) throws Exception {
        var life = new Lifetime();
        Runtime.getRuntime().addShutdownHook(new Thread(life::stop, "stop"));
        try {
            start.start(life.parts);
        } catch (StoppingException _) {
            // The signal came while parts were starting; the hook closes them and ends the process.
        } catch (Exception | Error failure) {
            if (!(failure instanceof StartException || failure instanceof ConfigException)) {
                // Now, while the log is still open: it is one of the parts.
                LOG.log(System.Logger.Level.ERROR, "The start failed because of a fault in Hearth itself", failure);
            }
            life.over = true;
            life.parts.close();
            throw failure;
        }
        new CountDownLatch(1).await();
    }

    private void stop() {
        if (over) {
            return;
        }
        var closing = Thread.ofPlatform().name("closing").daemon().start(parts::close);
        var clean = false;
        try {
            clean = closing.join(STOP_MAX);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        // A signal would end the process with 128 + its number, which reads as a failure.
        Runtime.getRuntime().halt(clean ? 0 : 1);
    }
}
