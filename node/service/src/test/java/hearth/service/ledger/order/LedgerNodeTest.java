package hearth.service.ledger.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.crypto.Ed25519KeyPair;
import hearth.protocol.id.NodeId;
import hearth.protocol.ledger.Amount;
import hearth.protocol.ledger.Genesis;
import hearth.protocol.ledger.LedgerAddress;
import hearth.protocol.ledger.Transaction;
import hearth.protocol.ledger.Transfer;
import hearth.service.ledger.Reason;
import hearth.testkit.Await;
import hearth.testkit.FakeClock;
import hearth.testkit.Seeds;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerNodeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Ed25519KeyPair NODE = key(1);
    private static final Ed25519KeyPair ANNA = key(2);
    private static final LedgerAddress BORIS = LedgerAddress.of(key(3).publicKey());
    private static final Amount WEALTH = Amount.tokens(100);
    private static final Amount FEE = new Amount(10);

    private static final Genesis GENESIS = new Genesis(
            "Alone",
            new Genesis.Token("Test Token", "TST"),
            new Genesis.Rules(Amount.tokens(100), 1, 3_600_000, FEE, Amount.tokens(5)),
            Amount.tokens(1_000_000),
            1_000,
            List.of(new Genesis.Allocation(address(ANNA), WEALTH)),
            List.of(new Genesis.FoundingNode(NodeId.of(NODE.publicKey().bytes()), address(NODE))));

    @TempDir
    Path folder;

    private final FakeClock clock = new FakeClock(Instant.ofEpochMilli(5_000));

    @Test
    void boxAloneTakesATransferAtOnce() throws Exception {
        try (var ledger = open()) {
            var told = new CopyOnWriteArrayList<Finalised>();
            ledger.listen(told::add);
            var transfer = transfer(ledger, 0, 7);

            assertEquals(new Outcome.Waiting(), ledger.submit(transfer));

            assertEquals(new Outcome.Taken(1), ledger.await(transfer.id(), PATIENCE));
            assertEquals(Amount.tokens(7), ledger.state().account(BORIS).balance());
            assertEquals(List.of(transfer), ledger.block(1).orElseThrow().items());
            Await.until("the listener hears of the block", () -> told.size() == 1);
            assertEquals(1, told.getFirst().block().height());
        }
    }

    @Test
    void itemThatTheRulesForbidIsRefusedAtTheDoor() {
        try (var ledger = open()) {
            var outcome = ledger.submit(transfer(ledger, 0, 101));

            assertEquals(new Outcome.Refused(Reason.BALANCE_TOO_LOW, 0), outcome);
        }
    }

    @Test
    void ledgerOpenedAgainKnowsEverything() throws Exception {
        Transaction first;
        try (var ledger = open()) {
            first = transfer(ledger, 0, 7);
            ledger.submit(first);
            ledger.await(first.id(), PATIENCE);
        }

        try (var ledger = open()) {
            var second = transfer(ledger, 1, 2);
            ledger.submit(second);

            assertEquals(new Outcome.Taken(2), ledger.await(second.id(), PATIENCE));
            assertEquals(new Outcome.Taken(1), ledger.submit(first), "Submitted again");
            assertEquals(Amount.tokens(9), ledger.state().account(BORIS).balance());
        }
    }

    @Test
    void historyTellsWhatHappenedNewestFirst() throws Exception {
        try (var ledger = open()) {
            var transfer = transfer(ledger, 0, 7);
            ledger.submit(transfer);
            ledger.await(transfer.id(), PATIENCE);

            var history = ledger.history(address(ANNA), Long.MAX_VALUE, 10);

            assertEquals(
                    List.of(HistoryEntry.Kind.SENT, HistoryEntry.Kind.FEE),
                    history.stream().map(HistoryEntry::kind).toList());
            assertEquals(BORIS.key(), history.getFirst().other());
            assertEquals(Amount.tokens(7), history.getFirst().amount());
            assertTrue(ledger.history(address(ANNA), 1, 10).isEmpty(), "Nothing before the first block");
        }
    }

    @Test
    void itemThatNobodySubmittedIsUnknown() {
        try (var ledger = open()) {
            assertInstanceOf(
                    Outcome.Unknown.class, ledger.outcome(transfer(ledger, 0, 7).id()));
        }
    }

    private LedgerNode open() {
        return LedgerNode.open(
                folder.resolve("ledger.db"), GENESIS, List.of(NODE), LedgerLink.ALONE, clock, System::nanoTime);
    }

    private static Transaction transfer(LedgerNode ledger, long nonce, long tokens) {
        return new Transaction.Content(address(ANNA), nonce, 1_000, FEE, new Transfer(BORIS, Amount.tokens(tokens)))
                .sign(ANNA, ledger.state().network());
    }

    private static LedgerAddress address(Ed25519KeyPair key) {
        return LedgerAddress.of(key.publicKey());
    }

    private static Ed25519KeyPair key(long seed) {
        return Ed25519KeyPair.fromSeed(Seeds.bytes(Seeds.random(seed), Ed25519KeyPair.SEED_BYTES));
    }
}
