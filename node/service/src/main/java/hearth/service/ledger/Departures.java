package hearth.service.ledger;

import hearth.protocol.ledger.NodeRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Nodes whose credit is used up, and nodes whose time to leave has come (network specification 8.1, 8.3). */
final class Departures {

    private Departures() {}

    static Step settle(LedgerState before) {
        var state = before;
        var events = new ArrayList<LedgerEvent>();
        for (var node : affected(before)) {
            var step = isLeaving(node, before.height()) ? leave(state, node) : VoteRules.deregister(state, node);
            state = step.state();
            events.addAll(step.events());
        }
        return new Step(state, events);
    }

    /** Gives all stakes of a node back and forgets it. */
    static Step leave(LedgerState before, NodeRecord node) {
        var state = before.withoutNode(node.id());
        var events = new ArrayList<LedgerEvent>();
        for (var contributor : node.contributors()) {
            if (!contributor.amount().isZero()) {
                state = state.credit(contributor.address(), contributor.amount());
                events.add(new LedgerEvent.StakeReturned(node.id(), contributor.address(), contributor.amount()));
            }
        }
        events.add(new LedgerEvent.NodeLeft(node.id()));
        return new Step(state, events);
    }

    private static List<NodeRecord> affected(LedgerState state) {
        return state.nodes()
                .filter(node -> isLeaving(node, state.height()) || isOutOfCredit(node, state))
                .sorted(Comparator.comparing(NodeRecord::id))
                .toList();
    }

    private static boolean isLeaving(NodeRecord node, long height) {
        return node.leaves() != 0 && node.leaves() <= height;
    }

    private static boolean isOutOfCredit(NodeRecord node, LedgerState state) {
        return node.state() == NodeRecord.State.DECOMMISSIONED
                && node.standing()
                                .creditAt(
                                        state.height(), state.genesis().rules().timeScale())
                        < 0;
    }
}
