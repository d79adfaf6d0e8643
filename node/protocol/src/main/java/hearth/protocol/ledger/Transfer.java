package hearth.protocol.ledger;

import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;

/**
 * Gives tokens to somebody.
 *
 * @param to     who gets them
 * @param amount how many; never zero
 */
public record Transfer(LedgerAddress to, Amount amount) implements Action {

    static final String TAG = "transfer";

    public Transfer {
        if (amount.isZero()) {
            throw new IllegalArgumentException("A transfer of nothing");
        }
    }

    @Override
    public Bt.List form() {
        return Bt.list(Bt.text(TAG), Forms.of(to), Forms.of(amount));
    }

    static Transfer read(Bt form) throws FormatException {
        var in = new ListReader(form, 3, "Transfer");
        in.value();
        return new Transfer(in.address(), in.amount());
    }
}
