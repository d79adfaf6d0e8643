package hearth.protocol.ledger;

import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;

/**
 * Gives a name of the sender to somebody else. What it stands for stays as it is.
 *
 * @param nameHash BLAKE2b-256 of the name in lower case
 * @param to       the new owner
 */
public record NameTransfer(LedgerHash nameHash, LedgerAddress to) implements Action {

    static final String TAG = "give-name";

    @Override
    public Bt.List form() {
        return Bt.list(Bt.text(TAG), Forms.of(nameHash), Forms.of(to));
    }

    static NameTransfer read(Bt form) throws FormatException {
        var in = new ListReader(form, 3, "Transfer of a name");
        in.value();
        return new NameTransfer(in.hash(), in.address());
    }
}
