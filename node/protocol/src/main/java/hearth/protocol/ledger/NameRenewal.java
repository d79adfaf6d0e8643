package hearth.protocol.ledger;

import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;

/**
 * Keeps a name of the sender for another {@link Period#NAME}. Costs the price of a name in addition to the fee.
 *
 * @param nameHash BLAKE2b-256 of the name in lower case
 */
public record NameRenewal(LedgerHash nameHash) implements Action {

    static final String TAG = "renew";

    @Override
    public Bt.List form() {
        return Bt.list(Bt.text(TAG), Forms.of(nameHash));
    }

    static NameRenewal read(Bt form) throws FormatException {
        var in = new ListReader(form, 2, "Renewal of a name");
        in.value();
        return new NameRenewal(in.hash());
    }
}
