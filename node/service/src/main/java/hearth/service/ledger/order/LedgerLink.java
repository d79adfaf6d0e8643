package hearth.service.ledger.order;

import hearth.protocol.Bytes;
import hearth.protocol.id.NodeId;
import java.util.Collection;
import java.util.List;

/**
 * How a box reaches others for the ledger. Messages are signed where that matters, so that it does not matter who carries
 * them; they may be lost, doubled, late, or overtake each other.
 */
public interface LedgerLink {

    /** A box that reaches nobody. */
    LedgerLink ALONE = new LedgerLink() {
        @Override
        public Collection<NodeId> peers() {
            return List.of();
        }

        @Override
        public void send(NodeId to, Bytes message) {
            // There is nobody.
        }
    };

    /** The longest message. */
    int MESSAGE_BYTES_MAX = 4 << 20;

    /** Whom {@link #send} may reach at this moment. */
    Collection<NodeId> peers();

    /**
     * Sends {@code message} without waiting and without promising that it arrives. A reply of the other side goes to {@link
     * LedgerNode#receive}; what that returns is sent to the other side again.
     */
    void send(NodeId to, Bytes message);
}
