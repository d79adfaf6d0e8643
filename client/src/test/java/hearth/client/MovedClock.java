package hearth.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** The real clock, moved by what a test says: it goes on by itself. */
final class MovedClock extends Clock {

    private final AtomicReference<Clock> clock = new AtomicReference<>(Clock.systemUTC());

    void advance(Duration by) {
        clock.updateAndGet(before -> Clock.offset(before, by));
    }

    @Override
    public Instant instant() {
        return clock.get().instant();
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
