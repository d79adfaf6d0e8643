package hearth.service.ledger.order;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.ledger.Block;
import hearth.protocol.ledger.BlockItem;
import hearth.protocol.ledger.Certificate;
import hearth.protocol.ledger.CertifiedBlock;
import hearth.protocol.ledger.Epoch;
import hearth.protocol.ledger.Genesis;
import hearth.protocol.ledger.Transaction;
import hearth.protocol.ledger.TrustedVoters;
import hearth.protocol.ledger.UnprovenException;
import hearth.protocol.ledger.Voters;
import hearth.service.ledger.Ledger;
import hearth.service.ledger.LedgerState;
import hearth.service.ledger.Reason;
import hearth.service.ledger.Snapshot;
import hearth.sqlite.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The ledger as one box has it: its state after the last final block, and what waits for the next. Used by one thread at a
 * time, but for {@link #tip}.
 */
final class Chain {

    /** After so many blocks the state is kept as a whole; a start applies at most so many. */
    static final int BLOCKS_PER_SNAPSHOT = 200;

    /** So many blocks are read at once. */
    private static final int BATCH = 500;

    /** Reasons that no later block takes away. */
    private static final Set<Reason> FOR_EVER = Set.of(Reason.BAD_SIGNATURE, Reason.EXPIRED, Reason.NONCE_USED);

    private final LedgerStore store;
    private final Pool pool;
    private volatile Tip tip;
    private List<Finalised> news = new ArrayList<>();

    /** Where the ledger ends: the state, who decides about the next block, and the proof; none for the genesis. */
    record Tip(LedgerState state, Voters voters, Optional<Certificate> certificate) {

        static Tip of(LedgerState state, Optional<Certificate> certificate) {
            return new Tip(state, state.voters(), certificate);
        }
    }

    /** Goes on where {@code store} ends. Throws {@link StoreException} if it belongs to another network. */
    Chain(Genesis genesis, LedgerStore store) {
        this.store = store;
        var state = store.snapshot().map(Chain::own).orElseGet(() -> Ledger.begin(genesis));
        if (!state.network().equals(genesis.hash())) {
            throw new StoreException(StoreException.Problem.OTHER, "The ledger's file is one of another network");
        }
        tip = Tip.of(state, store.blocks(state.height(), 1).stream().findFirst().map(CertifiedBlock::certificate));
        replay();
        pool = new Pool(state());
        store.kept().forEach(this::again);
    }

    private static LedgerState own(Bytes snapshot) {
        try {
            return Snapshot.decode(snapshot.toArray());
        } catch (FormatException damaged) {
            throw new StoreException(StoreException.Problem.CORRUPT, "The ledger's file holds a damaged snapshot");
        }
    }

    private void replay() {
        while (true) {
            var blocks = store.blocks(height() + 1, BATCH);
            for (var block : blocks) {
                tip = Tip.of(Ledger.apply(state(), block.block()).state(), Optional.of(block.certificate()));
            }
            if (blocks.size() < BATCH) {
                return;
            }
        }
    }

    Tip tip() {
        return tip;
    }

    LedgerState state() {
        return tip.state();
    }

    Voters voters() {
        return tip.voters();
    }

    long height() {
        return state().height();
    }

    Pool pool() {
        return pool;
    }

    LedgerStore store() {
        return store;
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

    /** The block that this box would make now. */
    Candidate propose(long time) {
        var state = state();
        var block = new Block(state.height() + 1, state.blockHash(), Math.max(time, state.time()), pool.next());
        return Candidate.of(block, Ledger.apply(state, block));
    }

    /** What {@code block} would do: empty if it cannot be next, or holds anything that the rules do not allow. */
    Optional<Candidate> check(Block block) {
        if (!state().isFollowedBy(block) || block.items().size() > Pool.BLOCK_ITEMS_MAX) {
            return Optional.empty();
        }
        var applied = Ledger.apply(state(), block);
        return applied.refused().isEmpty() ? Optional.of(Candidate.of(block, applied)) : Optional.empty();
    }

    /** Makes a block of this height a part of the ledger. Its certificate is good. */
    void append(Candidate candidate, Certificate certificate) {
        var finalised = new Finalised(candidate.block(), candidate.applied(), certificate);
        var next = Tip.of(candidate.applied().state(), Optional.of(certificate));
        var epoch = next.voters().equals(voters())
                ? Optional.<Epoch>empty()
                : Optional.of(new Epoch(certificate, next.voters()));
        var snapshot = next.state().height() % BLOCKS_PER_SNAPSHOT == 0
                ? Optional.of(Bytes.wrap(Snapshot.encode(next.state())))
                : Optional.<Bytes>empty();
        store.append(finalised, epoch, snapshot);
        tip = next;
        news.add(finalised);
        poolFollows();
    }

    /** Goes on from a snapshot of somebody else. Throws unless epochs and certificate prove it. */
    void jump(Bytes snapshot, CertifiedBlock block, List<Epoch> epochs) throws FormatException, UnprovenException {
        trusted()
                .follow(epochs.stream()
                        .filter(epoch -> epoch.height() < block.height())
                        .toList())
                .require(block.certificate());
        var state = Snapshot.decode(snapshot.toArray());
        if (!state.root().equals(block.certificate().decision().root()) || state.height() <= height()) {
            throw new UnprovenException("The snapshot is not that of the certificate");
        }
        store.jump(snapshot, block, epochs);
        tip = Tip.of(state, Optional.of(block.certificate()));
        poolFollows();
    }

    /** Whom this box believes. */
    TrustedVoters trusted() {
        return new TrustedVoters(state().network(), tip.certificate().map(Certificate::decision), voters());
    }

    private void poolFollows() {
        pool.follow(state()).forEach(this::dropped);
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
        if (!(item instanceof Transaction) || FOR_EVER.contains(reason)) {
            store.outcome(item.id())
                    .filter(outcome -> outcome instanceof Outcome.Waiting)
                    .ifPresent(_ -> store.refuse(item.id(), reason));
        }
    }
}
