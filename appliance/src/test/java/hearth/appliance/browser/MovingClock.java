package hearth.appliance.browser;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** The real clock, which a test can set ahead. It goes on from there. Safe for use by many threads. */
final class MovingClock extends Clock {

    private final Clock real;
    private volatile Duration ahead = Duration.ZERO;

    MovingClock(Clock real) {
        this.real = real;
    }

    void advance(Duration step) {
        ahead = ahead.plus(step);
    }

    @Override
    public Instant instant() {
        return real.instant().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return real.getZone();
    }

    /** This clock itself: nobody here asks for another zone. */
    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
