package hearth.web.ledger;

import hearth.protocol.id.NodeId;
import hearth.protocol.ledger.Amount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The node that this box runs.
 *
 * @param registered what the ledger says about it; empty if it is not registered
 * @param canBeOff   for how long it may be off before it loses its stake's freedom; zero if it must not
 * @param nextReward when its turn in the reward queue comes; empty unless it is active
 * @param rewards    what it earned, in stretches of equal length, the oldest first
 */
public record OwnNode(
        NodeId id,
        Optional<NodeView> registered,
        Tests tests,
        Set<Warning> warnings,
        Duration canBeOff,
        Optional<Instant> nextReward,
        List<Earned> rewards) {

    public OwnNode {
        warnings = Set.copyOf(warnings);
        rewards = List.copyOf(rewards);
    }

    /**
     * What others see of it. Empty: never yet.
     *
     * @param proof when the last uptime proof of this node was sent
     * @param https when another node reached it over HTTPS
     * @param omq   the same over OMQ
     */
    public record Tests(Optional<Instant> proof, Optional<Instant> https, Optional<Instant> omq) {}

    /** What the operator has to see to; the words say what to do. */
    public enum Warning {
        /** Nobody reaches the HTTPS port. */
        HTTPS_NOT_REACHED,
        /** Nobody reaches the OMQ port. */
        OMQ_NOT_REACHED,
        /** No uptime proof went out for too long. */
        PROOF_LATE,
        /** The ledger stands still: too few nodes with a stake are there. */
        LEDGER_STANDS,
        /** There is little time left to be away. */
        CREDIT_LOW
    }

    /** What was earned in one stretch of time. */
    public record Earned(Instant from, Amount amount) {}
}
