package hearth.service;

import hearth.protocol.id.SwarmId;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.rpc.RequestChecks;
import hearth.service.http.HttpListener;
import hearth.service.http.NodeCertificate;
import hearth.service.http.RateLimiter;
import hearth.service.key.NodeKeys;
import hearth.service.key.OwnerOnly;
import hearth.service.meter.NodeMeter;
import hearth.service.omq.OmqEndpoint;
import hearth.service.omq.OmqListener;
import hearth.service.onion.OnionService;
import hearth.service.onion.ServerRelay;
import hearth.service.peer.LedgerCommands;
import hearth.service.peer.MeteredPeerLink;
import hearth.service.peer.NodeCommands;
import hearth.service.peer.OmqPeerLink;
import hearth.service.peer.PeerLink;
import hearth.service.reach.IncomingTests;
import hearth.service.reach.NetworkTest;
import hearth.service.reach.PeerTest;
import hearth.service.reach.PeerTests;
import hearth.service.reach.TestRecords;
import hearth.service.reach.TestRhythm;
import hearth.service.registry.NodeListing;
import hearth.service.registry.NodeRegistry;
import hearth.service.rpc.LocalWork;
import hearth.service.rpc.Membership;
import hearth.service.rpc.Monitors;
import hearth.service.rpc.RetrieveWork;
import hearth.service.rpc.StorageService;
import hearth.service.rpc.StorageTest;
import hearth.service.rpc.SwarmWork;
import hearth.service.rpc.Version;
import hearth.service.seed.SeedService;
import hearth.service.store.Arrivals;
import hearth.service.store.MessageStore;
import hearth.service.store.SqliteMessageStore;
import hearth.service.store.StoreFiles;
import hearth.service.swarm.SwarmKeeper;
import hearth.sqlite.StoreException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One complete service node: its keys, its messages, its HTTPS and OMQ ports, its link to the others. It starts in the constructor's
 * order and stops in reverse, also if it cannot start. Safe for use by many threads.
 */
public final class ServiceNode implements AutoCloseable {

    private static final String SERVER = "Oxen Storage Server/" + Version.text();

    /** Subscriptions cost some hundred bytes each. */
    private static final int MONITORS_MAX = 20_000;

    private final NodeConfig config;
    private volatile String host;
    private final NodeRegistry registry;
    private final NodeKeys keys;
    private final NodeCertificate certificate;
    private final NodeEvents events;
    private final MessageStore store;
    private final Arrivals arrivals;
    private final Membership membership;
    private final Monitors monitors;
    private final SwarmKeeper keeper;
    private final OmqListener omq;
    private final HttpListener listener;
    private final MeteredPeerLink link;
    private final TestRecords records;
    private final NetworkTest test;
    private final IncomingTests incoming;
    private final NodeMeter meter;

    /** What is running, the last one started first. */
    private final Deque<AutoCloseable> running = new ArrayDeque<>();

    private volatile boolean closing;

    private ServiceNode(
            NodeConfig config,
            NodeRegistry registry,
            NodeThreads threads,
            Clock clock,
            SecureRandom random,
            NodeMeter meter,
            LedgerCommands ledger)
            throws IOException {
        this.config = config;
        host = config.host();
        this.registry = registry;
        this.meter = meter;
        try {
            OwnerOnly.createFolder(config.folder());
            running.push(FolderLock.take(config.folder()));
            keys = NodeKeys.loadOrCreate(config.folder().resolve("node.key"), random);
            events = new NodeEvents(keys.id());
            certificate = NodeCertificate.loadOrCreate(config.folder().resolve("tls.pem"), clock, random);
            var limits = config.limits();
            var file = SqliteMessageStore.open(
                    config.folder().resolve("messages.db"), limits.storeBytesMax(), threads.disk());
            store = file;
            running.push(store);
            arrivals = new Arrivals(limits.waitersMax());
            membership = new Membership(keys.id(), registry);
            monitors = new Monitors(membership, clock, MONITORS_MAX);
            var endpoint = new OmqEndpoint(
                    threads.transport(),
                    threads.eventLoops(),
                    keys,
                    registry,
                    limits.omq(),
                    threads.workers(),
                    random,
                    meter);
            link = new MeteredPeerLink(new OmqPeerLink(endpoint, registry), meter);
            records = new TestRecords(clock);
            test = new NetworkTest(threads.transport(), threads.eventLoops(), threads::nodeTls, link);
            var rhythm = TestRhythm.of(limits.testInterval());
            incoming = new IncomingTests(System::nanoTime, rhythm, events);
            keeper = StoreFiles.open(
                    config.folder().resolve("debts.db"),
                    debts -> SwarmKeeper.open(
                            debts,
                            threads.disk(),
                            keys.id(),
                            registry,
                            store,
                            link,
                            clock,
                            System::nanoTime,
                            threads.workers()),
                    events::debtsDamaged);
            running.push(keeper);
            var paths = paths(threads, clock, random);
            var work = new WorkInProgress(paths, new NodeCommands(paths, paths, ledger), meter);
            running.push(work);
            running.push(link);
            running.push(arrivals);
            omq = endpoint.listen(new InetSocketAddress(config.listen(), config.omqPort()), work);
            running.push(omq);
            listener = HttpListener.open(
                    threads.transport(),
                    threads.eventLoops(),
                    new InetSocketAddress(config.listen(), config.httpsPort()),
                    Optional.of(certificate.serverContext(threads.transport())),
                    limits.http(),
                    SERVER,
                    work,
                    threads.workers());
            running.push(listener);
            running.push(Sweeper.every(threads, limits.purgeInterval(), () -> sweep(clock)));
            running.push(Sweeper.every(threads, limits.retryInterval(), keeper::tick));
            var tests = tests(rhythm, threads, random);
            running.push(tests);
            running.push(new Sweeper(threads, limits.testInterval(), tests::tick));
            threads.workers().execute(() -> check(file));
            events.started(listener.port(), omq.port(), threads.transport(), store.count());
        } catch (IOException | RuntimeException failure) {
            stopAll(failure);
            throw failure;
        }
    }

