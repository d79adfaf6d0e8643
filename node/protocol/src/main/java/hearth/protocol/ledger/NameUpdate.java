package hearth.protocol.ledger;

import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;

/**
 * Lets a name of the sender stand for another account.
 *
 * @param nameHash BLAKE2b-256 of the name in lower case
 * @param value    the account, encrypted
 */
public record NameUpdate(LedgerHash nameHash, NameValue value) implements Action {

    static final String TAG = "update";

    @Override
    public Bt.List form() {
        return Bt.list(Bt.text(TAG), Forms.of(nameHash), value.form());
    }

    static NameUpdate read(Bt form) throws FormatException {
        var in = new ListReader(form, 3, "Update of a name");
        in.value();
        return new NameUpdate(in.hash(), NameValue.read(in.value()));
    }
}
