package hearth.protocol.ledger;

import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;
import java.util.Optional;

/**
 * What a network can agree on at one height. As bt: a list of height, block, root, voters.
 *
 * @param height of the block, from 1
 * @param block  the hash of the block
 * @param root   the root of the state after it
 * @param voters the hash of those who decide about the next block, see {@link Voters#hash}
 */
public record Decision(long height, LedgerHash block, LedgerHash root, LedgerHash voters) {

    public Decision {
        if (height < 1) {
            throw new IllegalArgumentException("Blocks are counted from 1");
        }
    }

    Bt.List form() {
        return Bt.list(Bt.of(height), Forms.of(block), Forms.of(root), Forms.of(voters));
    }

    /** The form of one that may be missing: a list without items if it is. */
    static Bt form(Optional<Decision> decision) {
        return decision.map(Decision::form).orElseGet(Bt::list);
    }

    static Optional<Decision> readOptional(Bt form) throws FormatException {
        return form instanceof Bt.List(var items) && items.isEmpty() ? Optional.empty() : Optional.of(read(form));
    }

    static Decision read(Bt form) throws FormatException {
        var in = new ListReader(form, 4, "Decision");
        return new Decision(in.number(), in.hash(), in.hash(), in.hash());
    }
}
