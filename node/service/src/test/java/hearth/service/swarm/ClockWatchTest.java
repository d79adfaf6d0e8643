package hearth.service.swarm;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.testkit.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClockWatchTest {

    private final FakeClock clock = new FakeClock(Instant.ofEpochMilli(1_700_000_000_000L));
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // it may overflow
    private final ClockWatch watch = new ClockWatch(clock, nanos::get);

    private void pass(Duration time, Duration clockMoves) {
        nanos.addAndGet(time.toNanos());
        clock.advance(clockMoves);
    }

    @Test
    void timeThatGoesByIsNoJumpHoweverLongItIs() {
        pass(Duration.ofDays(3), Duration.ofDays(3));
        assertFalse(watch.jumped());

        pass(Duration.ofHours(1), Duration.ofHours(1).plusSeconds(9)); // corrected little by little
        assertFalse(watch.jumped());
    }

    @Test
    void aClockThatIsSetIsNoticedOnceInBothDirections() {
        pass(Duration.ofSeconds(5), Duration.ofHours(-2));
        assertTrue(watch.jumped());
        assertFalse(watch.jumped());

        pass(Duration.ofSeconds(5), Duration.ofHours(2));
        assertTrue(watch.jumped());
        assertFalse(watch.jumped());
    }
}
