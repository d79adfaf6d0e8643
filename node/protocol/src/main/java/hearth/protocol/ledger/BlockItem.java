package hearth.protocol.ledger;

import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;
import hearth.protocol.bt.BtCodec;

/**
 * What a block orders: transactions of those who hold tokens, state changes voted by nodes, and proofs that a node broke the
 * rules of voting.
 */
public sealed interface BlockItem permits Transaction, StateChange, Equivocation {

    /** The longest item, in bytes. The largest kinds, a full registration and ten votes, take half of it. */
    int BYTES_MAX = 2048;

    /** The canonical form. */
    Bt.List form();

    /** The canonical bytes. */
    default byte[] encode() {
        return BtCodec.encode(form());
    }

    /** What the item is called: the hash of its canonical bytes, signatures included. */
    default LedgerHash id() {
        return LedgerHash.of("hearth ledger item", encode());
    }

    /** Reads one item from untrusted bytes. Signatures are not looked at. */
    static BlockItem decode(byte[] bytes) throws FormatException {
        return Canonical.decode(bytes, BYTES_MAX, "Item of a block", BlockItem::read, BlockItem::form);
    }

    /** Reads what {@link #form} wrote. */
    static BlockItem read(Bt form) throws FormatException {
        if (!(form instanceof Bt.List(var items)) || items.isEmpty() || !(items.getFirst() instanceof Bt.Bytes tag)) {
            throw new FormatException("An item of a block is a list that begins with its kind");
        }
        return switch (tag.text()) {
            case Transaction.TAG -> Transaction.read(form);
            case StateChange.TAG -> StateChange.read(form);
            case Equivocation.TAG -> Equivocation.read(form);
            default -> throw new FormatException("No item of a block is called so");
        };
    }
}
