package hearth.service.ledger;

import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;
import hearth.protocol.ledger.Amount;
import hearth.protocol.ledger.Forms;
import hearth.protocol.ledger.LedgerAddress;
import hearth.protocol.ledger.LedgerHash;
import hearth.protocol.ledger.ListReader;
import hearth.protocol.ledger.StakeRules;
import java.util.ArrayList;
import java.util.List;

/**
 * What falls due in one block.
 *
 * @param payouts rewards that can be spent from then on
 * @param names   names that may expire then; one that was renewed in the meantime does not
 */
record Due(List<Payout> payouts, List<LedgerHash> names) {

    static final Due NOTHING = new Due(List.of(), List.of());

    /** A part of a reward. */
    record Payout(LedgerAddress to, Amount amount) {

        private Bt form() {
            return Bt.list(Forms.of(to), Forms.of(amount));
        }

        private static Payout read(Bt form) throws FormatException {
            var in = new ListReader(form, 2, "Payout");
            return new Payout(in.address(), in.amount());
        }
    }

    Due {
        payouts = List.copyOf(payouts);
        names = List.copyOf(names);
    }

    Due with(List<Payout> more) {
        var all = new ArrayList<>(payouts);
        all.addAll(more);
        return new Due(all, names);
    }

    Due with(LedgerHash name) {
        var all = new ArrayList<>(names);
        all.add(name);
        return new Due(payouts, all);
    }

    Amount sum() {
        return payouts.stream().map(Payout::amount).reduce(Amount.ZERO, Amount::plus);
    }

    Bt form() {
        return Bt.list(Forms.list(payouts, Payout::form), Forms.list(names, Forms::of));
    }

    static Due read(Bt form) throws FormatException {
        var in = new ListReader(form, 2, "What falls due");
        return new Due(
                in.list(StakeRules.CONTRIBUTORS_MAX, Payout::read),
                in.list(NameRules.EXPIRIES_PER_BLOCK_MAX, Due::readName));
    }

    private static LedgerHash readName(Bt form) throws FormatException {
        return new ListReader(Bt.list(form), 1, "Hash of a name").hash();
    }
}
