package hearth.service.swarm;

import hearth.protocol.rpc.RequestChecks;
import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Notices that the clock was set, or that the machine slept: then the clock moved further than time went by. */
final class ClockWatch {

    /** A clock that was wrong by less refused nothing. */
    private static final Duration JUMP = RequestChecks.CLOCK_TOLERANCE;

    private final Clock clock;
    private final LongSupplier nanoTime;
    private long lastMs;
    private long lastNanos;

    /** {@code nanoTime} is as {@link System#nanoTime}. */
    ClockWatch(Clock clock, LongSupplier nanoTime) {
        this.clock = clock;
        this.nanoTime = nanoTime;
        lastMs = clock.millis();
        lastNanos = nanoTime.getAsLong();
    }

    /** Whether that happened since the last look. */
    boolean jumped() {
        var nowMs = clock.millis();
        var nowNanos = nanoTime.getAsLong();
        var moved = Duration.ofMillis(nowMs - lastMs).minusNanos(nowNanos - lastNanos);
        lastMs = nowMs;
        lastNanos = nowNanos;
        return moved.abs().compareTo(JUMP) > 0;
    }
}
