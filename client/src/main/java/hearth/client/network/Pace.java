package hearth.client.network;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** How time passes where something waits; it has nothing to do with what clocks say. Safe for use by many threads. */
public interface Pace {

    /** As it does. */
    Pace REAL = new RealPace();

    /** Nanoseconds since some moment. */
    long nanos();

    /** Waits that long. */
    void sleep(Duration duration) throws InterruptedException;

    /**
     * Waits until {@code changed} is signalled, at most so long; it may return earlier. The caller holds {@code lock}, to which
     * {@code changed} belongs.
     */
    void await(Lock lock, Condition changed, long nanos) throws InterruptedException;

    /** The pace of the world. */
    final class RealPace implements Pace {

        private RealPace() {}

        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            Thread.sleep(duration);
        }

        @Override
        @SuppressWarnings("WaitNotInLoop") // The caller looks again.
        public void await(Lock lock, Condition changed, long nanos) throws InterruptedException {
            var _ = changed.await(nanos, TimeUnit.NANOSECONDS);
        }
    }
}