    /**
     * Starts a node. It serves as soon as the registry knows any nodes.
     *
     * @param registry who else there is; asked anew for every request
     * @param threads  may be shared with other nodes; stays running when the node is closed
     * @throws IOException    if its folder, keys or ports cannot be used
     * @throws StoreException if its message store cannot be opened
     */
    public static ServiceNode start(
            NodeConfig config, NodeRegistry registry, NodeThreads threads, Clock clock, SecureRandom random)
            throws IOException {
        return start(config, registry, threads, clock, random, NodeMeter.NONE, LedgerCommands.NONE);
    }

    /** The same with somebody who counts, and with a ledger behind the registry. */
    public static ServiceNode start(
            NodeConfig config,
            NodeRegistry registry,
            NodeThreads threads,
            Clock clock,
            SecureRandom random,
            NodeMeter meter,
            LedgerCommands ledger)
            throws IOException {
        return new ServiceNode(config, registry, threads, clock, random, meter, ledger);
    }

    private NodePaths paths(NodeThreads threads, Clock clock, SecureRandom random) {
        var limits = config.limits();
        var listing = new NodeListing(registry, random, records::find);
        var local = new LocalWork(keys, store, arrivals, monitors, clock, events);
        var storage = new StorageService(
                membership,
                new RequestChecks(store.revocations()),
                local,
                new SwarmWork(membership, local, link, limits.swarmTimeout(), keeper, clock, threads.workers()),
                new RetrieveWork(store, arrivals, clock, events),
                listing,
                clock,
                threads.workers(),
                meter);
        var servers = new ServerRelay(
                threads.transport(),
                threads.eventLoops(),
                threads::serverTls,
                InetAddress::getAllByName,
                config.serverAddressesAllowed(),
                limits.serverTimeout(),
                SERVER);
        var onions = new OnionService(
                keys,
                registry,
                link,
                servers,
                storage::answer,
                () -> notReady().isEmpty(),
                limits.relayTimeout(),
                random);
        var seed = config.seed() ? Optional.of(new SeedService(listing, registry)) : Optional.<SeedService>empty();
        return new NodePaths(
                keys,
                storage,
                onions,
                keeper,
                new StorageTest(membership, store),
                new OmqSubscribers(monitors),
                incoming,
                seed,
                this::notReady,
                new RateLimiter(System::nanoTime));
    }

    private PeerTests tests(TestRhythm rhythm, NodeThreads threads, SecureRandom random) {
        return new PeerTests(
                keys.id(), registry, test, records, incoming, rhythm, System::nanoTime, random, threads.workers());
    }

    /** Why this node does not serve (network.md §1.6), or nothing if it does. */
    private Optional<String> notReady() {
        var reasons = new StringJoiner("; ").setEmptyValue("");
        if (closing) {
            reasons.add("shutting down");
        }
        if (registry.nodes().isEmpty()) {
            reasons.add("not done syncing");
        }
        return Optional.of(reasons.toString()).filter(text -> !text.isEmpty());
    }

