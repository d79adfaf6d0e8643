package hearth.service.ledger;

import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;
import hearth.protocol.ledger.Forms;
import hearth.protocol.ledger.LedgerAddress;
import hearth.protocol.ledger.ListReader;
import hearth.protocol.ledger.NameValue;

/**
 * A registered name (network specification 7.6).
 *
 * @param value   the account behind it, encrypted
 * @param expires the block that forgets it unless it is renewed before
 */
public record NameEntry(LedgerAddress owner, NameValue value, long expires) {

    Bt form() {
        return Bt.list(Forms.of(owner), value.form(), Bt.of(expires));
    }

    static NameEntry read(Bt form) throws FormatException {
        var in = new ListReader(form, 3, "Name");
        return new NameEntry(in.address(), NameValue.read(in.value()), in.number());
    }
}
