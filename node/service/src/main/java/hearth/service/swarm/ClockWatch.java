package hearth.service.swarm;

import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Notices that the clock was set, or that the machine slept: then the clock moved further than time went by. */
final class ClockWatch {

    /** Clocks that are corrected little by little move less than this between two looks. */
    private static final Duration JUMP = Duration.ofSeconds(5);

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
