package hearth.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until a test moves it, in either direction. Safe for use by many threads. */
public final class FakeClock extends Clock {

    private Instant now;

    public FakeClock(Instant start) {
        now = start;
    }

    /** Moves the clock by {@code step}, which may be negative. */
    public synchronized void advance(Duration step) {
        now = now.plus(step);
    }

    /** Sets the clock to {@code instant}, which may lie in its past. */
    public synchronized void set(Instant instant) {
        now = instant;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** This clock itself: it knows no zones but UTC. */
    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
