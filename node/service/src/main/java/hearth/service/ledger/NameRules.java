package hearth.service.ledger;

import hearth.protocol.ledger.LedgerAddress;
import hearth.protocol.ledger.LedgerHash;
import hearth.protocol.ledger.NameRegistration;
import hearth.protocol.ledger.NameRenewal;
import hearth.protocol.ledger.NameTransfer;
import hearth.protocol.ledger.NameUpdate;
import hearth.protocol.ledger.NameValue;
import hearth.protocol.ledger.Period;

/**
 * Names for accounts (network specification 7.6). The ledger sees their hashes only, so whether a name is well formed is for
 * those to check who register and look it up. The price goes to the reward pool.
 */
final class NameRules {

    /** How many names can expire in one block. */
    static final int EXPIRIES_PER_BLOCK_MAX = 10_000;

    /** A name is paid for at most so many periods ahead. */
    private static final int PERIODS_MAX = 10;

    private NameRules() {}

    static Step register(LedgerState state, LedgerAddress sender, NameRegistration registration)
            throws RefusedException {
        RefusedException.unless(state.name(registration.nameHash()).isEmpty(), Reason.NAME_TAKEN);
        var expires = state.height() + state.blocks(Period.NAME);
        return keep(state, sender, registration.nameHash(), registration.value(), expires);
    }

    static Step update(LedgerState state, LedgerAddress sender, NameUpdate update) throws RefusedException {
        var name = owned(state, sender, update.nameHash());
        return Step.of(
                state.withName(update.nameHash(), new NameEntry(sender, update.value(), name.expires())),
                new LedgerEvent.NameUpdated(update.nameHash()));
    }

    static Step renew(LedgerState state, LedgerAddress sender, NameRenewal renewal) throws RefusedException {
        var name = owned(state, sender, renewal.nameHash());
        var period = state.blocks(Period.NAME);
        var expires = name.expires() + period;
        RefusedException.unless(expires <= state.height() + (long) PERIODS_MAX * period, Reason.RENEWED_TOO_FAR);
        return keep(state, sender, renewal.nameHash(), name.value(), expires);
    }

    static Step give(LedgerState state, LedgerAddress sender, NameTransfer transfer) throws RefusedException {
        var name = owned(state, sender, transfer.nameHash());
        return Step.of(
                state.withName(transfer.nameHash(), new NameEntry(transfer.to(), name.value(), name.expires())),
                new LedgerEvent.NameGiven(transfer.nameHash(), sender, transfer.to()));
    }

    private static Step keep(LedgerState state, LedgerAddress owner, LedgerHash hash, NameValue value, long expires)
            throws RefusedException {
        RefusedException.unless(state.due(expires).names().size() < EXPIRIES_PER_BLOCK_MAX, Reason.RENEWED_TOO_FAR);
        var price = state.genesis().rules().namePrice();
        var paid = state.debit(owner, price).withPool(state.pool().plus(price));
        return Step.of(
                paid.withName(hash, new NameEntry(owner, value, expires)).withDue(expires, due -> due.with(hash)),
                new LedgerEvent.NameKept(hash, owner, expires));
    }

    private static NameEntry owned(LedgerState state, LedgerAddress sender, LedgerHash hash) throws RefusedException {
        var name = state.name(hash).orElseThrow(() -> new RefusedException(Reason.UNKNOWN_NAME));
        RefusedException.unless(name.owner().equals(sender), Reason.NOT_THE_OWNER);
        return name;
    }
}
