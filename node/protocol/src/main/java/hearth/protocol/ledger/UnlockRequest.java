package hearth.protocol.ledger;

import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;
import hearth.protocol.id.NodeId;

/**
 * Asks for the sender's stake in a node. A complete node leaves {@link Period#UNLOCK} later, and everybody gets their stake
 * back then. From one that still waits for contributions the sender's part comes back at once; the operator's request
 * ends the registration.
 */
public record UnlockRequest(NodeId node) implements Action {

    static final String TAG = "unlock";

    @Override
    public Bt.List form() {
        return Bt.list(Bt.text(TAG), Forms.of(node));
    }

    static UnlockRequest read(Bt form) throws FormatException {
        var in = new ListReader(form, 2, "Unlock request");
        in.value();
        return new UnlockRequest(in.node());
    }
}
