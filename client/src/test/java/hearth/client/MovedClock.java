package hearth.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** The real clock, moved by what a test says: it goes on by itself. */
final class MovedClock extends Clock {

    private final AtomicLong ahead = new AtomicLong(); // ns

    void advance(Duration by) {
        ahead.addAndGet(by.toNanos());
    }

    @Override
    public Instant instant() {
        return Clock.systemUTC().instant().plusNanos(ahead.get());
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
