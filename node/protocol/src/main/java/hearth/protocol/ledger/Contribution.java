package hearth.protocol.ledger;

import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;
import hearth.protocol.id.NodeId;

/**
 * Contributes to the stake of a node that is not complete yet. Everybody contributes once to a node.
 *
 * @param amount never zero
 */
public record Contribution(NodeId node, Amount amount) implements Action {

    static final String TAG = "contribute";

    public Contribution {
        if (amount.isZero()) {
            throw new IllegalArgumentException("A contribution of nothing");
        }
    }

    @Override
    public Bt.List form() {
        return Bt.list(Bt.text(TAG), Forms.of(node), Forms.of(amount));
    }

    static Contribution read(Bt form) throws FormatException {
        var in = new ListReader(form, 3, "Contribution");
        in.value();
        return new Contribution(in.node(), in.amount());
    }
}
