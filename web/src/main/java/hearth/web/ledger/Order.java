package hearth.web.ledger;

import hearth.protocol.id.NodeId;
import hearth.protocol.id.SessionId;
import hearth.protocol.ledger.Amount;
import hearth.protocol.ledger.LedgerAddress;
import hearth.protocol.ledger.Registration.Reservation;
import java.util.List;

/** What the owner wants of the ledger. */
public sealed interface Order {

    /** Give tokens away. */
    record Send(LedgerAddress to, Amount amount) implements Order {}

    /**
     * Register this box's node.
     *
     * @param feePermill what the operator gets of every reward before it is divided, in thousandths
     */
    record Register(Amount stake, int feePermill, List<Reservation> reservations) implements Order {

        public Register {
            reservations = List.copyOf(reservations);
        }
    }

    /** Contribute to a node. */
    record Contribute(NodeId node, Amount amount) implements Order {}

    /** Ask for the own stake in a node. */
    record Leave(NodeId node) implements Order {}

    /** Register a name. */
    record KeepName(String name, SessionId account) implements Order {}

    /** Let an own name stand for another account. */
    record PointName(String name, SessionId account) implements Order {}

    /** Keep an own name for longer. */
    record RenewName(String name) implements Order {}

    /** Give an own name away. */
    record GiveName(String name, LedgerAddress to) implements Order {}
}
