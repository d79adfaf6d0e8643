package hearth.service.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.ledger.Amount;
import hearth.protocol.ledger.LedgerHash;
import hearth.protocol.ledger.NameRegistration;
import hearth.protocol.ledger.NameValue;
import hearth.protocol.ledger.Transfer;
import hearth.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SnapshotTest {

    @Test
    void aSnapshotGivesTheSameStateBack() throws FormatException {
        var state = busy().state();

        var decoded = Snapshot.decode(Snapshot.encode(state));

        assertEquals(state.root(), decoded.root());
        assertArrayEquals(Snapshot.encode(state), Snapshot.encode(decoded));
        var block = Chain.next(state, List.of());
        assertEquals(
                Ledger.apply(state, block).state().root(),
                Ledger.apply(decoded, block).state().root());
    }

    @Test
    void aSnapshotOfTheBeginningIsTheBeginning() throws FormatException {
        var state = Ledger.begin(Chain.genesis(3, 720));

        assertEquals(state.root(), Snapshot.decode(Snapshot.encode(state)).root());
    }

    @Test
    void damagedSnapshotsAreRefusedOrHaveAnotherRoot() {
        var state = busy().state();
        var good = Snapshot.encode(state);
        Seeds.check(400, random -> {
            var bytes = good.clone();
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
            try {
                assertNotEquals(state.root(), Snapshot.decode(bytes).root());
            } catch (FormatException expected) {
                // Refusing damaged input is the point.
            }
        });
        Seeds.check(
                20,
                random -> assertThrows(
                        FormatException.class,
                        () -> Snapshot.decode(Arrays.copyOf(good, random.nextInt(good.length)))));
    }

    @Test
    void moreTokensThanTheGenesisHasAreRefused() {
        var text = new String(Snapshot.encode(new Chain(0, 720).state()), StandardCharsets.ISO_8859_1);
        var balance = "li" + Chain.WEALTH.units() + "e";
        for (var forged : List.of("li1000000000001e", "li" + Long.MAX_VALUE + "e")) {
            var bytes = text.replaceFirst(balance, forged).getBytes(StandardCharsets.ISO_8859_1);

            assertThrows(FormatException.class, () -> Snapshot.decode(bytes));
        }
    }

    @Test
    void theRootTellsStatesApart() {
        var one = new Chain(3, 720);
        var other = new Chain(3, 720);
        assertEquals(one.state().root(), other.state().root());

        one.take(0, new Transfer(Chain.address(1), new Amount(1)));
        other.take(0, new Transfer(Chain.address(1), new Amount(2)));

        assertNotEquals(one.state().root(), other.state().root());
        assertNotEquals(one.state().network(), new Chain(3, 719).state().network());
    }

    /** A chain that has something in every table. */
    private static Chain busy() {
        var chain = new Chain(16, 720);
        chain.take(0, chain.registration(50, 0, Amount.tokens(25)));
        chain.take(
                1,
                new NameRegistration(
                        LedgerHash.of("a name"), new NameValue(Bytes.of(new byte[49]), Bytes.of(new byte[24]))));
        chain.take(2, new Transfer(Chain.address(77), Amount.tokens(3)));
        return chain;
    }
}
