package hearth.client.sim;

import hearth.client.network.GuardLink;
import hearth.client.network.NetworkProfile;
import hearth.client.network.NetworkProfile.Seed;
import hearth.client.network.Pace;
import hearth.client.network.SeedLink;
import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.Json;
import hearth.protocol.id.Account;
import hearth.protocol.id.NodeId;
import hearth.protocol.id.SwarmId;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.network.NodeList;
import hearth.protocol.onion.Layer;
import hearth.protocol.onion.OnionEnvelope;
import hearth.protocol.onion.OnionErrors;
import hearth.protocol.onion.OnionReply;
import hearth.protocol.rpc.Batch;
import hearth.protocol.rpc.RequestException;
import hearth.protocol.rpc.RequestParser;
import hearth.protocol.rpc.RpcAnswer;
import hearth.protocol.rpc.Sequence;
import hearth.protocol.rpc.StorageRequest;
import hearth.protocol.swarm.Swarm;
import hearth.protocol.swarm.SwarmMap;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * A network that lives in memory. It peels onions with the real code, keeps messages as real nodes do, and delays, loses
 * and repeats what its seed decides. It remembers which way every request took.
 */
public final class SimNetwork implements GuardLink, SeedLink {

    /** One request as it went. {@code method} is that of the only request of a batch. */
    public record Trip(List<NodeId> path, NodeId destination, Optional<Account> account, String method) {}

    private static final int PORT_FIRST = 30_000;

    private final Clock clock;
    private final Pace pace;
    private final SecureRandom secrets = new SecureRandom();
    private final SimFiles files;
    private final RandomGenerator random;
    private final List<SimNode> nodes = new ArrayList<>();
    private final List<Trip> trips = Collections.synchronizedList(new ArrayList<>());
    private final Set<Set<NodeId>> cuts = Collections.synchronizedSet(new HashSet<>());

    private volatile double loss;
    private volatile double repeats;
    private volatile int latencyMsMax;
    private volatile int lagMsMax;
    private volatile boolean offline;
    private volatile boolean seedsUp = true;
    private volatile int pageMax = 1_000;
    private final AtomicInteger seedQuestions = new AtomicInteger();

    /**
     * @param random decides about faults
     * @param clock  the network's time
     * @param swarms the nodes are dealt out to so many swarms
     */
    public SimNetwork(RandomGenerator random, Clock clock, int nodeCount, int swarms) {
        this(random, clock, Pace.REAL, nodeCount, swarms);
    }

    /** @param pace how it waits for what is late or lost */
    public SimNetwork(RandomGenerator random, Clock clock, Pace pace, int nodeCount, int swarms) {
        this.random = random;
        this.clock = clock;
        this.pace = pace;
        for (var i = 0; i < nodeCount; i++) {
            var seed = new byte[32];
            random.nextBytes(seed);
            var host = "10.0." + i + ".1";
            nodes.add(new SimNode(this, seed, host, PORT_FIRST + i, swarmId(i % swarms, swarms)));
        }
        files = new SimFiles(random);
    }

    private static SwarmId swarmId(int index, int swarms) {
        return new SwarmId(Long.divideUnsigned(-2L, swarms) * index);
    }

    /** A profile whose seeds are this network's. */
    public NetworkProfile profile() {
        return new NetworkProfile(
                "sim",
                List.of(Seed.of(
                        "https://seed.invalid:1/json_rpc", Base64.getEncoder().encodeToString(new byte[32]))),
                List.of(),
                false,
                Optional.of(files.place()));
    }

    /** The file server of this network. */
    public SimFiles files() {
        return files;
    }

    public List<SimNode> nodes() {
        return List.copyOf(nodes);
    }

    public SimNode node(NodeId id) {
        return find(id).orElseThrow();
    }

    /** Members of the account's swarm. */
    public List<SimNode> swarmMembers(Account account) {
        return members(swarmOf(account).id());
    }

    /** Which ways requests took so far. */
    public List<Trip> trips() {
        synchronized (trips) {
            return List.copyOf(trips);
        }
    }

    public void forgetTrips() {
        trips.clear();
    }

    /** The share of requests, and of answers, that never arrive. */
    public void setLoss(double share) {
        loss = share;
    }

    /** The share of requests that arrive twice. */
    public void setRepeats(double share) {
        repeats = share;
    }

    public void setLatencyMsMax(int value) {
        latencyMsMax = value;
    }

    /** Members of a swarm get what another member took in up to so much later, so that each has an order of its own. */
    public void setLagMsMax(int value) {
        lagMsMax = value;
    }

    /** Pulls the box's plug to the internet. */
    public void setOffline(boolean value) {
        offline = value;
    }

    public void setSeedsUp(boolean value) {
        seedsUp = value;
    }

    /** Messages per answer at most. */
    public void setPageMax(int value) {
        pageMax = value;
    }

    /** How often seeds were asked. */
    public int seedQuestions() {
        return seedQuestions.get();
    }

    /** Nodes that no longer reach each other. */
    public void cut(SimNode one, SimNode other) {
        cuts.add(Set.of(one.id(), other.id()));
    }

    /** Moves every node, and with them all accounts, to the next swarm. Messages stay where they are. */
    public void rotateSwarms() {
        var ids = nodes.stream().map(SimNode::swarm).distinct().sorted().toList();
        for (var node : nodes) {
            node.move(ids.get((ids.indexOf(node.swarm()) + 1) % ids.size()));
        }
    }

