package hearth.service.ledger.order;

import hearth.protocol.Bytes;
import hearth.protocol.crypto.Ed25519KeyPair;
import hearth.protocol.id.NodeId;
import hearth.protocol.ledger.Block;
import hearth.protocol.ledger.BlockItem;
import hearth.protocol.ledger.CertifiedBlock;
import hearth.protocol.ledger.Epoch;
import hearth.protocol.ledger.Genesis;
import hearth.protocol.ledger.LedgerAddress;
import hearth.protocol.ledger.LedgerHash;
import hearth.protocol.ledger.NodeRecord;
import hearth.protocol.ledger.ProvenNodes;
import hearth.service.ledger.LedgerState;
import hearth.sqlite.StoreException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The ledger of one box: takes items, agrees with other boxes on their order, keeps what is final. Safe for use by many
 * threads. What was waiting when it was closed or killed waits again when it is opened.
 */
public final class LedgerNode implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(LedgerNode.class.getName());

    private static final String DISK_FAILS =
            "The ledger cannot be written, so that this box takes no part in it at present: {0}";

    private static final long RETRY_MILLIS = 1_000;

    private final LedgerStore store;
    private final Chain chain;
    private final Replica replica;
    private final List<Consumer<Finalised>> listeners = new CopyOnWriteArrayList<>();

    /** Tells listeners, one block after the other. */
    private final ExecutorService teller = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("ledger-news").daemon().factory());

    /** Held by whoever uses chain and replica. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();
    private final Thread timer;
    private boolean closed;

    /** How many steps the form of a ledger has gone through; it only grows. */
    public static int schemaSteps() {
        return LedgerFile.schemaSteps();
    }

    private LedgerNode(
            LedgerStore store,
            Genesis genesis,
            List<Ed25519KeyPair> keys,
            LedgerLink link,
            Clock clock,
            LongSupplier nanoTime) {
        this.store = store;
        chain = new Chain(genesis, store);
        replica = new Replica(chain, keys, link, clock, nanoTime);
        timer = Thread.ofPlatform().name("ledger").daemon().start(this::run);
    }

    /**
     * Opens the ledger in {@code file}, or begins it with {@code genesis}.
     *
     * @param keys     of this box's nodes. While all active nodes are among them, the box orders blocks alone
     * @param link     to the other boxes
     * @param nanoTime a clock that nobody sets, such as {@link System#nanoTime}
     * @throws StoreException if the file is damaged, of another network, or cannot be used
     */
    public static LedgerNode open(
            Path file,
            Genesis genesis,
            List<Ed25519KeyPair> keys,
            LedgerLink link,
            Clock clock,
            LongSupplier nanoTime) {
        var store = LedgerFile.open(file);
        try {
            return new LedgerNode(store, genesis, keys, link, clock, nanoTime);
        } catch (RuntimeException failure) {
            store.close();
            throw failure;
        }
    }

    /** What the ledger says after the last final block. */
    public LedgerState state() {
        return chain.state();
    }

    /** How many blocks are final. */
    public long height() {
        return state().height();
    }

    /**
     * Offers an item to the network. {@link Outcome.Waiting} says that it is on disk and will become final, or be refused,
     * also if the box is killed now. The same item again is told what became of it.
     */
    public Outcome submit(BlockItem item) {
        lock.lock();
        try {
            requireOpen();
            var outcome = replica.submit(item);
            changed.signalAll();
            return outcome;
        } finally {
            lock.unlock();
        }
    }

    /** What became of an item so far. */
    public Outcome outcome(LedgerHash item) {
        return store.outcome(item).orElseGet(Outcome.Unknown::new);
    }

    /** The same once nothing changes any more, or after {@code patience}. */
    public Outcome await(LedgerHash item, Duration patience) throws InterruptedException {
        var left = patience.toNanos();
        lock.lock();
        try {
            while (true) {
                var outcome = outcome(item);
                if (outcome.isFinal() || left <= 0 || closed) {
                    return outcome;
                }
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** A final block; empty if there is none of that height, or this box does not have it. */
    public Optional<Block> block(long height) {
        return store.blocks(height, 1).stream().findFirst().map(CertifiedBlock::block);
    }

    /** All nodes after the last final block, with the proof; empty before the first block. */
    public Optional<ProvenNodes> nodes() {
        var tip = chain.tip();
        return tip.certificate()
                .map(certificate -> new ProvenNodes(
                        certificate,
                        tip.state().rootParts(),
                        tip.state()
                                .nodes()
                                .sorted(Comparator.comparing(NodeRecord::id))
                                .toList()));
    }

    /** The changes of voters after {@code height}, ascending, at most {@code max}: whoever follows them can check the proof. */
    public List<Epoch> epochs(long height, int max) {
        return store.epochs(height, max);
    }

    /** What happened to an account in blocks below {@code before}, newest first, at most {@code max} entries. */
    public List<HistoryEntry> history(LedgerAddress address, long before, int max) {
        return store.history(address.key(), before, max);
    }

    /** What happened to a node, in the same way. */
    public List<HistoryEntry> history(NodeId node, long before, int max) {
        return store.history(Bytes.wrap(node.bytes()), before, max);
    }

    /**
     * Tells {@code listener} of every block that becomes final from now on, in order, on a thread that serves all
     * listeners.
     */
    public void listen(Consumer<Finalised> listener) {
        listeners.add(listener);
    }

    /**
     * Takes a message of another box. Untrusted; whatever is wrong with it is ignored.
     *
     * @return what to send back: as the reply to a request, or, if {@code message} was a reply, as the next request to the
     *     same box
     */
    public Optional<Bytes> receive(Bytes message) {
        lock.lock();
        try {
            var reply = closed ? Optional.<Bytes>empty() : replica.receive(message);
            changed.signalAll();
            return reply;
        } catch (StoreException failure) {
            LOG.log(Level.WARNING, DISK_FAILS, failure.getMessage());
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        lock.lock();
        try {
            while (!closed) {
                var pause = wake();
                tell();
                changed.await(Math.max(1, pause), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private long wake() {
        try {
            return replica.wake();
        } catch (StoreException failure) {
            LOG.log(Level.WARNING, DISK_FAILS, failure.getMessage());
            return RETRY_MILLIS;
        }
    }

    private void tell() {
        var news = chain.takeNews();
        if (!news.isEmpty()) {
            changed.signalAll();
            teller.execute(() -> news.forEach(block -> listeners.forEach(listener -> listener.accept(block))));
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The ledger is closed");
        }
    }

    /** Stops ordering, tells listeners what is final, closes the file. Closing again does nothing. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            timer.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        teller.close();
        store.close();
    }
}
