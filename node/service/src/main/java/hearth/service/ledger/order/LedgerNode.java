package hearth.service.ledger.order;

import hearth.protocol.Bytes;
import hearth.protocol.crypto.Ed25519KeyPair;
import hearth.protocol.id.NodeId;
import hearth.protocol.ledger.Block;
import hearth.protocol.ledger.BlockItem;
import hearth.protocol.ledger.Genesis;
import hearth.protocol.ledger.LedgerAddress;
import hearth.protocol.ledger.LedgerHash;
import hearth.service.ledger.LedgerState;
import hearth.sqlite.StoreException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
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

    private final LedgerStore store;
    private final Chain chain;
    private final LocalOrdering ordering;
    private final List<Consumer<Finalised>> listeners = new CopyOnWriteArrayList<>();

    /** Tells listeners, one block after the other. */
    private final ExecutorService teller = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("ledger-news").daemon().factory());

    /** Held by whoever uses chain and ordering. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();
    private final Thread timer;
    private boolean closed;

    private LedgerNode(
            LedgerStore store,
            Genesis genesis,
            List<Ed25519KeyPair> keys,
            LedgerLink link,
            Clock clock,
            LongSupplier nanoTime) {
        this.store = store;
        chain = new Chain(genesis, store);
        ordering = new LocalOrdering(chain, clock, nanoTime);
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
            var outcome = chain.submit(item);
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
        return store.blocks(height, 1).stream()
                .filter(block -> block.height() == height)
                .findFirst();
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
     * Takes a message of another box, also a reply to one that was sent. Untrusted; whatever is wrong with it is ignored.
     *
     * @return a reply for whoever sent it
     */
    public Optional<Bytes> receive(Bytes message) {
        return Optional.empty();
    }

    private void run() {
        lock.lock();
        try {
            while (!closed) {
                var pause = ordering.wake();
                tell();
                changed.await(Math.max(1, pause), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
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
