package hearth.service.ledger.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.Bytes;
import hearth.protocol.ledger.Amount;
import hearth.protocol.ledger.Ballot;
import hearth.protocol.ledger.Block;
import hearth.protocol.ledger.BlockItem;
import hearth.protocol.ledger.Certificate;
import hearth.protocol.ledger.Epoch;
import hearth.protocol.ledger.Transfer;
import hearth.service.ledger.Ledger;
import hearth.service.ledger.LedgerState;
import hearth.service.ledger.Reason;
import hearth.service.ledger.Snapshot;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of a ledger promises. */
abstract class LedgerStoreContract {

    private final LedgerState begin = Ledger.begin(SimLedger.genesis(1, 1));
    private LedgerStore store;

    /** The same store again, as after a restart. */
    abstract LedgerStore open();

    @BeforeEach
    void openStore() {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    private void reopen() {
        store.close();
        store = open();
    }

    @Test
    void blocksComeBackInOrderAndOnlyFromWhereTheyAre() {
        var first = append(begin);
        var second = append(first.applied().state());
        reopen();

        assertEquals(List.of(first.certified(), second.certified()), store.blocks(1, 10));
        assertEquals(List.of(second.certified()), store.blocks(2, 10));
        assertEquals(List.of(first.certified()), store.blocks(1, 1));
        assertEquals(List.of(), store.blocks(3, 10));
        assertEquals(List.of(), store.blocks(0, 10));
    }

    @Test
    void itemWaitsUntilABlockHoldsIt() {
        var item = transfer(begin);
        store.keep(item);
        store.keep(item);
        assertEquals(List.of(item), store.kept());
        assertEquals(Optional.of(new Outcome.Waiting()), store.outcome(item.id()));

        append(begin, item);
        reopen();

        assertEquals(Optional.of(new Outcome.Taken(1)), store.outcome(item.id()));
        assertEquals(List.of(), store.kept());
        assertEquals(
                List.of(HistoryEntry.Kind.SENT, HistoryEntry.Kind.FEE),
                store.history(SimLedger.address(0).key(), 2, 10).stream()
                        .map(HistoryEntry::kind)
                        .toList());
        assertEquals(List.of(), store.history(SimLedger.address(0).key(), 1, 10));
    }

    @Test
    void refusalIsRememberedAndItemsWithoutFateAreUnknown() {
        var item = transfer(begin);
        assertEquals(Optional.empty(), store.outcome(item.id()));
        store.keep(item);

        store.refuse(item.id(), Reason.EXPIRED);
        reopen();

        assertEquals(Optional.of(new Outcome.Refused(Reason.EXPIRED, 0)), store.outcome(item.id()));
        assertEquals(List.of(), store.kept());
    }

    @Test
    void whatWasSaidIsThereUntilTheBlockIsFinal() {
        var one = spoken(1, 0);
        var two = spoken(1, 1);
        var later = spoken(2, 0);
        store.say(one);
        store.say(two);
        store.say(later);
        reopen();

        assertEquals(List.of(one, two), store.said(1));

        append(begin);
        assertEquals(List.of(), store.said(1));
        assertEquals(List.of(later), store.said(2));
    }

    @Test
    void newestSnapshotIsReadInParts() {
        var block = finalised(begin);
        var bytes = Bytes.wrap(Snapshot.encode(block.applied().state()));

        store.append(block, Optional.empty(), Optional.of(bytes));
        reopen();

        assertEquals(Optional.of(bytes), store.snapshot());
        assertEquals(Optional.of(new LedgerStore.SnapshotSize(1, bytes.length())), store.snapshotSize());
        assertEquals(
                bytes.hex(),
                store.snapshotPart(0, 100).hex()
                        + store.snapshotPart(100, bytes.length()).hex());
    }

    @Test
    void jumpBringsSnapshotBlockAndEpochs() {
        var first = finalised(begin);
        var second = finalised(first.applied().state());
        var bytes = Bytes.wrap(Snapshot.encode(second.applied().state()));
        var epoch = new Epoch(second.certificate(), second.applied().state().voters());
        store.say(spoken(1, 0));

        store.jump(bytes, second.certified(), List.of(epoch));
        reopen();

        assertEquals(Optional.of(bytes), store.snapshot());
        assertEquals(List.of(), store.blocks(1, 10), "There is a gap");
        assertEquals(List.of(second.certified()), store.blocks(2, 10));
        assertEquals(List.of(epoch), store.epochs(0, 10));
        assertTrue(store.epochs(2, 10).isEmpty());
        assertTrue(store.said(1).isEmpty());
    }

    private Finalised append(LedgerState state, BlockItem... items) {
        var block = finalised(state, items);
        store.append(block, Optional.empty(), Optional.empty());
        return block;
    }

    private static Finalised finalised(LedgerState state, BlockItem... items) {
        var block = new Block(state.height() + 1, state.blockHash(), state.time(), List.of(items));
        var candidate = Candidate.of(block, Ledger.apply(state, block));
        var ballot = new Ballot.Question(Ballot.Kind.PRECOMMIT, block.height(), 0)
                .cast(SimLedger.nodeKey(0), state.network(), Optional.of(candidate.decision()));
        var certificate = Certificate.of(candidate.decision(), 0, List.of(ballot), state.voters());
        return new Finalised(block, candidate.applied(), certificate);
    }

    private Spoken spoken(long height, int round) {
        var question = new Ballot.Question(Ballot.Kind.PREVOTE, height, round);
        var ballot = question.cast(SimLedger.nodeKey(0), begin.network(), Optional.empty());
        return new Spoken(question, new Message.Talk(Optional.empty(), List.of(ballot)), Optional.empty());
    }

    private static BlockItem transfer(LedgerState state) {
        var to = new Transfer(SimLedger.address(1), Amount.tokens(3));
        return SimLedger.sign(state, 0, 0, to);
    }
}
