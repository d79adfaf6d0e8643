package hearth.service.ledger.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.service.ledger.order.SimLedger.Kind;
import hearth.testkit.Seeds;
import org.junit.jupiter.api.Test;

class CatchUpTest {

    private static final int MINUTE = 60_000;

    private final SimLedger sim = new SimLedger(Seeds.random(1), 1, 10_800);
    private final SimLedger.Box founder = sim.add(0, Kind.HONEST);

    @Test
    void boxThatWasAwayGetsTheBlocksItMissed() {
        var late = sim.add(1, Kind.HONEST);
        sim.run(3_000);
        late.stop();
        sim.run(200L * SimLedger.BLOCK_MILLIS);
        late.start();

        assertTrue(sim.runUntil(
                MINUTE, () -> late.state().height() == founder.state().height()));

        assertEquals(1, late.disk.blocks(1, 1).size(), "It has all blocks");
        assertEquals(founder.state().root(), late.state().root());
    }

    @Test
    void newBoxJumpsToASnapshotThroughTheChangesOfVoters() {
        changeVoters();
        sim.run((Snapshots.GAP + 300) * SimLedger.BLOCK_MILLIS);
        var newcomer = sim.add(9, Kind.HONEST);

        assertTrue(sim.runUntil(
                MINUTE, () -> newcomer.state().height() == founder.state().height()));

        assertTrue(newcomer.disk.blocks(1, 1).isEmpty(), "It has no old blocks");
        assertEquals(founder.state().root(), newcomer.state().root());
        assertEquals(founder.disk.epochs(0, 100), newcomer.disk.epochs(0, 100));
        newcomer.stop();
        newcomer.start();
        assertTrue(newcomer.state().height() >= Snapshots.GAP, "It goes on from there after a restart");
    }

    @Test
    void damagedSnapshotIsNotTaken() {
        changeVoters();
        sim.run((Snapshots.GAP + 300) * SimLedger.BLOCK_MILLIS);
        var newcomer = sim.add(9, Kind.HONEST);
        newcomer.garbles = CatchUpTest::isPart;

        assertTrue(sim.runUntil(
                2 * MINUTE, () -> newcomer.state().height() == founder.state().height()));

        assertEquals(1, newcomer.disk.blocks(1, 1).size(), "It came here by blocks instead");
        assertEquals(founder.state().root(), newcomer.state().root());
    }

    private static boolean isPart(Bytes message) {
        try {
            return Message.decode(message) instanceof Message.Part;
        } catch (FormatException garbled) {
            return false;
        }
    }

    /** Two nodes come, one goes. */
    private void changeVoters() {
        for (var node = 1; node <= 2; node++) {
            var box = sim.add(node, Kind.HONEST);
            founder.submit(sim.registration(founder, node, node));
            assertTrue(sim.runUntil(MINUTE, () -> box.state().voters().contains(box.id())));
        }
        founder.submit(sim.unlock(founder, SimLedger.node(1)));
        assertTrue(sim.runUntil(MINUTE, () -> founder.state().voters().size() == 2));
    }
}
