package hearth.service.swarm;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.id.Account;
import hearth.protocol.id.NodeId;
import hearth.protocol.network.NodeInfo;
import hearth.service.peer.PeerLink;
import hearth.service.peer.PeerReply;
import hearth.service.registry.NodeRegistry;
import hearth.service.store.MessageStore;
import hearth.service.store.MessageStore.Held;
import hearth.sqlite.StoreException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Sees to it that every member of a swarm has what it should have (network.md §§3.5, 5.4): hands over later what a member
 * missed, and hands messages to nodes that newly belong to their swarm. Asks the other members at its own start whether they
 * have what it has not. Safe for use by many threads; {@link #tick} is to be called every few seconds.
 */
public final class SwarmKeeper implements MissedRequests, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(SwarmKeeper.class.getName());

    /** No message is kept longer, whatever another node says of it (network.md §3.3, and a day of grace). */
    private static final Duration LIFE_MAX = Duration.ofDays(31);

    private static final Duration ASK_TIMEOUT = Duration.ofSeconds(10);
    /** Longer than members should be away. */
    private static final Duration ASK_AGAIN = Duration.ofMinutes(70);

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** How often every member is asked. */
    private static final int QUESTIONS = 2;

    private static final String OK = "OK";
    private static final String CANNOT_STORE = "Cannot store";

    /** So long nobody need try again to hand messages over after the store failed: it is full, and stays so for a while. */
    private static final Duration STORE_PAUSE = Duration.ofMinutes(1);

    private final NodeId own;
    private final NodeRegistry registry;
    private final MessageStore store;
    private final Backlog backlog;
    private final PeerLink peers;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Executor workers;
    private final Migration migration;
    private final Delivery delivery;
    private final Dumping dumping;

    /** Whom to ask whether they have messages of ours. Bounded by the members of our swarm. */
    private final Set<NodeId> toAsk = ConcurrentHashMap.newKeySet();

    /** What those have who asked us: they are handed the difference only. Bounded by the nodes of the registry. */
    private final Map<NodeId, Digest> known = new ConcurrentHashMap<>();

    /** With whom something is under way. */
    private final Set<NodeId> busy = ConcurrentHashMap.newKeySet();

    private final Semaphore idle = new Semaphore(Integer.MAX_VALUE);

    private final ClockWatch clockWatch;

    /** Used by {@link #tick} only. */
    private int questionsLeft = QUESTIONS;

    private long askAtMs = Long.MIN_VALUE;
    private volatile boolean mayMissSome;

    /** When the store failed last, as of {@code nanoTime}; empty if it worked since. */
    private volatile Optional<Long> storeFailedNanos = Optional.empty();

    private volatile boolean closed;

    SwarmKeeper(
            NodeId own,
            NodeRegistry registry,
            MessageStore store,
            Backlog backlog,
            PeerLink peers,
            Clock clock,
            LongSupplier nanoTime,
            Executor workers) {
        this.own = own;
        this.registry = registry;
        this.store = store;
        this.backlog = backlog;
        this.peers = peers;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.workers = workers;
        migration = new Migration(own, store, backlog, clock);
        delivery = new Delivery(store, backlog, peers, clock);
        dumping = new Dumping(store, backlog, peers);
        clockWatch = new ClockWatch(clock, nanoTime);
    }

    /** How many steps the form of what members missed has gone through; it only grows. */
    public static int schemaSteps() {
        return SqliteBacklog.schemaSteps();
    }

    /**
     * Opens the keeper of one node.
     *
     * @param file    where it keeps what it owes; created if missing
     * @param disk    platform threads that wait for the disk
     * @param nanoTime as {@link System#nanoTime}
     * @param workers  threads that may wait, one per member that something is owed to
     */
    public static SwarmKeeper open(
            Path file,
            Executor disk,
            NodeId own,
            NodeRegistry registry,
            MessageStore store,
            PeerLink peers,
            Clock clock,
            LongSupplier nanoTime,
            Executor workers) {
        var backlog = SqliteBacklog.open(file, disk, SqliteBacklog.MISSED_MAX);
        return new SwarmKeeper(own, registry, store, backlog, peers, clock, nanoTime, workers);
    }

    @Override
    public void missed(NodeId member, Account account, String method, Bytes params) {
        try {
            if (!backlog.add(member, account, method, params, clock.millis())) {
                // So much is owed that a look at everything is cheaper. What is no message is lost to this member.
                backlog.oweDump(member);
                backlog.forget(member);
            }
        } catch (StoreException failure) {
            LOG.log(System.Logger.Level.WARNING, "What a member missed could not be noted: {0}", failure.problem());
        }
    }

    /** Takes messages of another node. Returns no parts if they are kept now, and one that says why not otherwise. */
    public List<Bytes> data(NodeInfo from, Bytes batch) {
        try {
            var now = clock.millis();
            var messages = DataBatch.decode(batch.toArray()).stream()
                    .filter(held -> held.message().expiryMs() > now)
                    .map(held -> atLatest(held, now + LIFE_MAX.toMillis()))
                    .toList();
            if (!messages.isEmpty()) {
                store.takeOver(messages);
                storeFailedNanos = Optional.empty();
            }
            return List.of();
        } catch (FormatException malformed) {
            return text("Malformed batch");
        } catch (StoreException failure) {
            storeFailedNanos = Optional.of(nanoTime.getAsLong());
            return text(CANNOT_STORE);
        }
    }

    private boolean canStore() {
        return storeFailedNanos
                .filter(failed -> nanoTime.getAsLong() - failed < STORE_PAUSE.toNanos())
                .isEmpty();
    }

    /** Not refused if it seems to live too long: it may be this node's clock that is wrong. */
    private static Held atLatest(Held held, long expiryMs) {
        return held.message().expiryMs() <= expiryMs
                ? held
                : new Held(held.account(), held.namespace(), held.message().expiringAt(expiryMs));
    }

    /** Says whether this node takes messages, and remembers to hand some to one that asks for them. */
    public List<Bytes> dataReady(NodeInfo from, Optional<Bytes> question) {
        var swarms = Layout.of(registry.nodes());
        if (swarms.swarmWith(own).isEmpty()) {
            return text("Swarm mismatch");
        }
        if (question.isEmpty()) {
            return text(canStore() ? OK : CANNOT_STORE);
        }
        try {
            var asked = DumpQuestion.decode(question.get().toArray());
            if (swarms.swarmWith(from.id()).isEmpty()) {
                return text("Swarm mismatch");
            }
            asked.digest().ifPresentOrElse(has -> known.put(from.id(), has), () -> known.remove(from.id()));
            backlog.oweDump(from.id());
            return text(OK);
        } catch (FormatException malformed) {
            return text("Request payload malformed.");
        } catch (StoreException failure) {
            return text(CANNOT_STORE);
        }
    }

    private static List<Bytes> text(String text) {
        return List.of(Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    /** Looks at the swarms, and goes on paying debts. Returns before everything is paid. */
    public void tick() {
        if (closed || registry.nodes().isEmpty()) {
            return;
        }
        try {
            var layout = Layout.of(registry.nodes());
            migration.follow(layout).forEach(known::remove);
            chooseWhomToAsk(layout);
            toAsk.remove(own);
            // Debts first: with one member only one thing is under way, and questions may come again and again.
            for (var member : backlog.membersMissing()) {
                start(member, () -> payRequests(member, layout));
            }
            for (var member : backlog.membersWithoutDump()) {
                start(member, () -> payDump(member, layout));
            }
            ask(layout);
        } catch (StoreException failure) {
            LOG.log(System.Logger.Level.WARNING, "Debts to other members cannot be read: {0}", failure.problem());
        }
    }

    /** This node may have missed messages that nobody owes it: it asks the other members as at its start. */
    public void askAgain() {
        storeFailedNanos = Optional.empty();
        mayMissSome = true;
    }

    /**
     * All members at the start, and once more when those who were away then have paid their own debts. With a wrong clock a node
     * refuses messages, or forgets them early, so that it asks again when its clock was set.
     */
    private void chooseWhomToAsk(Layout layout) {
        var now = clock.millis();
        if (clockWatch.jumped() || mayMissSome) {
            mayMissSome = false;
            questionsLeft = QUESTIONS;
            askAtMs = now;
        }
        if (questionsLeft > 0 && now >= askAtMs) {
            questionsLeft--;
            askAtMs = now + ASK_AGAIN.toMillis();
            layout.swarmWith(own).ifPresent(swarm -> toAsk.addAll(layout.members(swarm)));
        }
    }

    /** One of them each time: what the first hands over, the next need not. */
    private void ask(Layout layout) {
        var free = toAsk.stream().filter(node -> !busy.contains(node)).findFirst();
        free.ifPresent(node -> start(node, () -> ask(node, layout)));
    }

    private void ask(NodeId node, Layout layout) {
        var swarm = layout.swarmWith(own);
        var peer = registry.find(node);
        if (swarm.isEmpty() || peer.isEmpty()) {
            toAsk.remove(node);
            return;
        }
        var have = Digest.empty();
        store.visit((_, account, hash) -> {
            if (layout.swarmOf(account).equals(swarm)) {
                have.add(hash);
            }
        });
        var question = new DumpQuestion(Optional.of(have));
        if (peers.dataReady(peer.get(), Optional.of(question.encode()), ASK_TIMEOUT) instanceof PeerReply.Parts) {
            toAsk.remove(node);
        }
    }

    private void payRequests(NodeId member, Layout layout) {
        registry.find(member)
                .ifPresentOrElse(peer -> delivery.deliver(peer, layout, () -> closed), () -> backlog.forget(member));
    }

    private void payDump(NodeId member, Layout layout) {
        var peer = registry.find(member);
        var swarm = layout.swarmWith(member);
        if (peer.isEmpty() || swarm.isEmpty()) {
            backlog.forgetDump(member);
            known.remove(member);
        } else if (dumping.dump(
                peer.get(), swarm.get(), layout, Optional.ofNullable(known.get(member)), () -> closed)) {
            known.remove(member);
        }
    }

    /** Runs {@code work} unless something is under way with that node. */
    private void start(NodeId node, Runnable work) {
        if (closed || !busy.add(node)) {
            return;
        }
        if (!idle.tryAcquire()) {
            busy.remove(node);
            return;
        }
        try {
            workers.execute(() -> {
                try {
                    work.run();
                } catch (StoreException failure) {
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "What is owed to a member cannot be read: {0}",
                            failure.problem());
                } catch (IllegalStateException stopping) {
                    if (!closed) {
                        throw stopping;
                    }
                } finally {
                    busy.remove(node);
                    idle.release();
                }
            });
        } catch (RuntimeException refused) {
            busy.remove(node);
            idle.release();
        }
    }

    /** How many requests other members have still to get. */
    public long missedRequests() {
        return backlog.countMissed();
    }

    /** How many nodes have still to get messages that are newly theirs. */
    public int dumpsOwed() {
        return backlog.membersWithoutDump().size();
    }

    /** Waits a moment for what is under way; the rest is done after the next start. */
    @Override
    public void close() {
        closed = true;
        try {
            if (!idle.tryAcquire(Integer.MAX_VALUE, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.log(System.Logger.Level.DEBUG, "Something is still under way with other members");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        backlog.close();
    }
}
