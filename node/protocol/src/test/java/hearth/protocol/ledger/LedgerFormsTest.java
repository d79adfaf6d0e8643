package hearth.protocol.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;
import hearth.protocol.bt.BtCodec;
import hearth.protocol.crypto.Ed25519KeyPair;
import hearth.protocol.id.NodeId;
import hearth.protocol.id.SwarmId;
import hearth.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The canonical forms: what is written reads back, and nothing else is read. */
class LedgerFormsTest {

    private static final LedgerHash NETWORK = LedgerHash.of("a network");
    private static final LedgerHash OTHER_NETWORK = LedgerHash.of("another network");
    private static final Ed25519KeyPair KEY = key(1);
    private static final Ed25519KeyPair NODE_KEY = key(2);
    private static final LedgerAddress SENDER = LedgerAddress.of(KEY.publicKey());
    private static final NodeId NODE = NodeId.of(NODE_KEY.publicKey().bytes());

    @Test
    void itemsDecodeToWhatWasEncoded() {
        Seeds.check(300, random -> {
            var item = item(random);

            var decoded = BlockItem.decode(item.encode());

            assertEquals(item, decoded);
            assertEquals(item.id(), decoded.id());
        });
    }

    @Test
    void everyKindOfActionIsTried() {
        var random = Seeds.random(1);
        var kinds = new TreeSet<String>();
        for (var i = 0; i < 300; i++) {
            kinds.add(action(random).getClass().getSimpleName());
        }

        assertEquals(Action.class.getPermittedSubclasses().length, kinds.size());
    }

    @Test
    void damagedItemsAreRefusedOrCanonical() {
        Seeds.check(3000, random -> {
            var bytes = damaged(item(random).encode(), random);
            try {
                assertArrayEquals(bytes, BlockItem.decode(bytes).encode());
            } catch (FormatException expected) {
                // Refusing damaged input is the point.
            }
        });
    }

    @Test
    void damagedBlocksAndGenesesAreRefusedOrCanonical() {
        Seeds.check(1000, random -> {
            var block = damaged(block(random).encode(), random);
            var genesis = damaged(genesis(random).encode(), random);
            try {
                assertArrayEquals(block, Block.decode(block).encode());
            } catch (FormatException expected) {
                // Refusing damaged input is the point.
            }
            try {
                assertArrayEquals(genesis, Genesis.decode(genesis).encode());
            } catch (FormatException expected) {
                // Refusing damaged input is the point.
            }
        });
    }

    @Test
    void blocksAndGenesesDecodeToWhatWasEncoded() {
        Seeds.check(100, random -> {
            var block = block(random);
            var genesis = genesis(random);

            assertEquals(block, Block.decode(block.encode()));
            assertEquals(block.hash(), Block.decode(block.encode()).hash());
            assertEquals(genesis, Genesis.decode(genesis.encode()));
            assertEquals(genesis.hash(), Genesis.decode(genesis.encode()).hash());
        });
    }

    @Test
    void nodeRecordsReadBack() {
        Seeds.check(100, random -> {
            var record = new NodeRecord(
                    NODE,
                    SENDER,
                    random.nextInt(1001),
                    random.nextInt(100),
                    List.of(new NodeRecord.Contributor(SENDER, amount(random), Amount.ZERO)),
                    NodeRecord.Standing.fresh(NodeRecord.State.values()[random.nextInt(4)], 7, 60),
                    new NodeRecord.QueuePlace(random.nextInt(50), NodeRecord.QueuePlace.LAST),
                    random.nextInt(5),
                    random.nextInt(5),
                    new SwarmId(random.nextLong()));

            assertEquals(record, NodeRecord.read(BtCodec.decode(BtCodec.encode(record.form()))));
        });
    }

    @Test
    void anotherSpellingOfAnItemIsRefused() throws FormatException {
        var bytes = new String(transaction(new Transfer(SENDER, new Amount(5))).encode(), StandardCharsets.ISO_8859_1);

        BlockItem.decode(bytes.getBytes(StandardCharsets.ISO_8859_1));

        for (var other :
                List.of(bytes.replace("i5e", "i05e"), bytes.replace("1:t", "01:t"), bytes + "e", bytes + " ")) {
            assertNotEquals(bytes, other);
            assertThrows(
                    FormatException.class, () -> BlockItem.decode(other.getBytes(StandardCharsets.ISO_8859_1)), other);
        }
    }

    @Test
    void negativeZeroAndHugeAmountsAreNoTransfers() {
        for (var amount :
                List.of("-1", "0", "-0", "9223372036854775808", "18446744073709551615", "-9223372036854775808")) {
            var bytes = new String(
                            transaction(new Transfer(SENDER, new Amount(5))).encode(), StandardCharsets.ISO_8859_1)
                    .replace("i5e", "i" + amount + "e")
                    .getBytes(StandardCharsets.ISO_8859_1);

            assertThrows(FormatException.class, () -> BlockItem.decode(bytes), amount);
        }
    }

