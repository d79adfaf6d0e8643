package hearth.service.reach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.id.NodeId;
import hearth.service.registry.TestHistory;
import hearth.testkit.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestRecordsTest {

    private static final Instant START = Instant.ofEpochMilli(1_700_000_000_000L);
    private static final NodeId NODE = NodeId.of(new byte[32]);

    private final FakeClock clock = new FakeClock(START);
    private final TestRecords records = new TestRecords(clock);

    private TestHistory after(boolean passed, Duration later) {
        clock.advance(later);
        records.report(NODE, passed);
        return records.find(NODE).orElseThrow();
    }

    @Test
    void theFirstFailureStaysUntilATestIsPassed() {
        after(true, Duration.ZERO);
        after(false, Duration.ofMinutes(1));

        assertEquals(
                new TestHistory(
                        Optional.of(START), Optional.of(START.plusSeconds(60)), Optional.of(START.plusSeconds(120))),
                after(false, Duration.ofMinutes(1)));

        var passed = after(true, Duration.ofMinutes(1));
        assertEquals(Optional.of(START.plusSeconds(180)), passed.lastReachable());
        assertEquals(Optional.empty(), passed.firstUnreachable());
        assertTrue(passed.isReachable());
    }

    @Test
    void anObligationFailsAfter65MinutesAndWhileTheLastFailureIsYoungerThan5() {
        after(false, Duration.ZERO);
        var almost = after(false, Duration.ofMinutes(65).minusMillis(1));
        assertFalse(fails(almost, clock.instant()));

        var failing = after(false, Duration.ofMillis(1));
        assertTrue(fails(failing, clock.instant()));
        assertTrue(fails(failing, clock.instant().plus(Duration.ofMinutes(5).minusMillis(1))));
        assertFalse(fails(failing, clock.instant().plus(Duration.ofMinutes(5))));
        assertFalse(fails(after(true, Duration.ZERO), clock.instant()));
    }

    @Test
    void whoIsNoNodeAnyMoreIsForgotten() {
        after(false, Duration.ZERO);
        records.retain(List.of());

        assertEquals(Optional.empty(), records.find(NODE));
        assertEquals(0, records.failing());
    }

    /** With the times of the public network. */
    private static boolean fails(TestHistory history, Instant now) {
        return history.failsObligation(now, Duration.ofMinutes(65), Duration.ofMinutes(5));
    }
}
