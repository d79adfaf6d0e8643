package hearth.client.network;

import hearth.client.network.NetworkState.Connection;
import hearth.client.network.PathView.Position;
import hearth.protocol.id.Account;
import hearth.protocol.id.NodeId;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.rpc.GetInfo;
import hearth.protocol.rpc.NodeStatus;
import hearth.protocol.rpc.ReplyReader;
import hearth.protocol.swarm.Swarm;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;

/**
 * One account's way to the network. A thread of its own keeps the node list fresh, the clock right and the paths warm.
 * Safe for use by many threads.
 */
public final class Network implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Network.class.getName());

    /** Asked for the time at once: more than have to answer, so that a silent one holds nobody up. */
    private static final int CLOCK_ASKED = 5;

    /** However fast a network lives, nobody asks for its nodes more often. */
    private static final Duration REFRESH_MIN = Duration.ofSeconds(10);

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(3);

    private final NetworkProfile profile;
    private final NetworkSettings settings;
    private final Clock clock;
    private final RandomGenerator random;
    private final Account own;
    private final Runnable changed;
    private final Runnable pathChanged;

    private final NodePool pool;
    private final NodeHealth health;
    private final Paths paths;
    private final OnionCalls calls;
    private final NodeListSource lists;
    private final NetworkTime time;
    private final SwarmCalls swarms;
    private final FileCalls files;
    private final Names names;

    private final Signal wake;
    private final Thread keeper;
    private volatile boolean closed;
    private volatile boolean listIsStale;
    private volatile Connection connection = new Connection.Connecting();

    /** Used by the keeper only. */
    private long refreshedMs;

    /** As often as the network lives fast. */
    private final Duration poolRefresh;

    private Duration retry;
    private Optional<Path> shown = Optional.empty();

    /**
     * Touches nothing before {@link #start}.
     *
     * @param own         the account whose messages are read most
     * @param changed     called when {@link #connection}, the time or the number of nodes changes
     * @param pathChanged called when {@link #path} changes
     */
    public Network(
            String name,
            NetworkProfile profile,
            GuardLink link,
            SeedLink seeds,
            Clock clock,
            Pace pace,
            SecureRandom secrets,
            RandomGenerator random,
            NetworkSettings settings,
            NetworkMemory memory,
            Account own,
            Runnable changed,
            Runnable pathChanged) {
        this.profile = profile;
        this.settings = settings;
        this.clock = clock;
        wake = new Signal(pace);
        this.random = random;
        this.own = own;
        this.changed = changed;
        this.pathChanged = pathChanged;
        pool = new NodePool(memory);
        health = new NodeHealth(clock);
        paths = new Paths(pool, health, profile.subnetDiversity(), random, clock, settings);
        calls = new OnionCalls(pool, paths, health, link, secrets, clock);
        var proven = profile.ledger().map(genesis -> new ProvenLists(genesis, memory));
        lists = new NodeListSource(profile, seeds, calls, proven, random, settings.requestTimeout());
        time = new NetworkTime(clock, changed);
        swarms = new SwarmCalls(
                pool, health, calls, time, random, settings.requestTimeout(), this::outcome, this::refreshSoon);
        files = new FileCalls(profile.files(), calls, this::outcome);
        names = new NameCalls(pool, health, swarms, random);
        retry = settings.retryFirst();
        poolRefresh = profile.ledger()
                .map(genesis -> genesis.rules().scaled(settings.poolRefresh()))
                .map(scaled -> scaled.compareTo(REFRESH_MIN) < 0 ? REFRESH_MIN : scaled)
                .filter(often -> often.compareTo(settings.poolRefresh()) < 0)
                .orElse(settings.poolRefresh());
        keeper = Thread.ofVirtual().name("hearth-network-" + name).unstarted(this::keep);
    }

    /** Begins to connect; returns at once. */
    public void start() {
        keeper.start();
    }

    /** Asks the nodes that keep messages. */
    public SwarmCalls swarms() {
        return swarms;
    }

    /** Puts files on servers and fetches them. */
    public FileCalls files() {
        return files;
    }

    /** Finds accounts by their names. */
    public Names names() {
        return names;
    }

    /** Network time. */
    public NetworkTime time() {
        return time;
    }

    /** How many nodes are known. */
    public int nodes() {
        return pool.size();
    }

    /** Whether the last list of nodes was refused, since it is not proven. The one before goes on. */
    public boolean isListRefused() {
        return lists.isRefused();
    }

    /** Whether requests get through. */
    public Connection connection() {
        return connection;
    }

    /** The path of longest standing that own messages are fetched through. */
    public PathView path() {
        if (connection instanceof Connection.TooFewNodes(var shortage)) {
            return new PathView.TooFewNodes(shortage);
        }
        return currentPath().<PathView>map(Network::view).orElseGet(PathView.Building::new);
    }

    /** The clock of this box is wrong, nodes say: ask some for the time before anything is signed again. */
    public void doubtClock() {
        time.doubt();
        wake.raise();
    }

    /** Stops the keeper. Requests of others end when their threads are interrupted or their time is up. */
    @Override
    public void close() {
        closed = true;
        keeper.interrupt();
        try {
            keeper.join(STOP_TIMEOUT);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void keep() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                wake.await(carefulStep());
            }
        } catch (InterruptedException _) {
            // Closed.
        }
    }

    /** Whatever goes wrong in here must not end it: without the keeper the account would stay cut off. */
    private Duration carefulStep() throws InterruptedException {
        try {
            return step();
        } catch (RuntimeException fault) {
            if (closed) {
                throw new InterruptedException("Closed");
            }
            LOG.log(System.Logger.Level.ERROR, "Keeping the network going failed", fault);
            return settings.retryMax();
        }
    }

    /** Does what is due and says how long nothing will be. */
    private Duration step() throws InterruptedException {
        if (pool.size() == 0 || listIsStale || isRefreshDue()) {
            refresh();
        }
        if (pool.size() == 0) {
            setConnection(new Connection.Offline());
            return nextRetry();
        }
        if (!time.isKnown() && !syncClock()) {
            return nextRetry();
        }
        retry = settings.retryFirst();
        warm();
        showPath();
        var idle = settings.pathWarm().dividedBy(2);
        return idle.compareTo(poolRefresh) < 0 ? idle : poolRefresh;
    }

    private Duration nextRetry() {
        var pause = retry;
        var doubled = retry.multipliedBy(2);
        retry = doubled.compareTo(settings.retryMax()) < 0 ? doubled : settings.retryMax();
        return pause;
    }

    private boolean isRefreshDue() {
        var age = clock.millis() - refreshedMs;
        return age < 0 || age >= poolRefresh.toMillis();
    }

    private void refresh() throws InterruptedException {
        listIsStale = false;
        var known = pool.nodes();
        // Seeds see who asks, so nodes are asked where they can be; the first list can only come from seeds.
        var fresh = known.size() >= 2 * Path.LENGTH ? lists.fromNodes(known) : List.<NodeInfo>of();
        if (fresh.size() < Path.LENGTH) {
            fresh = lists.fromSeeds();
        }
        if (fresh.isEmpty() && known.isEmpty()) {
            fresh = profile.nodes();
        }
        refreshedMs = clock.millis();
        if (fresh.isEmpty()) {
            LOG.log(System.Logger.Level.DEBUG, "No node list to be had; {0} nodes are known", known.size());
            return;
        }
        pool.replace(fresh);
        if (fresh.size() != known.size()) {
            LOG.log(System.Logger.Level.INFO, "{0} nodes of network {1} are known", fresh.size(), profile.name());
        }
        changed.run();
    }

    private void refreshSoon() {
        listIsStale = true;
        wake.raise();
    }

    /** Asks a few nodes for the time at once. Returns whether any of them told it. */
    private boolean syncClock() throws InterruptedException {
        var before = time.offset();
        var left = new ArrayList<>(pool.nodes());
        var questions = new ArrayList<Callable<SwarmReply<NodeStatus>>>();
        while (questions.size() < CLOCK_ASKED && !left.isEmpty()) {
            var node = left.remove(random.nextInt(left.size()));
            questions.add(() -> swarms.ask(node, List.of(node), new GetInfo(), ReplyReader::info));
        }
        try (var threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("hearth-clock-", 0).factory())) {
            threads.invokeAll(questions);
        }
        time.settle();
        if (!before.equals(time.offset())) {
            changed.run();
        }
        return time.isKnown();
    }

    private void warm() throws InterruptedException {
        for (var path : paths.idle(settings.pathWarm())) {
            var others = pool.nodes().stream()
                    .filter(node -> !path.contains(node.id()))
                    .toList();
            if (others.isEmpty()) {
                continue;
            }
            var destination = others.get(random.nextInt(others.size()));
            calls.probe(path, destination, new GetInfo().toJson(), settings.requestTimeout());
        }
    }

    private void outcome(CallResult result) {
        setConnection(
                switch (result) {
                    case CallResult.Answered _ -> new Connection.Connected();
                    case CallResult.Failed(var obstacle) -> behind(obstacle);
                });
        showPath();
    }

    private void outcome(ServerReply reply) {
        setConnection(
                switch (reply) {
                    case ServerReply.Answered _ -> new Connection.Connected();
                    case ServerReply.NotReached(var obstacle) -> behind(obstacle);
                });
        showPath();
    }

    private static Connection behind(Obstacle obstacle) {
        return switch (obstacle) {
            case Obstacle.Offline() -> new Connection.Offline();
            case Obstacle.NoPath() -> new Connection.NoPath();
            case Obstacle.TooFew(var shortage) -> new Connection.TooFewNodes(shortage);
            // The way works; it is the other end that does not.
            case Obstacle.DestinationAway() -> new Connection.Connected();
        };
    }

    private void setConnection(Connection next) {
        var before = connection;
        connection = next;
        if (!before.equals(next)) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "Network {0}: {1}",
                    profile.name(),
                    next.getClass().getSimpleName());
            changed.run();
        }
    }

    private void showPath() {
        boolean isNew;
        synchronized (wake) {
            var now = currentPath();
            isNew = !now.equals(shown);
            shown = now;
        }
        if (isNew) {
            pathChanged.run();
        }
    }

    private Optional<Path> currentPath() {
        return paths.current(ownSwarm());
    }

    private Set<NodeId> ownSwarm() {
        var members = new HashSet<NodeId>();
        pool.swarmOf(own).map(Swarm::members).orElse(List.of()).forEach(member -> members.add(member.id()));
        return members;
    }

    private static PathView view(Path path) {
        var positions = Position.values();
        var hops = new ArrayList<PathView.Hop>();
        for (var i = 0; i < Path.LENGTH; i++) {
            var node = path.nodes().get(i);
            hops.add(new PathView.Hop(node.id(), node.host(), node.httpsPort(), positions[i]));
        }
        return new PathView.Working(hops, path.since());
    }
}
