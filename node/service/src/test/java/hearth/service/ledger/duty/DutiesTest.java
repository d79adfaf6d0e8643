package hearth.service.ledger.duty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.ledger.NodeRecord.State;
import hearth.protocol.ledger.StateChange;
import hearth.service.ledger.LedgerEvent;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class DutiesTest {

    /** One second a block and 2 blocks for each of 4 minutes: what takes a day elsewhere takes 6 minutes. */
    private static final int SCALE = 2;

    private final Village village = new Village(7, SCALE);

    @Test
    void nobodyIsVotedOnWhileEverybodyIsUp() {
        village.blocks(300);
        assertEquals(7, village.state().nodes(State.ACTIVE).size());
        assertFalse(village.events.stream().anyMatch(LedgerEvent.NodeDecommissioned.class::isInstance));
        assertFalse(village.events.stream().anyMatch(LedgerEvent.IpChangePenalised.class::isInstance));
    }

    @Test
    void whoStopsProvingIsDecommissionedAndComesBack() {
        village.blocks(80);
        var away = village.nodes.get(3);
        away.isUp = false;
        var blocks = blocksUntil(() -> away.record().state() == State.DECOMMISSIONED, 120);
        // A proof is good for 31 s at this pace; then a quorum that judges the node has to be drawn.
        assertTrue(blocks >= 16, blocks + " blocks");
        assertEquals(Judge.NO_PROOF, away.record().standing().reasonsAll());
        assertTrue(away.record().swarm().isUnassigned());

        away.isUp = true;
        away.duties.proveAgain();
        blocksUntil(() -> away.record().state() == State.ACTIVE, 25);
        village.blocks(100);
        assertEquals(State.ACTIVE, away.record().state());
    }

    @Test
    void whoStaysAwayIsDeregistered() {
        village.blocks(80);
        var away = village.nodes.get(0);
        away.isUp = false;
        blocksUntil(() -> away.record().state() == State.DEREGISTERED, 200);
        assertEquals(6, village.state().nodes(State.ACTIVE).size());
    }

    @Test
    void whoCannotBeReachedIsDecommissionedThoughItProvesToBeUp() {
        village.blocks(80);
        var blocked = village.nodes.get(2);
        for (var i = 0; i < 100 && blocked.record().isActive(); i++) {
            village.nodes.forEach(node -> node.tests.report(blocked.keys.id(), node == blocked));
            village.block();
        }
        assertEquals(State.DECOMMISSIONED, blocked.record().state());
        assertEquals(Judge.NO_STORAGE, blocked.record().standing().reasonsAll());

        village.blocks(12);
        assertEquals(State.DECOMMISSIONED, blocked.record().state(), "Nobody reached it since");
        village.nodes.forEach(node -> node.tests.report(blocked.keys.id(), true));
        blocksUntil(() -> blocked.record().isActive(), 15);
    }

    @Test
    void twoAddressesInADayCostThePlaceInTheQueueOnce() {
        village.blocks(80);
        var moving = village.nodes.get(1);
        moving.host = "10.0.1.1";
        blocksUntil(() -> moving.record().standing().lastIpPenalty() > 0, 60);
        var penalised = moving.record().standing().lastIpPenalty();
        village.blocks(200);
        assertEquals(penalised, moving.record().standing().lastIpPenalty());
        assertEquals(State.ACTIVE, moving.record().state());
    }

    @Test
    void whoIsCutOffDoesNotVoteAgainstTheRest() {
        village.blocks(80);
        var alone = village.nodes.get(5);
        alone.isHeard = false;
        village.nodes.stream().filter(node -> node != alone).forEach(node -> node.isUp = false);
        alone.isUp = true;
        village.blocks(60);
        assertTrue(alone.votes.complete(village.state()).isEmpty());
        assertEquals(7, village.state().nodes(State.ACTIVE).size());
    }

    @Test
    void aMachineThatSleptDoesNotBlameTheOthers() {
        village.blocks(80);
        // All proofs are old at once, and so are all others: that says something about this machine.
        village.clock.advance(Duration.ofHours(1));
        village.blocks(200);
        assertFalse(village.events.stream().anyMatch(LedgerEvent.NodeDeregistered.class::isInstance));
    }

    @Test
    void votesOfStrangersAndForgedVotesAreNotCounted() {
        village.blocks(80);
        var state = village.state();
        var height = state.height() - 11;
        var quorum = state.quorum(height).orElseThrow();
        var worker = quorum.workers().getFirst();
        var subject = new StateChange.Subject(StateChange.Kind.DECOMMISSION, worker, height);
        var liar = village.nodes.stream()
                .filter(node -> node.keys.id().equals(quorum.validators().get(1)))
                .findFirst()
                .orElseThrow();
        var box = new VoteBox();
        var stolen = new StateChange(
                subject, List.of(subject.vote(liar.keys.signing(), state.network(), 0, Judge.NO_PROOF)));
        assertFalse(box.take(stolen, state), "It votes in the place of another");
        var own = new StateChange(
                subject, List.of(subject.vote(liar.keys.signing(), state.network(), 1, Judge.NO_PROOF)));
        assertTrue(box.take(own, state));
        assertFalse(box.take(own, state), "Known");
        var other = new StateChange.Subject(StateChange.Kind.DECOMMISSION, liar.keys.id(), height);
        var notJudged =
                new StateChange(other, List.of(other.vote(liar.keys.signing(), state.network(), 1, Judge.NO_PROOF)));
        assertFalse(box.take(notJudged, state), "That node is no worker");
        assertTrue(box.complete(state).isEmpty(), "One vote is not enough");
    }

    private int blocksUntil(BooleanSupplier done, int most) {
        for (var i = 1; i <= most; i++) {
            village.block();
            if (done.getAsBoolean()) {
                return i;
            }
        }
        throw new AssertionError("Not after " + most + " blocks");
    }
}
