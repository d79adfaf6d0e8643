package hearth.service.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.id.NodeId;
import hearth.protocol.id.SwarmId;
import hearth.protocol.ledger.LedgerHash;
import hearth.protocol.ledger.NodeRecord;
import hearth.protocol.ledger.NodeRecord.State;
import hearth.protocol.ledger.Period;
import hearth.protocol.ledger.StateChange;
import hearth.protocol.ledger.StateChange.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VoteRulesTest {

    private static final int SCALE = 10; // credit: 6 blocks in the beginning and at least, 144 at most
    private static final int NODES = 17;
    private static final int UPTIME = 1;
    private static final int STORAGE = 8;

    private final Chain chain = new Chain(NODES, SCALE);
    private final NodeId node = Chain.node(3);

    @Test
    void sevenOfTenVotesDecommissionANode() {
        var height = chain.awaitJudgement(node);

        var applied = chain.apply(chain.votes(Kind.DECOMMISSION, node, height, STORAGE, 7));

        assertEquals(List.of(), applied.refused());
        var record = chain.record(node);
        assertEquals(State.DECOMMISSIONED, record.state());
        assertEquals(SwarmId.UNASSIGNED, record.swarm());
        assertEquals(1, record.standing().decommissions());
        assertTrue(applied.events()
                .contains(new LedgerEvent.NodeDecommissioned(
                        node, record.standing().credit())));
    }

    @Test
    void sixVotesAreTooFew() {
        var height = chain.awaitJudgement(node);

        assertEquals(Reason.TOO_FEW_VOTES, chain.refuse(chain.votes(Kind.DECOMMISSION, node, height, STORAGE, 6)));
        assertTrue(chain.record(node).isActive());
    }

    @Test
    void reasonsOfAllAndOfAnyAreKept() {
        var height = chain.awaitJudgement(node);
        var some = chain.votes(Kind.DECOMMISSION, node, height, STORAGE);
        var others = chain.votes(Kind.DECOMMISSION, node, height, STORAGE | UPTIME);
        var votes = new ArrayList<>(some.votes());
        votes.set(2, others.votes().get(2));

        chain.apply(new StateChange(some.subject(), votes));

        assertEquals(STORAGE, chain.record(node).standing().reasonsAll());
        assertEquals(STORAGE | UPTIME, chain.record(node).standing().reasonsAny());
    }

    @Test
    void aForgedVoteSpoilsTheOthers() {
        var height = chain.awaitJudgement(node);
        var change = chain.votes(Kind.DECOMMISSION, node, height, STORAGE);
        var votes = new ArrayList<>(change.votes());
        votes.set(4, new StateChange.Vote(4, STORAGE, votes.get(5).signature()));

        assertEquals(Reason.BAD_VOTE, chain.refuse(new StateChange(change.subject(), votes)));
        assertTrue(chain.record(node).isActive());
    }

    @Test
    void votesCountElevenToSixtyFiveBlocksAfterTheirQuorum() {
        var chain = new Chain(NODES, 1);
        var height = chain.awaitJudgement(node);
        var change = chain.votes(Kind.DECOMMISSION, node, height, STORAGE);
        var early = chain.votes(Kind.DECOMMISSION, node, chain.state().height() - 9, STORAGE);
        assertEquals(Reason.NO_QUORUM, chain.refuse(early));
        var late = new Chain(NODES, 1);
        late.skipTo(height + 66);
        assertEquals(Reason.NO_QUORUM, late.refuse(change));

        var last = new Chain(NODES, 1);
        last.skipTo(height + 65);

        assertEquals(List.of(), last.apply(change).refused());
    }

    @Test
    void votesCountSoonerAndForAFewBlocksLongerThanThatWhereANetworkLivesFast() {
        var quick = new Chain(NODES, SCALE); // 2 blocks of lag, 22 to vote
        var judged = quick.awaitJudgement(node);
        var change = quick.votes(Kind.DECOMMISSION, node, judged, STORAGE);
        var early = new Chain(NODES, SCALE);
        early.skipTo(judged + 1);
        assertEquals(Reason.NO_QUORUM, early.refuse(change));
        assertEquals(List.of(), early.apply(change).refused());
        var late = new Chain(NODES, SCALE);
        late.skipTo(judged + 23);
        assertEquals(Reason.NO_QUORUM, late.refuse(change));
    }

    @Test
    void onlyWorkersOfThatQuorumAreJudged() {
        var height = chain.awaitJudgement(node);
        var validator = chain.state().quorum(height).orElseThrow().validators().getFirst();

        assertEquals(Reason.NOT_JUDGED, chain.refuse(chain.votes(Kind.DECOMMISSION, validator, height, STORAGE)));
        assertEquals(
                Reason.UNKNOWN_NODE, chain.refuse(chain.votes(Kind.DECOMMISSION, Chain.node(99), height, STORAGE)));
    }

    @Test
    void aNodeThatWorksAgainComesBackWithWhatIsLeftOfItsCredit() {
        var away = decommissionAfter(600); // 6 + 600 / 30 = 26, or a little more
        var credit = chain.record(node).standing().credit();
        assertTrue(credit >= 26 && credit < 40);
        var judged = awaitJudgementAfter(away);

        var applied = chain.apply(chain.votes(Kind.RECOMMISSION, node, judged, 0));

        assertEquals(List.of(), applied.refused());
        var record = chain.record(node);
        assertTrue(record.isActive());
        assertFalse(record.swarm().isUnassigned());
        var blocksAway = chain.state().height() - away;
        assertEquals(Math.max(0, credit - 2 * blocksAway), record.standing().credit());
        assertEquals(1, record.standing().decommissions());
        assertTrue(applied.events()
                .contains(new LedgerEvent.NodeRecommissioned(
                        node, record.standing().credit())));
    }

    @Test
    void oldVotesDoNotDecommissionAgain() {
        chain.skip(600);
        var first = chain.awaitJudgement(node);
        var decommission = chain.votes(Kind.DECOMMISSION, node, first, STORAGE);
        chain.apply(decommission);
        var judged = awaitJudgementAfter(chain.state().height());
        chain.apply(chain.votes(Kind.RECOMMISSION, node, judged, 0));

        assertTrue(chain.state().height() - first < Period.VOTES_VALID.blocks(1), "They are not too old yet");
        assertEquals(Reason.STALE_VOTES, chain.refuse(decommission));
        assertTrue(chain.record(node).isActive());
    }

    @Test
    void whenItsCreditIsUsedUpANodeIsDeregistered() {
        var away = decommissionAfter(0);
        var credit = chain.record(node).standing().credit();
        chain.skipTo(away + credit + 1);
        assertEquals(State.DECOMMISSIONED, chain.record(node).state());

        var applied = chain.apply();

        var record = chain.record(node);
        assertEquals(State.DEREGISTERED, record.state());
        assertEquals(chain.state().height() + 21_600 / SCALE, record.leaves());
        assertTrue(applied.events().contains(new LedgerEvent.NodeDeregistered(node, record.leaves())));
    }

    @Test
    void aDeregisteredNodeGetsItsStakeBackThirtyDaysLater() {
        var quick = new Chain(NODES, 1000); // credit: 1 in the beginning; 22 blocks of lock
        var height = quick.awaitJudgement(node);
        quick.apply(quick.votes(Kind.DECOMMISSION, node, height, STORAGE));
        quick.skip(2);
        var leaves = quick.record(node).leaves();
        var height30 = quick.state().height();
        assertEquals(State.DEREGISTERED, quick.record(node).state());
        assertEquals(height30 + 22, leaves);

        quick.skipTo(leaves);
        assertEquals(State.DEREGISTERED, quick.record(node).state());
        var applied = quick.apply();

        assertTrue(quick.state().node(node).isEmpty());
        assertTrue(applied.events().contains(new LedgerEvent.StakeReturned(node, Chain.address(3), Chain.REQUIREMENT)));
    }

    @Test
    void withoutCreditANodeIsDeregisteredAtOnce() {
        var away = decommissionAfter(300); // about 17 blocks of credit
        var back = awaitJudgementAfter(away);
        chain.apply(chain.votes(Kind.RECOMMISSION, node, back, 0));
        assertTrue(chain.record(node).standing().credit() < 6, "Most of the credit is gone");
        var again = awaitJudgementAfter(chain.state().height());

        assertEquals(Reason.NO_CREDIT, chain.refuse(chain.votes(Kind.DECOMMISSION, node, again, STORAGE)));
        assertEquals(
                List.of(),
                chain.apply(chain.votes(Kind.DEREGISTER, node, again, STORAGE)).refused());
        assertEquals(State.DEREGISTERED, chain.record(node).state());
    }

    @Test
    void aNodeWithCreditCannotBeDeregistered() {
        var height = chain.awaitJudgement(node);

        assertEquals(Reason.CREDIT_LEFT, chain.refuse(chain.votes(Kind.DEREGISTER, node, height, STORAGE)));
        assertEquals(Reason.WRONG_STATE, chain.refuse(chain.votes(Kind.RECOMMISSION, node, height, 0)));
    }

    @Test
    void anotherAddressSendsANodeToTheEndOfTheQueue() {
        var height = chain.awaitJudgement(node);
        chain.apply(chain.votes(Kind.IP_CHANGE_PENALTY, node, height, 0));

        var order = new ArrayList<NodeId>();
        for (var i = 0; i < NODES; i++) {
            chain.state().nextRewarded().map(NodeRecord::id).ifPresent(order::add);
            chain.apply();
        }

        assertEquals(NODES, new HashSet<>(order).size());
        assertTrue(order.indexOf(node) >= NODES - 2, "At the end, with the node that was rewarded in the same block");
        assertTrue(chain.record(node).isActive());
    }

    @Test
    void onePenaltyIsEnoughForTwoHours() {
        var slow = new Chain(NODES, 2); // grace of 30 blocks
        var height = slow.awaitJudgement(node);
        var penalty = slow.votes(Kind.IP_CHANGE_PENALTY, node, height, 0);
        slow.apply(penalty);
        var punished = slow.state().height();

        assertEquals(Reason.STALE_VOTES, slow.refuse(penalty));
        var again = awaitJudgementAfter(slow, punished + 1);
        assertEquals(Reason.PENALISED_LATELY, slow.refuse(slow.votes(Kind.IP_CHANGE_PENALTY, node, again, 0)));
        slow.skipTo(punished + 30);
        assertEquals(
                List.of(),
                slow.apply(slow.votes(Kind.IP_CHANGE_PENALTY, node, again, 0)).refused());
    }

    @Test
    void tenOfManyAreValidatorsAndNeverJudgeThemselves() {
        var active = IntStream.range(0, 100).mapToObj(Chain::node).sorted().toList();
        var resting = IntStream.range(100, 110).mapToObj(Chain::node).sorted().toList();

        var quorum = Quorum.choose(active, resting, LedgerHash.of("a block"));
        var same = Quorum.choose(active, resting, LedgerHash.of("a block"));
        var other = Quorum.choose(active, resting, LedgerHash.of("another block"));

        assertEquals(10, new HashSet<>(quorum.validators()).size());
        assertEquals(7, quorum.votesNeeded());
        assertTrue(active.containsAll(quorum.validators()));
        assertEquals(50, new HashSet<>(quorum.workers()).size());
        assertTrue(quorum.workers().stream().noneMatch(quorum.validators()::contains));
        assertEquals(quorum, same);
        assertFalse(quorum.validators().equals(other.validators()));
    }

    @Test
    void smallNetworksLeaveSomebodyToBeJudged() {
        var expected = new int[][] {{0, 0}, {1, 1}, {2, 1}, {3, 2}, {4, 2}, {7, 4}, {14, 9}, {15, 10}, {16, 10}};
        for (var pair : expected) {
            var active =
                    IntStream.range(0, pair[0]).mapToObj(Chain::node).sorted().toList();

            var quorum = Quorum.choose(active, List.of(), LedgerHash.of("a block"));

            assertEquals(pair[1], quorum.validators().size());
            assertEquals(pair[0] - pair[1], quorum.workers().size());
            assertEquals((7 * pair[1] + 9) / 10, quorum.votesNeeded());
        }
    }

    /** Lets {@code node} be up for some blocks and decommissions it; gives the block that did so. */
    private long decommissionAfter(int blocks) {
        chain.skip(blocks);
        var height = chain.awaitJudgement(node);
        assertEquals(
                List.of(),
                chain.apply(chain.votes(Kind.DECOMMISSION, node, height, STORAGE))
                        .refused());
        return chain.state().height();
    }

    private long awaitJudgementAfter(long height) {
        return awaitJudgementAfter(chain, height);
    }

    /** A block from {@code height} on whose quorum judges the node, once that may decide in the next block. */
    private long awaitJudgementAfter(Chain on, long height) {
        for (var judged = height; judged < height + 200; judged++) {
            on.skipTo(judged + Period.VOTE_LAG.blocks(1));
            if (on.state().quorum(judged).orElseThrow().workers().contains(node)) {
                return judged;
            }
        }
        throw new AssertionError("Nobody judges the node");
    }
}
