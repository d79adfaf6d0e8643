package hearth.client.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hearth.protocol.id.NodeId;
import hearth.testkit.FakeClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NodeHealthTest {

    private final FakeClock clock = new FakeClock(Instant.ofEpochSecond(1_700_000_000));
    private final NodeHealth health = new NodeHealth(clock);
    private final NodeId node = TestNodes.apart(1).getFirst().id();

    @Test
    void strikesCountToThreeAndFadeTenMinutesAfterTheLast() {
        health.strike(node);
        assertEquals(1, health.blame(node));
        health.strike(node);
        health.strike(node);
        health.strike(node);
        assertEquals(NodeHealth.STRIKES_MAX, health.blame(node));

        clock.advance(Duration.ofMinutes(10).minusMillis(1));
        assertEquals(NodeHealth.STRIKES_MAX, health.blame(node));
        clock.advance(Duration.ofMillis(1));

        assertEquals(0, health.blame(node));
    }

    @Test
    void aBenchedNodeComesBackAfterFiveSecondsAndLaterEachTimeItFailsAgain() {
        health.bench(node);
        clock.advance(Duration.ofMillis(4_999));
        assertEquals(NodeHealth.STRIKES_MAX, health.blame(node));
        clock.advance(Duration.ofMillis(1));
        assertEquals(1, health.blame(node), "back, with a strike");

        health.bench(node);
        clock.advance(Duration.ofMillis(9_999));
        assertEquals(NodeHealth.STRIKES_MAX, health.blame(node));
        clock.advance(Duration.ofMillis(1));

        assertEquals(2, health.blame(node));
    }

    @Test
    void howeverOftenANodeFailsItComesBackWithinFiveMinutesAfterOneSuccessAtOnce() {
        for (var i = 0; i < 50; i++) {
            health.bench(node);
        }
        clock.advance(Duration.ofMinutes(5));
        assertEquals(NodeHealth.STRIKES_MAX, health.blame(node), "by its strikes, no longer by the bench");

        health.praise(node);

        assertEquals(0, health.blame(node));
    }

    @Test
    void aClockThatWasMovedBackForgivesEverybody() {
        health.bench(node);

        clock.advance(Duration.ofHours(-1));

        assertEquals(0, health.blame(node));
    }

    @Test
    void nodesAreJudgedEachForItself() {
        health.bench(node);

        assertEquals(0, health.blame(TestNodes.apart(2).get(1).id()));
    }
}
