package hearth.service.ledger;

import hearth.protocol.ledger.Equivocation;
import hearth.protocol.ledger.NodeRecord.State;

/** What a node loses that voted for two histories: its place at once, whatever its credit; its stake is locked. */
final class EquivocationRules {

    private EquivocationRules() {}

    static Step apply(LedgerState state, Equivocation proof) throws RefusedException {
        var node = state.node(proof.first().voter()).orElseThrow(() -> new RefusedException(Reason.UNKNOWN_NODE));
        RefusedException.unless(node.isActive() || node.state() == State.DECOMMISSIONED, Reason.WRONG_STATE);
        RefusedException.unless(proof.first().question().height() > node.registered(), Reason.NOT_PROVEN);
        RefusedException.unless(proof.isProven(state.network()), Reason.NOT_PROVEN);
        return VoteRules.deregister(state, node);
    }
}
