package hearth.service.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.id.SessionId;
import hearth.protocol.ledger.Amount;
import hearth.protocol.ledger.LedgerHash;
import hearth.protocol.ledger.NameRegistration;
import hearth.protocol.ledger.NameRenewal;
import hearth.protocol.ledger.NameTransfer;
import hearth.protocol.ledger.NameUpdate;
import hearth.protocol.ledger.NameValue;
import hearth.protocol.ledger.Transfer;
import hearth.protocol.name.NameRecord;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class NameRulesTest {

    private static final int SCALE = 10_800;
    private static final int YEAR = 25; // 262 800 / 10 800, rounded up
    private static final String NAME = "bakery";
    private static final SessionId ALICE = SessionId.of(SessionId.Kind.STANDARD, new byte[] {
        1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8
    });
    private static final SessionId BOB = SessionId.of(SessionId.Kind.STANDARD, new byte[32]);

    private final Chain chain = new Chain(0, SCALE);

    @Test
    void aRegisteredNameResolvesForWhoKnowsIt() throws FormatException {
        chain.take(0, register(ALICE));

        var entry = chain.state().name(hash()).orElseThrow();

        assertEquals(
                ALICE,
                NameRecord.open(
                        NAME,
                        entry.value().encrypted().toArray(),
                        entry.value().nonce().toArray()));
        assertEquals(1 + YEAR, entry.expires());
        assertEquals(Chain.WEALTH.minus(Chain.FEE).minus(Chain.NAME_PRICE), chain.balance(0));
    }

    @Test
    void aNameBelongsToWhoCameFirst() {
        chain.take(0, register(ALICE));

        assertEquals(Reason.NAME_TAKEN, chain.refuse(1, register(BOB)));
        assertEquals(Reason.NAME_TAKEN, chain.refuse(0, register(BOB)));
    }

    @Test
    void onlyTheOwnerUpdatesRenewsAndGives() {
        chain.take(0, register(ALICE));

        assertEquals(Reason.NOT_THE_OWNER, chain.refuse(1, new NameUpdate(hash(), value(BOB))));
        assertEquals(Reason.NOT_THE_OWNER, chain.refuse(1, new NameRenewal(hash())));
        assertEquals(Reason.NOT_THE_OWNER, chain.refuse(1, new NameTransfer(hash(), Chain.address(1))));
        chain.take(0, new NameTransfer(hash(), Chain.address(1)));
        assertEquals(Reason.NOT_THE_OWNER, chain.refuse(0, new NameUpdate(hash(), value(BOB))));
        chain.take(1, new NameUpdate(hash(), value(BOB)));
        assertEquals(value(BOB), chain.state().name(hash()).orElseThrow().value());
    }

    @Test
    void anUnknownNameHasNoOwner() {
        assertEquals(Reason.UNKNOWN_NAME, chain.refuse(1, new NameUpdate(hash(), value(BOB))));
        assertEquals(Reason.UNKNOWN_NAME, chain.refuse(1, new NameRenewal(hash())));
        assertEquals(Reason.UNKNOWN_NAME, chain.refuse(1, new NameTransfer(hash(), Chain.address(1))));
    }

    @Test
    void aNameExpiresAndIsFreeInTheSameBlock() {
        chain.take(0, register(ALICE));
        chain.skipTo(1 + YEAR);
        assertTrue(chain.state().name(hash()).isPresent());

        var applied = chain.take(1, register(BOB));

        assertEquals(new LedgerEvent.NameExpired(hash()), applied.events().getFirst());
        assertEquals(Chain.address(1), chain.state().name(hash()).orElseThrow().owner());
    }

    @Test
    void aRenewedNameOutlivesItsFirstYear() {
        chain.take(0, register(ALICE));
        chain.take(0, new NameRenewal(hash()));
        chain.skipTo(1 + 2 * YEAR);
        assertTrue(chain.state().name(hash()).isPresent());

        chain.apply();

        assertTrue(chain.state().name(hash()).isEmpty());
    }

    @Test
    void aNameIsKeptForTenYearsAtMost() {
        chain.take(0, register(ALICE));
        for (var i = 1; i < 10; i++) {
            chain.take(0, new NameRenewal(hash()));
        }

        assertEquals(Reason.RENEWED_TOO_FAR, chain.refuse(0, new NameRenewal(hash())));
    }

    @Test
    void aNameMustBePaid() {
        chain.take(0, new Transfer(Chain.address(1), Chain.WEALTH.minus(Chain.NAME_PRICE)));

        assertEquals(Reason.BALANCE_TOO_LOW, chain.refuse(0, register(ALICE)));
        assertTrue(chain.state().name(hash()).isEmpty());
        assertTrue(chain.balance(0).compareTo(Amount.ZERO) >= 0);
    }

    private static NameRegistration register(SessionId account) {
        return new NameRegistration(hash(), value(account));
    }

    private static NameValue value(SessionId account) {
        var nonce = new byte[24];
        return new NameValue(Bytes.of(NameRecord.seal(NAME, account, nonce)), Bytes.of(nonce));
    }

    private static LedgerHash hash() {
        return new LedgerHash(Bytes.of(Base64.getDecoder().decode(NameRecord.hash(NAME))));
    }
}
