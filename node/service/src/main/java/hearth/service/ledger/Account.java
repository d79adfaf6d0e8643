package hearth.service.ledger;

import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;
import hearth.protocol.ledger.Amount;
import hearth.protocol.ledger.Forms;
import hearth.protocol.ledger.ListReader;

/**
 * What an address can spend.
 *
 * @param nonce how many of its transactions the ledger took. An account stays when it is empty, or its old transactions
 *              would be valid again
 */
public record Account(Amount balance, long nonce) {

    /** What an address has that the ledger never heard of. */
    public static final Account EMPTY = new Account(Amount.ZERO, 0);

    Account plus(Amount amount) {
        return new Account(balance.plus(amount), nonce);
    }

    Account minus(Amount amount) {
        return new Account(balance.minus(amount), nonce);
    }

    Account nextNonce() {
        return new Account(balance, nonce + 1);
    }

    Bt form() {
        return Bt.list(Forms.of(balance), Bt.of(nonce));
    }

    static Account read(Bt form) throws FormatException {
        var in = new ListReader(form, 2, "Account");
        return new Account(in.amount(), in.number());
    }
}
