package hearth.appliance.machine;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * Tells the service manager that the box is ready once its own pages answer, and goes on telling that it is alive as long
 * as they do.
 */
public final class LifeSigns implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(LifeSigns.class.getName());
    /** So many signs fit into the manager's patience. */
    private static final int SIGNS_PER_WATCHDOG = 4;
    /** Until the first one: whoever waits for the box waits for it. */
    private static final Duration UNTIL_READY = Duration.ofSeconds(2);

    private final Thread thread;

    private LifeSigns(Thread thread) {
        this.thread = thread;
    }

    /** Begins, if there is a manager that wants to hear. */
    public static AutoCloseable start(Map<String, String> environment, SelfCheck check) {
        return ServiceManager.of(environment)
                .<AutoCloseable>map(manager ->
                        new LifeSigns(Thread.ofVirtual().name("life-signs").start(() -> run(manager, check))))
                .orElse(() -> {});
    }

    private static void run(ServiceManager manager, SelfCheck check) {
        var pause = manager.watchdog().dividedBy(SIGNS_PER_WATCHDOG);
        var ready = false;
        try {
            while (true) {
                if (tell(manager, check, ready ? "WATCHDOG=1" : "READY=1")) {
                    ready = true;
                }
                Thread.sleep(ready ? pause : UNTIL_READY);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean tell(ServiceManager manager, SelfCheck check, String line) {
        try {
            check.ask();
            manager.tell(line);
            return true;
        } catch (IOException failure) {
            LOG.log(System.Logger.Level.WARNING, "The box does not answer itself", failure);
            return false;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
