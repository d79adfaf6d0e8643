package hearth.service.ledger;

import hearth.protocol.ledger.DowntimeCredit;
import hearth.protocol.ledger.NodeRecord;
import hearth.protocol.ledger.NodeRecord.QueuePlace;
import hearth.protocol.ledger.NodeRecord.State;
import hearth.protocol.ledger.Period;
import hearth.protocol.ledger.StateChange;

/**
 * What obligations quorums may decide (network specification 8.3, 8.4). The votes say that a node fails or works again; what
 * its credit makes of that is a rule, which no majority can bend.
 */
final class VoteRules {

    /** However fast a network lives, votes have so many blocks to come together. */
    private static final int BLOCKS_TO_VOTE = 20;

    private VoteRules() {}

    /** With the quorum of the present block, and without the one that may no longer decide in the next. */
    static LedgerState chooseQuorum(LedgerState state) {
        var quorum = Quorum.choose(state.nodes(State.ACTIVE), state.nodes(State.DECOMMISSIONED), state.blockHash());
        return state.withQuorum(state.height(), quorum).withoutQuorum(state.height() - votesValid(state));
    }

    /** For so many blocks a quorum may decide. */
    static int votesValid(LedgerState state) {
        return Math.max(state.blocks(Period.VOTES_VALID), state.blocks(Period.VOTE_LAG) + BLOCKS_TO_VOTE);
    }

    static Step apply(LedgerState state, StateChange change, int index) throws RefusedException {
        var subject = change.subject();
        var node = state.node(subject.node()).orElseThrow(() -> new RefusedException(Reason.UNKNOWN_NODE));
        RefusedException.unless(subject.height() <= state.height() - state.blocks(Period.VOTE_LAG), Reason.NO_QUORUM);
        RefusedException.unless(subject.height() >= node.standing().since(), Reason.STALE_VOTES);
        var quorum = state.quorum(subject.height()).orElseThrow(() -> new RefusedException(Reason.NO_QUORUM));
        RefusedException.unless(quorum.workers().contains(node.id()), Reason.NOT_JUDGED);
        RefusedException.unless(change.votes().size() >= quorum.votesNeeded(), Reason.TOO_FEW_VOTES);
        var step = switch (subject.kind()) {
            case DEREGISTER -> deregisterFailing(state, node);
            case DECOMMISSION -> decommission(state, node, change);
            case RECOMMISSION -> recommission(state, node, index);
            case IP_CHANGE_PENALTY -> penalise(state, node, subject.height());
        };
        requireVotes(state, change, quorum); // last, since signatures cost most
        return step;
    }

    /** Expels a node; its stake is locked from now on. */
    static Step deregister(LedgerState state, NodeRecord node) {
        var leaves = state.height() + state.blocks(Period.DEREGISTRATION);
        var standing = node.standing().change(State.DEREGISTERED, state.height(), 0);
        return Step.of(
                state.withNode(node.withStanding(standing).withLeaves(leaves)),
                new LedgerEvent.NodeDeregistered(node.id(), leaves));
    }

    private static void requireVotes(LedgerState state, StateChange change, Quorum quorum) throws RefusedException {
        for (var vote : change.votes()) {
            var isCast = vote.validator() < quorum.validators().size()
                    && change.isCast(vote, quorum.validators().get(vote.validator()), state.network());
            RefusedException.unless(isCast, Reason.BAD_VOTE);
        }
    }

    private static Step deregisterFailing(LedgerState state, NodeRecord node) throws RefusedException {
        RefusedException.unless(node.isActive(), Reason.WRONG_STATE);
        RefusedException.unless(credit(state, node) < state.blocks(Period.CREDIT_MIN), Reason.CREDIT_LEFT);
        return deregister(state, node);
    }

    private static Step decommission(LedgerState state, NodeRecord node, StateChange change) throws RefusedException {
        RefusedException.unless(node.isActive(), Reason.WRONG_STATE);
        var credit = credit(state, node);
        RefusedException.unless(credit >= state.blocks(Period.CREDIT_MIN), Reason.NO_CREDIT);
        var all = change.votes().stream()
                .mapToInt(StateChange.Vote::reasons)
                .reduce(StateChange.REASONS_MAX, (a, b) -> a & b);
        var any = change.votes().stream().mapToInt(StateChange.Vote::reasons).reduce(0, (a, b) -> a | b);
        return Step.of(
                state.withNode(node.withStanding(node.standing().decommission(state.height(), credit, all, any))),
                new LedgerEvent.NodeDecommissioned(node.id(), credit));
    }

    private static Step recommission(LedgerState state, NodeRecord node, int index) throws RefusedException {
        RefusedException.unless(node.state() == State.DECOMMISSIONED, Reason.WRONG_STATE);
        var standing = node.standing();
        var credit = DowntimeCredit.recommissioned(standing.credit(), state.height() - standing.since());
        return Step.of(
                state.withNode(node.withStanding(standing.change(State.ACTIVE, state.height(), credit))
                        .withPlace(new QueuePlace(state.height(), index))),
                new LedgerEvent.NodeRecommissioned(node.id(), credit));
    }

    /** Votes from before the last penalty are about the change that it was for. */
    private static Step penalise(LedgerState state, NodeRecord node, long votedAt) throws RefusedException {
        RefusedException.unless(node.isActive(), Reason.WRONG_STATE);
        var last = node.standing().lastIpPenalty();
        RefusedException.unless(last == 0 || votedAt > last, Reason.STALE_VOTES);
        RefusedException.unless(
                last == 0 || state.height() - last >= state.blocks(Period.IP_CHANGE_GRACE), Reason.PENALISED_LATELY);
        return Step.of(
                state.withNode(node.withStanding(node.standing().punish(state.height()))
                        .withPlace(QueuePlace.lastAt(state.height()))),
                new LedgerEvent.IpChangePenalised(node.id()));
    }

    private static long credit(LedgerState state, NodeRecord node) {
        return node.standing().creditAt(state.height(), state.genesis().rules().timeScale());
    }
}
