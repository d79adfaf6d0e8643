package hearth.service.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hearth.protocol.ledger.Amount;
import hearth.protocol.ledger.Block;
import hearth.protocol.ledger.LedgerHash;
import hearth.protocol.ledger.Transaction;
import hearth.protocol.ledger.Transfer;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransactionRulesTest {

    private static final Amount TEN = Amount.tokens(10);
    private static final Amount HUGE = new Amount(Long.MAX_VALUE);

    private final Chain chain = new Chain(0, 720);

    @Test
    void aTransferMovesTokensAndItsFeeGoesToThePool() {
        var pool = chain.state().pool();

        var applied = chain.take(0, new Transfer(Chain.address(1), TEN));

        assertEquals(Chain.WEALTH.minus(TEN).minus(Chain.FEE), chain.balance(0));
        assertEquals(Chain.WEALTH.plus(TEN), chain.balance(1));
        assertEquals(pool.plus(Chain.FEE), chain.state().pool());
        assertEquals(List.of(new LedgerEvent.Transferred(Chain.address(0), Chain.address(1), TEN)), applied.events());
    }

    @Test
    void somebodyMaySendToThemselves() {
        chain.take(0, new Transfer(Chain.address(0), TEN));

        assertEquals(Chain.WEALTH.minus(Chain.FEE), chain.balance(0));
    }

    @Test
    void aTransferToANewAddressMakesAnAccount() {
        chain.take(0, new Transfer(Chain.address(99), TEN));

        assertEquals(new Account(TEN, 0), chain.state().account(Chain.address(99)));
    }

    @Test
    void aReplayIsRefusedForEver() {
        var transaction = chain.sign(0, new Transfer(Chain.address(1), TEN));
        chain.apply(transaction);

        assertEquals(Reason.NONCE_USED, refusedUncharged(transaction));
        chain.skip(20);
        assertEquals(Reason.EXPIRED, refusedUncharged(transaction));
        assertEquals(Chain.WEALTH.plus(TEN), chain.balance(1));
    }

    @Test
    void ofTwoTransactionsWithOneNonceTheFirstCounts() {
        var first = chain.sign(0, new Transfer(Chain.address(1), TEN));
        var second = chain.sign(0, new Transfer(Chain.address(2), TEN));

        var applied = chain.apply(first, second);

        assertEquals(List.of(new Refused(1, second.id(), Reason.NONCE_USED, false)), applied.refused());
        assertEquals(Chain.WEALTH.plus(TEN), chain.balance(1));
        assertEquals(Chain.WEALTH, chain.balance(2));
    }

    @Test
    void aTransactionThatCameTooEarlyMayComeAgain() {
        var second = chain.sign(0, 1, new Transfer(Chain.address(1), TEN));

        assertEquals(Reason.NONCE_AHEAD, refusedUncharged(second));
        chain.take(0, new Transfer(Chain.address(1), TEN));
        assertEquals(List.of(), chain.apply(second).refused());
    }

    @Test
    void aRefusedTransactionCostsItsFeeAndNeverComesBack() {
        var tooMuch = chain.sign(0, new Transfer(Chain.address(1), Chain.WEALTH));

        var applied = chain.apply(tooMuch);

        assertEquals(List.of(new Refused(0, tooMuch.id(), Reason.BALANCE_TOO_LOW, true)), applied.refused());
        assertEquals(Chain.WEALTH.minus(Chain.FEE), chain.balance(0));
        chain.take(2, new Transfer(Chain.address(0), TEN)); // now it could be paid
        assertEquals(Reason.NONCE_USED, refusedUncharged(tooMuch));
    }

    @Test
    void amountsNearTheLimitDoNotOverflow() {
        assertEquals(Reason.BALANCE_TOO_LOW, chain.refuse(0, new Transfer(Chain.address(1), HUGE)));
        assertEquals(Reason.FEE_NOT_COVERED, refusedUncharged(withFee(HUGE)));
    }

    @Test
    void aFeeBelowTheMinimumIsRefused() {
        assertEquals(Reason.FEE_TOO_LOW, refusedUncharged(withFee(Chain.FEE.minus(new Amount(1)))));
        assertEquals(List.of(), chain.apply(withFee(Chain.FEE)).refused());
    }

    @Test
    void allOfAnAccountCanBeSpentButNotMore() {
        var rest = Chain.WEALTH.minus(Chain.FEE);

        assertEquals(Reason.BALANCE_TOO_LOW, chain.refuse(1, new Transfer(Chain.address(2), rest.plus(new Amount(1)))));
        chain.take(0, new Transfer(Chain.address(2), rest));
        assertEquals(new Account(Amount.ZERO, 1), chain.state().account(Chain.address(0)));
    }

    @Test
    void anEmptiedAccountKeepsItsNonce() {
        var transaction = chain.sign(0, new Transfer(Chain.address(1), Chain.WEALTH.minus(Chain.FEE)));
        chain.apply(transaction);
        chain.take(1, new Transfer(Chain.address(0), Chain.WEALTH));

        assertEquals(Reason.NONCE_USED, refusedUncharged(transaction));
    }

    @Test
    void anotherKeyOrNetworkDoesNotSign() {
        var content = chain.sign(0, new Transfer(Chain.address(1), TEN)).content();
        var foreign = content.sign(Chain.key(0), LedgerHash.of("elsewhere"));
        var thief = chain.sign(1, new Transfer(Chain.address(1), TEN));

        assertEquals(Reason.BAD_SIGNATURE, refusedUncharged(foreign));
        assertEquals(Reason.BAD_SIGNATURE, refusedUncharged(new Transaction(content, thief.signature())));
        assertEquals(Chain.WEALTH, chain.balance(0));
    }

    @Test
    void theLastValidBlockIsTheLast() {
        var transaction = chain.sign(0, new Transfer(Chain.address(1), TEN));
        var until = transaction.content().validUntil();
        chain.skipTo(until + 1);

        assertEquals(Reason.EXPIRED, refusedUncharged(transaction));
        var other = new Chain(0, 720);
        other.skipTo(until);
        assertEquals(List.of(), other.apply(transaction).refused());
    }

    @Test
    void aBlockThatDoesNotFollowIsNoBlock() {
        var state = chain.state();
        for (var block : List.of(
                new Block(2, state.blockHash(), state.time(), List.of()),
                new Block(1, LedgerHash.of("elsewhere"), state.time(), List.of()),
                new Block(1, state.blockHash(), state.time() - 1, List.of()))) {
            assertFalse(state.isFollowedBy(block));
            assertThrows(IllegalArgumentException.class, () -> Ledger.apply(state, block));
        }
    }

    private Transaction withFee(Amount fee) {
        var content = chain.sign(0, new Transfer(Chain.address(1), TEN)).content();
        return new Transaction.Content(content.sender(), content.nonce(), content.validUntil(), fee, content.action())
                .sign(Chain.key(0), chain.state().network());
    }

    /** Why that is refused without changing anything but the block. */
    private Reason refusedUncharged(Transaction transaction) {
        var sender = transaction.content().sender();
        var before = chain.state().account(sender);
        var applied = chain.apply(transaction);
        assertEquals(1, applied.refused().size(), "Not refused");
        assertFalse(applied.refused().getFirst().charged());
        assertEquals(before, chain.state().account(sender));
        return applied.refused().getFirst().reason();
    }
}
