package hearth.web.ledger;

import hearth.protocol.id.NodeId;
import hearth.protocol.ledger.Amount;
import hearth.protocol.ledger.LedgerAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A registered node.
 *
 * @param mine       whether the wallet's owner is its operator
 * @param feePermill what the operator gets of every reward before it is divided, in thousandths
 * @param since      when its stage began
 * @param leaves     when it leaves and the stake comes back; empty if nobody asked for that
 * @param open       what is neither contributed nor kept for somebody
 * @param minimum    what somebody without a place contributes at least; zero if there is no place left
 * @param reserved   what is kept for the wallet's owner; zero if nothing is
 * @param free       how many more can contribute
 */
public record NodeView(
        NodeId id,
        Stage stage,
        boolean mine,
        int feePermill,
        Instant since,
        Optional<Instant> leaves,
        Amount open,
        Amount minimum,
        Amount reserved,
        int free,
        List<Share> shares) {

    public NodeView {
        shares = List.copyOf(shares);
    }

    /** The states of a node (network specification 8.1). */
    public enum Stage {
        AWAITING,
        ACTIVE,
        DECOMMISSIONED,
        DEREGISTERED
    }

    /**
     * Somebody's part.
     *
     * @param amount   zero for a place that is kept and not taken yet
     * @param reserved what is kept; zero for who came without reservation
     * @param mine     whether it is the wallet's owner
     */
    public record Share(LedgerAddress address, Amount amount, Amount reserved, boolean mine) {}

    /** What has been contributed. */
    public Amount staked() {
        return shares.stream().map(Share::amount).reduce(Amount.ZERO, Amount::plus);
    }

    /** The part of the wallet's owner; zero if there is none. */
    public Amount own() {
        return shares.stream().filter(Share::mine).map(Share::amount).reduce(Amount.ZERO, Amount::plus);
    }
}
