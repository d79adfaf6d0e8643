package hearth.client.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.network.NodeInfo;
import hearth.testkit.FakeClock;
import hearth.testkit.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTimeTest {

    private static final long HOUR_MS = 3_600_000;
    private static final long TRUE_MS = 1_700_000_000_000L;

    private final List<NodeInfo> nodes = TestNodes.apart(12);
    private final AtomicInteger told = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(longs = {-HOUR_MS, 0, HOUR_MS})
    void aBoxWhoseClockIsWrongGoesByTheNetwork(long wrongMs) {
        var time = time(wrongMs);

        hear(time, 0, 0);
        hear(time, 1, 0);
        assertFalse(time.isKnown());
        assertEquals(TRUE_MS + wrongMs, time.nowMs());
        hear(time, 2, 0);

        assertTrue(time.isKnown());
        assertEquals(TRUE_MS, time.nowMs());
        assertEquals(TRUE_MS + wrongMs, time.localMs());
        assertEquals(Duration.ofMillis(-wrongMs), time.offset());
        assertEquals(1, told.get());
    }

    @Test
    void halfOfTheRoundTripIsTakenForTheWayBack() {
        var time = time(0);

        for (var node = 0; node < 3; node++) {
            time.heard(nodes.get(node).id(), TRUE_MS + 7_000, TRUE_MS, TRUE_MS + 400);
        }

        assertEquals(Duration.ofMillis(6_800), time.offset());
    }

    @Test
    void answersThatTookTooLongOrEndBeforeTheyBeginDoNotCount() {
        var time = time(0);

        for (var node = 0; node < 4; node++) {
            time.heard(nodes.get(node).id(), TRUE_MS + HOUR_MS, TRUE_MS, TRUE_MS + 5_001);
            time.heard(nodes.get(node).id(), TRUE_MS + HOUR_MS, TRUE_MS, TRUE_MS - 1);
        }
        time.settle();
        assertFalse(time.isKnown());
        for (var node = 0; node < 3; node++) {
            time.heard(nodes.get(node).id(), TRUE_MS + HOUR_MS, TRUE_MS, TRUE_MS + 5_000);
        }

        assertTrue(time.isKnown());
    }

    @Test
    void aLiarAmongThreeOrMoreCannotMoveTheClockFurtherThanTheHonestOnesDiffer() {
        Seeds.check(1_000, random -> {
            var time = time(random.nextLong(-HOUR_MS, HOUR_MS));
            var liar = random.nextInt(3);
            for (var turn = 0; turn < 30; turn++) {
                var node = turn < 3 ? turn : random.nextInt(nodes.size());
                hear(
                        time,
                        node,
                        node == liar ? random.nextLong(-1_000 * HOUR_MS, 1_000 * HOUR_MS) : random.nextLong(-200, 201));
                if (time.isKnown()) {
                    assertTrue(Math.abs(time.nowMs() - TRUE_MS) <= 200, () -> "off by " + (time.nowMs() - TRUE_MS));
                }
            }
        });
    }

    @Test
    void oneNodeHasOneVoiceHoweverOftenItSpeaks() {
        var time = time(0);

        for (var i = 0; i < 20; i++) {
            hear(time, 0, HOUR_MS);
        }
        assertFalse(time.isKnown());
        hear(time, 1, 0);
        hear(time, 2, 0);

        assertEquals(TRUE_MS, time.nowMs());
    }

    @Test
    void whereTooFewCanBeAskedThoseHaveToDoAndOfTwoTheOneThatAgreesWithThisBoxIsBelieved() {
        var alone = time(0);
        hear(alone, 0, HOUR_MS);
        alone.settle();
        assertEquals(TRUE_MS + HOUR_MS, alone.nowMs());

        var two = time(0);
        hear(two, 0, -HOUR_MS);
        hear(two, 1, 100);
        two.settle();
        assertEquals(TRUE_MS + 100, two.nowMs());

        var nobody = time(0);
        nobody.settle();
        assertFalse(nobody.isKnown());
    }

    @Test
    void theLastNineVoicesCountSoThatAClockThatDriftsIsFollowed() {
        var time = time(0);
        for (var node = 0; node < 9; node++) {
            hear(time, node, 0);
        }

        // Five of the nine are new.
        for (var node = 9; node < 14; node++) {
            hear(time, node % nodes.size(), 2_000);
        }

        assertEquals(TRUE_MS + 2_000, time.nowMs());
    }

    @Test
    void inDoubtTheCorrectionStaysUntilThreeHaveSpokenAnew() {
        var time = time(HOUR_MS);
        for (var node = 0; node < 3; node++) {
            hear(time, node, 0);
        }

        time.doubt();
        assertFalse(time.isKnown());
        assertTrue(time.wasEverKnown());
        assertEquals(TRUE_MS, time.nowMs());
        for (var node = 0; node < 3; node++) {
            hear(time, node, 5_000);
        }

        assertTrue(time.isKnown());
        assertEquals(TRUE_MS + 5_000, time.nowMs());
        assertEquals(2, told.get());
    }

    private NetworkTime time(long wrongMs) {
        return new NetworkTime(new FakeClock(Instant.ofEpochMilli(TRUE_MS + wrongMs)), told::incrementAndGet);
    }

    /** A node answers at once with a time that is off by so much. */
    private void hear(NetworkTime time, int node, long offMs) {
        time.heard(nodes.get(node).id(), TRUE_MS + offMs, time.localMs(), time.localMs());
    }
}
