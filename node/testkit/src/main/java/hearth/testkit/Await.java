package hearth.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what other threads bring about, as short as possible. */
public final class Await {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PAUSE_NANOS = 5_000_000;

    /** Whether it is so by now. Anything thrown ends the wait. */
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws Exception;
    }

    private Await() {}

    /** Returns as soon as {@code condition} holds; fails after a minute, saying {@code what} did not happen. */
    public static void until(String what, Condition condition) throws Exception {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Did not happen in " + PATIENCE.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