    @Test
    void nothingLongerThanAllowedIsRead() {
        assertThrows(FormatException.class, () -> BlockItem.decode(new byte[BlockItem.BYTES_MAX + 1]));
        assertThrows(FormatException.class, () -> Block.decode(new byte[Block.BYTES_MAX + 1]));
        assertThrows(FormatException.class, () -> Genesis.decode(new byte[Genesis.BYTES_MAX + 1]));
    }

    @Test
    void theLargestItemsFit() {
        var reservations = new ArrayList<Registration.Reservation>();
        for (var i = 0; i < 9; i++) {
            reservations.add(new Registration.Reservation(address(i), new Amount(Long.MAX_VALUE)));
        }
        var terms = new Registration.Terms(NODE, 1000, new Amount(Long.MAX_VALUE), reservations);
        var registration = new Transaction.Content(
                        SENDER,
                        Long.MAX_VALUE,
                        Long.MAX_VALUE,
                        new Amount(Long.MAX_VALUE),
                        terms.agreed(NODE_KEY, NETWORK, SENDER, Long.MAX_VALUE))
                .sign(KEY, NETWORK);
        var votes = new ArrayList<StateChange.Vote>();
        for (var i = 0; i < StateChange.VOTES_MAX; i++) {
            votes.add(new StateChange.Vote(i, StateChange.REASONS_MAX, Bytes.of(new byte[64])));
        }
        var change = new StateChange(new StateChange.Subject(StateChange.Kind.DEREGISTER, NODE, Long.MAX_VALUE), votes);

        assertTrue(registration.encode().length <= BlockItem.BYTES_MAX / 2 + 100);
        assertTrue(change.encode().length <= BlockItem.BYTES_MAX / 2);
    }

    @Test
    void aTransactionIsSignedForOneNetworkOnly() {
        var transaction = transaction(new Transfer(address(3), new Amount(5)));

        assertTrue(transaction.isSigned(NETWORK));
        assertFalse(transaction.isSigned(OTHER_NETWORK));
    }

    @Test
    void aSignatureCoversEverything() {
        var signed = transaction(new Transfer(address(3), new Amount(5)));
        var content = signed.content();

        for (var other : List.of(
                new Transaction.Content(
                        address(4), content.nonce(), content.validUntil(), content.fee(), content.action()),
                new Transaction.Content(
                        SENDER, content.nonce() + 1, content.validUntil(), content.fee(), content.action()),
                new Transaction.Content(
                        SENDER, content.nonce(), content.validUntil() + 1, content.fee(), content.action()),
                new Transaction.Content(SENDER, content.nonce(), content.validUntil(), Amount.ZERO, content.action()),
                new Transaction.Content(
                        SENDER,
                        content.nonce(),
                        content.validUntil(),
                        content.fee(),
                        new Transfer(address(3), new Amount(6))))) {
            assertFalse(new Transaction(other, signed.signature()).isSigned(NETWORK));
        }
    }

    @Test
    void onlyTheSenderSigns() {
        var content = transaction(new Transfer(address(3), new Amount(5))).content();

        assertThrows(IllegalArgumentException.class, () -> content.sign(NODE_KEY, NETWORK));
    }

    @Test
    void consentOfANodeServesOneTransaction() {
        var registration =
                new Registration.Terms(NODE, 100, new Amount(50), List.of()).agreed(NODE_KEY, NETWORK, SENDER, 4);

        assertTrue(registration.isAgreed(NETWORK, SENDER, 4));
        assertFalse(registration.isAgreed(NETWORK, SENDER, 5));
        assertFalse(registration.isAgreed(NETWORK, address(4), 4));
        assertFalse(registration.isAgreed(OTHER_NETWORK, SENDER, 4));
    }

    @Test
    void aVoteIsForOneSubject() {
        var subject = new StateChange.Subject(StateChange.Kind.DECOMMISSION, NODE, 9);
        var vote = subject.vote(KEY, NETWORK, 0, 8);
        var voter = NodeId.of(KEY.publicKey().bytes());

        assertTrue(new StateChange(subject, List.of(vote)).isCast(vote, voter, NETWORK));
        assertFalse(new StateChange(subject, List.of(vote)).isCast(vote, voter, OTHER_NETWORK));
        assertFalse(new StateChange(subject, List.of(vote)).isCast(vote, NODE, NETWORK));
        var other = new StateChange(new StateChange.Subject(StateChange.Kind.DECOMMISSION, NODE, 10), List.of(vote));
        assertFalse(other.isCast(vote, voter, NETWORK));
        var otherReasons = new StateChange.Vote(0, 0, vote.signature());
        assertFalse(new StateChange(subject, List.of(otherReasons)).isCast(otherReasons, voter, NETWORK));
    }

    @Test
    void oneVoterVotesOnce() {
        var subject = new StateChange.Subject(StateChange.Kind.DECOMMISSION, NODE, 9);
        var vote = subject.vote(KEY, NETWORK, 0, 8);

        assertThrows(IllegalArgumentException.class, () -> new StateChange(subject, List.of(vote, vote)));
        assertThrows(IllegalArgumentException.class, () -> new StateChange(subject, List.of()));
    }