    /** After a crash, while the node serves already. */
    private void check(SqliteMessageStore file) {
        try {
            if (!file.checkAfterCrash()) {
                events.storeDamaged();
            }
        } catch (StoreException failure) {
            events.storeFailed(failure);
        } catch (IllegalStateException closed) {
            // The node was stopped in the meantime.
        }
    }

    private void sweep(Clock clock) {
        monitors.sweep();
        records.retain(registry.nodes().stream().map(NodeInfo::id).toList());
        try {
            var gone = store.forgetExpired(clock.instant());
            if (gone > 0) {
                events.forgot(gone);
                if (events.isStoreFailing()) {
                    keeper.askAgain(); // there is room again for what could not be kept
                }
            }
        } catch (StoreException failure) {
            events.storeFailed(failure);
        }
    }

    /** Others reach this node by another address from now on; whoever lists it has to be told. */
    public void moveTo(String address) {
        host = address;
    }

    /** How programs on this machine reach this node, whatever others have to do. */
    public NodeInfo here() {
        return at(config.listen().equals(ListenPlace.EVERYWHERE) ? "127.0.0.1" : config.listen());
    }

    /** How others reach this node. Its swarm is what the registry says at this moment. */
    public NodeInfo info() {
        return at(host);
    }

    private NodeInfo at(String address) {
        var swarm = registry.find(keys.id()).map(NodeInfo::swarm).orElse(SwarmId.UNASSIGNED);
        return new NodeInfo(keys.id(), keys.x25519().publicKey(), address, listener.port(), omq.port(), swarm);
    }

    /** What clients that use this node as a seed compare its certificate with: base64 SHA-256 of the public key. */
    public String pin() {
        return certificate.pin();
    }

    /** How far the node sees. */
    public NodeReach reach() {
        var nodes = registry.nodes();
        var others = nodes.stream()
                .map(NodeInfo::id)
                .filter(id -> !id.equals(keys.id()))
                .collect(Collectors.toSet());
        var swarm = registry.find(keys.id()).map(NodeInfo::swarm).orElse(SwarmId.UNASSIGNED);
        var members = swarm.isUnassigned()
                ? 0
                : (int) nodes.stream()
                        .filter(node -> node.swarm().equals(swarm))
                        .count();
        return new NodeReach(
                nodes.size(),
                members,
                link.reachable(others),
                link.silent(others),
                records.passing(),
                records.failing(),
                incoming.age(IncomingTests.Way.HTTPS),
                incoming.age(IncomingTests.Way.OMQ),
                keeper.missedRequests(),
                keeper.dumpsOwed());
    }

    /** The ways in by which nobody tests this node, though somebody should. */
    public Set<IncomingTests.Way> untested() {
        return incoming.missing();
    }

    /** How this node calls others. */
    public PeerLink peers() {
        return link;
    }

    /** Who this node is. */
    public NodeKeys keys() {
        return keys;
    }

    /** Tests whether another node can be reached. Waits some seconds at most. */
    public PeerTest.Outcome test(NodeInfo other) {
        return test.test(other);
    }

    /** What this node found out about the others, for a ledger to vote on. */
    public TestRecords testRecords() {
        return records;
    }

    public NodeHealth health() {
        if (closing) {
            return new NodeHealth(NodeHealth.State.CLOSED, "The node is stopped", 0, 0, 0);
        }
        var missing = notReady();
        if (missing.isPresent()) {
            return health(NodeHealth.State.NOT_READY, "The node does not serve yet: " + missing.get());
        }
        if (events.isStoreFailing()) {
            return health(NodeHealth.State.CANNOT_STORE, "The node delivers messages, but cannot keep new ones");
        }
        var kept = "The node keeps " + store.count() + " messages";
        var untested = incoming.missing();
        return untested.isEmpty()
                ? health(NodeHealth.State.GOOD, kept)
                : health(
                        NodeHealth.State.UNTESTED,
                        kept + ", but no other node tests its "
                                + untested.stream()
                                        .sorted()
                                        .map(IncomingTests.Way::name)
                                        .collect(Collectors.joining(" and its "))
                                + " port: it may be closed in router or firewall");
    }

    private NodeHealth health(NodeHealth.State state, String sentence) {
        return new NodeHealth(state, sentence, store.count(), listener.connections(), arrivals.watching());
    }

    /** Stops listening, lets requests under way finish for a moment, closes the store. Closing again does nothing. */
    @Override
    public synchronized void close() {
        if (closing) {
            return;
        }
        closing = true;
        stopAll(null);
        events.stopped();
    }

    private void stopAll(@Nullable Exception reason) {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception failure) {
                if (reason == null) {
                    events.stoppedBadly(failure);
                } else {
                    reason.addSuppressed(failure);
                }
            }
        }
    }
}
