package hearth.service.ledger;

import hearth.protocol.ledger.Contribution;
import hearth.protocol.ledger.NameRegistration;
import hearth.protocol.ledger.NameRenewal;
import hearth.protocol.ledger.NameTransfer;
import hearth.protocol.ledger.NameUpdate;
import hearth.protocol.ledger.Registration;
import hearth.protocol.ledger.Transaction;
import hearth.protocol.ledger.Transfer;
import hearth.protocol.ledger.UnlockRequest;

/**
 * Transactions in two steps. Whoever cannot prove to be the sender, or cannot pay the fee, changes nothing. After that the
 * fee is gone to the pool and the nonce used up, whatever becomes of the action: a refused transaction cannot come
 * back when its sender no longer thinks of it, and refusals cost those who cause them.
 */
final class TransactionRules {

    private TransactionRules() {}

    /** The state after the fee was taken. */
    static LedgerState charge(LedgerState state, Transaction transaction) throws RefusedException {
        var content = transaction.content();
        var account = state.account(content.sender());
        RefusedException.unless(content.validUntil() >= state.height(), Reason.EXPIRED);
        RefusedException.unless(content.nonce() >= account.nonce(), Reason.NONCE_USED);
        RefusedException.unless(content.nonce() == account.nonce(), Reason.NONCE_AHEAD);
        RefusedException.unless(content.fee().covers(state.genesis().rules().minimumFee()), Reason.FEE_TOO_LOW);
        RefusedException.unless(account.balance().covers(content.fee()), Reason.FEE_NOT_COVERED);
        RefusedException.unless(transaction.isSigned(state.network()), Reason.BAD_SIGNATURE);
        return state.withAccount(content.sender(), account.minus(content.fee()).nextNonce())
                .withPool(state.pool().plus(content.fee()));
    }

    /** What the action does, with {@code index} as its place in the block. */
    static Step apply(LedgerState state, Transaction.Content content, int index) throws RefusedException {
        var sender = content.sender();
        return switch (content.action()) {
            case Transfer transfer -> transfer(state, content, transfer);
            case Registration registration -> StakingRules.register(state, content, registration, index);
            case Contribution contribution -> StakingRules.contribute(state, sender, contribution, index);
            case UnlockRequest request -> StakingRules.unlock(state, sender, request.node());
            case NameRegistration name -> NameRules.register(state, sender, name);
            case NameUpdate name -> NameRules.update(state, sender, name);
            case NameRenewal name -> NameRules.renew(state, sender, name);
            case NameTransfer name -> NameRules.give(state, sender, name);
        };
    }

    private static Step transfer(LedgerState state, Transaction.Content content, Transfer transfer)
            throws RefusedException {
        return Step.of(
                state.debit(content.sender(), transfer.amount()).credit(transfer.to(), transfer.amount()),
                new LedgerEvent.Transferred(content.sender(), transfer.to(), transfer.amount()));
    }
}
