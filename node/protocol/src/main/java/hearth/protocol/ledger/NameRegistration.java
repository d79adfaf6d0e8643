package hearth.protocol.ledger;

import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;

/**
 * Registers a name that nobody has, for {@link Period#NAME}. Costs the price of a name in addition to the fee.
 *
 * @param nameHash BLAKE2b-256 of the name in lower case
 * @param value    the account that it stands for, encrypted
 */
public record NameRegistration(LedgerHash nameHash, NameValue value) implements Action {

    static final String TAG = "name";

    @Override
    public Bt.List form() {
        return Bt.list(Bt.text(TAG), Forms.of(nameHash), value.form());
    }

    static NameRegistration read(Bt form) throws FormatException {
        var in = new ListReader(form, 3, "Registration of a name");
        in.value();
        return new NameRegistration(in.hash(), NameValue.read(in.value()));
    }
}
