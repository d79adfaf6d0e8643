package hearth.service.ledger.order;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.ledger.Block;
import hearth.protocol.ledger.BlockItem;
import hearth.protocol.ledger.Genesis;
import hearth.protocol.ledger.LedgerHash;
import hearth.protocol.ledger.Transaction;
import hearth.service.ledger.Applied;
import hearth.service.ledger.Ledger;
import hearth.service.ledger.LedgerState;
import hearth.service.ledger.Reason;
import hearth.service.ledger.Snapshot;
import hearth.sqlite.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The ledger as one box has it: its state after the last final block, and what waits for the next. One thread at a time. */
final class Chain {

    /** After so many blocks the state is kept as a whole; a start applies at most so many. */
    private static final int BLOCKS_PER_SNAPSHOT = 200;

    /** Reasons that no later block takes away. */
    private static final Set<Reason> FOR_EVER = Set.of(Reason.BAD_SIGNATURE, Reason.EXPIRED, Reason.NONCE_USED);

    private final LedgerStore store;
    private final Pool pool;
    private volatile LedgerState state;
    private List<Finalised> news = new ArrayList<>();

    /** Goes on where {@code store} ends. Throws {@link StoreException} if it belongs to another network. */
    Chain(Genesis genesis, LedgerStore store) {
        this.store = store;
        state = store.snapshot().map(Chain::own).orElseGet(() -> Ledger.begin(genesis));
        if (!state.network().equals(genesis.hash())) {
            throw new StoreException(StoreException.Problem.OTHER, "The ledger's file is one of another network");
        }
        for (var block : store.blocks(state.height() + 1, Integer.MAX_VALUE)) {
            state = Ledger.apply(state, block).state();
        }
        pool = new Pool(state);
        store.kept().forEach(this::again);
    }

    private static LedgerState own(Bytes snapshot) {
        try {
            return Snapshot.decode(snapshot.toArray());
        } catch (FormatException damaged) {
            throw new StoreException(StoreException.Problem.CORRUPT, "The ledger's file holds a damaged snapshot");
        }
    }

    /** Whoever reads it from another thread sees the state after some block. */
    LedgerState state() {
        return state;
    }

    Pool pool() {
        return pool;
    }

    /** Takes an item of somebody here. */
    Outcome submit(BlockItem item) {
        var known = store.outcome(item.id());
        if (known.isPresent()) {
            return known.get();
        }
        if (pool.isFull()) {
            return new Outcome.Busy();
        }
        var refusal = pool.holds(item.id()) ? Optional.<Reason>empty() : pool.add(item);
        if (refusal.isPresent()) {
            return new Outcome.Refused(refusal.get(), 0);
        }
        try {
            store.keep(item);
            return new Outcome.Waiting();
        } catch (StoreException failure) {
            return new Outcome.Busy();
        }
    }

    /** The block of {@code items} that comes next. */
    Block next(long time, List<BlockItem> items) {
        return new Block(state.height() + 1, state.blockHash(), Math.max(time, state.time()), items);
    }

    /** Makes a block a part of the ledger. */
    void append(Block block, Applied applied) {
        var finalised = new Finalised(block, applied);
        var snapshot = block.height() % BLOCKS_PER_SNAPSHOT == 0
                ? Optional.of(Bytes.wrap(Snapshot.encode(applied.state())))
                : Optional.<Bytes>empty();
        store.append(finalised, snapshot);
        state = applied.state();
        news.add(finalised);
        pool.follow(state).forEach(this::dropped);
        store.kept().stream().filter(item -> !pool.holds(item.id())).forEach(this::again);
    }

    /** Blocks that became final since this was last asked. */
    List<Finalised> takeNews() {
        var taken = news;
        news = new ArrayList<>();
        return taken;
    }

    /** Puts an item of somebody here, which waits already, into the pool if it can be there now. */
    private void again(BlockItem item) {
        pool.add(item).ifPresent(reason -> dropped(item, reason));
    }

    /** A transaction may still be taken until it cannot any more; votes are made again if they are still true. */
    private void dropped(BlockItem item, Reason reason) {
        var isTransaction = item instanceof Transaction;
        if (!isTransaction || FOR_EVER.contains(reason)) {
            store.outcome(item.id())
                    .filter(outcome -> outcome instanceof Outcome.Waiting)
                    .ifPresent(_ -> store.refuse(item.id(), reason));
        }
    }

    LedgerHash network() {
        return state.network();
    }
}
