package hearth.web.ledger;

import hearth.protocol.id.NodeId;
import hearth.protocol.ledger.Amount;
import hearth.protocol.ledger.LedgerAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an address has.
 *
 * @param spendable can be sent now
 * @param arriving  earned, and spendable later
 * @param holdings  stakes in nodes
 */
public record WalletView(LedgerAddress address, Amount spendable, Amount arriving, List<Holding> holdings) {

    public WalletView {
        holdings = List.copyOf(holdings);
    }

    /**
     * A stake in one node.
     *
     * @param stage    how that node is
     * @param operator whether the owner of the stake is its operator
     * @param askFrom  when it can be asked for at the earliest; empty if now, or if it was asked for
     * @param back     when it comes back; empty if nobody asked for it
     */
    public record Holding(
            NodeId node,
            Amount amount,
            NodeView.Stage stage,
            boolean operator,
            Optional<Instant> askFrom,
            Optional<Instant> back) {}

    /** All stakes together. */
    public Amount staked() {
        return holdings.stream().map(Holding::amount).reduce(Amount.ZERO, Amount::plus);
    }
}
