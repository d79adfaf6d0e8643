package hearth.service.ledger.duty;

import hearth.protocol.id.NodeId;
import hearth.protocol.ledger.NodeRecord;
import hearth.protocol.ledger.NodeRecord.State;
import hearth.protocol.ledger.Period;
import hearth.protocol.ledger.StateChange.Kind;
import hearth.service.ledger.LedgerState;
import hearth.service.registry.TestHistory;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** What one node thinks of the others, by the tests of network specification 8.4. Safe for use by many threads. */
final class Judge {

    /** Bits of network specification 7.4. */
    static final int NO_PROOF = 1;

    static final int NO_STORAGE = 8;

    /** Who finds more than so many of ten others failing has rather lost the network than they. */
    private static final int FAILING_MAX_OF_TEN = 5;

    private static final int TEN = 10;

    private final ProofBook proofs;
    private final Function<NodeId, Optional<TestHistory>> tests;
    private final Pace pace;
    private final Clock clock;

    /**
     * What is to happen to a node.
     *
     * @param reasons bits of network specification 7.4
     */
    record Verdict(Kind kind, int reasons) {}

    Judge(ProofBook proofs, Function<NodeId, Optional<TestHistory>> tests, Pace pace, Clock clock) {
        this.proofs = proofs;
        this.tests = tests;
        this.pace = pace;
        this.clock = clock;
    }

    /** What {@code node} fails, as bits; 0 if it does all it should. */
    int failures(NodeId node) {
        var unproven = proofs.isUp(node) ? 0 : NO_PROOF;
        var unreachable = tests.apply(node)
                .filter(history -> history.failsObligation(clock.instant(), pace.unreachable(), pace.failureValid()))
                .map(_ -> NO_STORAGE)
                .orElse(0);
        return unproven | unreachable;
    }

    /** Whether so many others seem to fail that it is rather this node that is cut off. */
    boolean isCutOff(LedgerState state, NodeId own) {
        var others = state.nodes(State.ACTIVE).stream()
                .filter(node -> !node.equals(own))
                .toList();
        var failing = others.stream().filter(node -> failures(node) != 0).count();
        return failing * TEN > (long) others.size() * FAILING_MAX_OF_TEN;
    }

    /** What the rules have for a node in this state; empty if all is as it should be. */
    Optional<Verdict> judge(LedgerState state, NodeRecord node) {
        var failures = failures(node.id());
        return switch (node.state()) {
            case AWAITING, DEREGISTERED -> Optional.empty();
            case DECOMMISSIONED ->
                failures == 0 && isReached(node.id())
                        ? Optional.of(new Verdict(Kind.RECOMMISSION, 0))
                        : Optional.empty();
            case ACTIVE ->
                failures != 0 ? Optional.of(new Verdict(expulsion(state, node), failures)) : penalty(state, node);
        };
    }

    /** A node that rests is back when its last test, if there was one, was passed. */
    private boolean isReached(NodeId node) {
        return tests.apply(node).map(TestHistory::isReachable).orElse(true);
    }

    private static Kind expulsion(LedgerState state, NodeRecord node) {
        var rules = state.genesis().rules();
        var credit = node.standing().creditAt(state.height(), rules.timeScale());
        return credit >= rules.blocks(Period.CREDIT_MIN) ? Kind.DECOMMISSION : Kind.DEREGISTER;
    }

    private Optional<Verdict> penalty(LedgerState state, NodeRecord node) {
        return proofs.movedAt(node.id())
                .filter(moved -> isAfterLastPenalty(moved, state, node))
                .map(_ -> new Verdict(Kind.IP_CHANGE_PENALTY, 0));
    }

    /** The ledger knows the block of the last penalty; its time follows from the rhythm of blocks. */
    private static boolean isAfterLastPenalty(Instant moved, LedgerState state, NodeRecord node) {
        var last = node.standing().lastIpPenalty();
        var rules = state.genesis().rules();
        var since = state.height() - last;
        return last == 0
                || (since >= rules.blocks(Period.IP_CHANGE_GRACE)
                        && moved.isAfter(Instant.ofEpochMilli(state.time() - since * rules.blockMillis())));
    }
}