    int lagMs() {
        var max = lagMsMax;
        if (max == 0) {
            return 0;
        }
        synchronized (random) {
            return random.nextInt(max + 1);
        }
    }

    int pageMax() {
        return pageMax;
    }

    Pace pace() {
        return pace;
    }

    /** The network's time. */
    public long nowMs() {
        return clock.millis();
    }

    Swarm swarmOf(Account account) {
        return SwarmMap.of(nodes.stream().map(SimNode::info).toList())
                .swarmOf(account)
                .orElseThrow();
    }

    List<SimNode> members(SwarmId swarm) {
        return nodes.stream().filter(node -> node.swarm().equals(swarm)).toList();
    }

    boolean isConnected(SimNode one, SimNode other) {
        return !cuts.contains(Set.of(one.id(), other.id()));
    }

    @Override
    public byte[] post(Seed seed, byte[] json, Duration timeout) throws IOException {
        seedQuestions.incrementAndGet();
        if (offline || !seedsUp) {
            throw new IOException("Seed is away");
        }
        var result = Json.object();
        var states = new NodeList(nodes.stream().map(SimNode::info).toList()).toServiceNodeStates();
        result.putObject("result").set("service_node_states", states);
        return Json.bytes(result);
    }

    @Override
    public Reply post(NodeInfo guard, String path, byte[] body, Duration timeout) throws IOException {
        var node = find(guard.id());
        if (offline || node.isEmpty() || !node.get().isUp()) {
            throw new ConnectFailedException("Node is away");
        }
        try {
            pause();
            if (dice() < loss || node.get().isSilent()) {
                throw lost(timeout);
            }
            if (dice() < repeats) {
                var _ = carry(node.get(), body, timeout);
            }
            var reply = carry(node.get(), body, timeout);
            if (dice() < loss) {
                throw lost(timeout);
            }
            pause();
            return reply;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted");
        }
    }

    @Override
    public void close() {}

    private Reply carry(SimNode guard, byte[] body, Duration timeout) throws IOException, InterruptedException {
        try {
            var envelope = OnionEnvelope.decode(body);
            var layer = guard.peeler().peel(envelope.ciphertext().toArray(), envelope.ephemeral(), envelope.encType());
            return relay(guard, layer, new ArrayList<>(List.of(guard.id())), timeout);
        } catch (FormatException e) {
            return text(OnionErrors.BAD_REQUEST, OnionErrors.INVALID_CIPHERTEXT);
        }
    }

    private Reply relay(SimNode here, Layer layer, List<NodeId> path, Duration timeout)
            throws FormatException, IOException, InterruptedException {
        return switch (layer) {
            case Layer.RelayToNode relay -> {
                var next = find(relay.next());
                if (next.isEmpty()) {
                    yield text(OnionErrors.BAD_GATEWAY, OnionErrors.nextNodeNotFound(relay.next()));
                }
                if (!next.get().isUp() || !isConnected(here, next.get())) {
                    yield text(OnionErrors.BAD_GATEWAY, OnionErrors.nextNodeUnreachable(relay.next()));
                }
                if (next.get().isSilent()) {
                    throw lost(timeout);
                }
                path.add(relay.next());
                yield relay(
                        next.get(),
                        next.get().peeler().peel(relay.ciphertext().toArray(), relay.ephemeral(), relay.encType()),
                        path,
                        timeout);
            }
            case Layer.ForNode request -> {
                var answer = answer(here, request, path);
                yield new Reply(200, Bytes.wrap(OnionReply.wrap(request, answer, secrets)));
            }
            case Layer.Refused refused -> new Reply(200, Bytes.wrap(OnionReply.wrap(refused, secrets)));
            case Layer.RelayToServer server ->
                server.host().equals("files.invalid")
                        ? new Reply(200, Bytes.wrap(files.answer(server.body().toArray())))
                        : text(OnionErrors.BAD_GATEWAY, "No such server here");
        };
    }

    private RpcAnswer answer(SimNode here, Layer.ForNode request, List<NodeId> path) throws InterruptedException {
        try {
            var listing = here.listing(new String(request.request().toArray(), StandardCharsets.UTF_8));
            if (listing.isPresent()) {
                return listing.get();
            }
            var parsed = RequestParser.parse(request.request().toArray());
            var inner = switch (parsed) {
                case Batch batch -> batch.requests().getFirst();
                case Sequence sequence -> sequence.requests().getFirst();
                default -> parsed;
            };
            trips.add(new Trip(
                    path.subList(0, path.size() - 1),
                    here.id(),
                    inner instanceof StorageRequest.ForAccount about ? Optional.of(about.account()) : Optional.empty(),
                    inner.method()));
            return here.answer(parsed);
        } catch (RequestException refused) {
            return RpcAnswer.of(refused);
        }
    }

    private Optional<SimNode> find(NodeId id) {
        return nodes.stream().filter(node -> node.id().equals(id)).findFirst();
    }

    private static Reply text(int status, String text) {
        return new Reply(status, Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private IOException lost(Duration timeout) throws InterruptedException {
        pace.sleep(timeout);
        return new IOException("No answer in time");
    }

    private void pause() throws InterruptedException {
        var max = latencyMsMax;
        if (max > 0) {
            int ms;
            synchronized (random) {
                ms = random.nextInt(max + 1);
            }
            pace.sleep(Duration.ofMillis(ms));
        }
    }

    private double dice() {
        synchronized (random) {
            return random.nextDouble();
        }
    }
}