    @Test
    void aGenesisHasOrderAndASupplyThatCanBeCounted() {
        var rules = new Genesis.Rules(new Amount(100), 1, 1000, Amount.ZERO, Amount.ZERO);
        var token = new Genesis.Token("Hearth Token", "HRT");
        var one = new Genesis.Allocation(address(1), new Amount(Long.MAX_VALUE));
        var more = new Genesis.Allocation(address(2), new Amount(1));
        var sorted = new ArrayList<>(List.of(one, more));
        sorted.sort((a, b) -> a.address().compareTo(b.address()));

        assertThrows(
                IllegalArgumentException.class,
                () -> new Genesis("Lane", token, rules, Amount.ZERO, 0, sorted, List.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Genesis("Lane", token, rules, Amount.ZERO, 0, List.of(more, more), List.of()));
        var genesis = new Genesis(
                "Lane", token, rules, new Amount(7), 0, List.of(more), List.of(new Genesis.FoundingNode(NODE, SENDER)));
        assertEquals(new Amount(108), genesis.supply());
    }

    private static BlockItem item(RandomGenerator random) {
        if (random.nextInt(5) > 0) {
            return new Transaction.Content(
                            SENDER, random.nextLong(1 << 20), random.nextLong(1 << 20), amount(random), action(random))
                    .sign(KEY, NETWORK);
        }
        var kinds = StateChange.Kind.values();
        var subject = new StateChange.Subject(kinds[random.nextInt(kinds.length)], NODE, random.nextLong(1 << 20));
        var votes = new ArrayList<StateChange.Vote>();
        for (var i = 0; i <= random.nextInt(StateChange.VOTES_MAX); i++) {
            votes.add(new StateChange.Vote(i, random.nextInt(1 << 16), Bytes.of(Seeds.bytes(random, 64))));
        }
        return new StateChange(subject, votes);
    }

    private static Action action(RandomGenerator random) {
        var name = new LedgerHash(Bytes.of(Seeds.bytes(random, 32)));
        var value = new NameValue(Bytes.of(Seeds.bytes(random, 49)), Bytes.of(Seeds.bytes(random, 24)));
        return switch (random.nextInt(8)) {
            case 0 -> new Transfer(address(random.nextInt()), amount(random));
            case 1 ->
                new Registration(
                        new Registration.Terms(
                                NODE,
                                random.nextInt(1001),
                                amount(random),
                                List.of(new Registration.Reservation(address(random.nextInt()), amount(random)))),
                        Bytes.of(Seeds.bytes(random, 64)));
            case 2 -> new Contribution(NODE, amount(random));
            case 3 -> new UnlockRequest(NODE);
            case 4 -> new NameRegistration(name, value);
            case 5 -> new NameUpdate(name, value);
            case 6 -> new NameRenewal(name);
            default -> new NameTransfer(name, address(random.nextInt()));
        };
    }

    private static Block block(RandomGenerator random) {
        var items = new ArrayList<BlockItem>();
        for (var i = 0; i < random.nextInt(4); i++) {
            items.add(item(random));
        }
        return new Block(1 + random.nextInt(100), NETWORK, random.nextInt(1000), items);
    }

    private static Genesis genesis(RandomGenerator random) {
        return new Genesis(
                "Straße",
                new Genesis.Token("Hearth Token", "HRT"),
                new Genesis.Rules(
                        Amount.tokens(1 + random.nextInt(1000)),
                        1 + random.nextInt(10_800),
                        1 + random.nextInt(100_000),
                        amount(random),
                        amount(random)),
                amount(random),
                random.nextLong(1L << 40),
                List.of(new Genesis.Allocation(address(random.nextInt()), amount(random))),
                List.of(new Genesis.FoundingNode(NODE, SENDER)));
    }

    private static byte[] damaged(byte[] bytes, RandomGenerator random) {
        var copy = Arrays.copyOf(bytes, random.nextInt(4) == 0 ? random.nextInt(bytes.length + 2) : bytes.length);
        for (var i = 0; i < random.nextInt(3) && copy.length > 0; i++) {
            copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
        }
        return copy;
    }

    private static Transaction transaction(Action action) {
        return new Transaction.Content(SENDER, 7, 100, new Amount(9), action).sign(KEY, NETWORK);
    }

    private static Amount amount(RandomGenerator random) {
        return new Amount(1 + random.nextLong(1L << 40));
    }

    private static LedgerAddress address(int number) {
        return LedgerAddress.of(key(number).publicKey());
    }

    private static Ed25519KeyPair key(int number) {
        return Ed25519KeyPair.fromSeed(Seeds.bytes(Seeds.random(number), 32));
    }

    @Test
    void formsAreBtLists() {
        var form = transaction(new UnlockRequest(NODE)).form();

        assertEquals(7, form.items().size());
        assertEquals(Bt.text("t"), form.items().getFirst());
    }
}
