package hearth.service.conformance;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.Json;
import hearth.protocol.id.Account;
import hearth.protocol.id.NodeId;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.onion.EncType;
import hearth.protocol.onion.OnionBuilder;
import hearth.protocol.rpc.StorageRequest;
import hearth.protocol.swarm.Swarm;
import hearth.service.NodeLimits;
import hearth.service.http.TlsClient;
import hearth.service.http.Transport;
import hearth.service.key.NodeKeys;
import hearth.service.ledger.duty.LedgerNodes;
import hearth.service.meter.NodeMeter;
import hearth.service.neighbourhood.Config;
import hearth.service.neighbourhood.Neighbourhood;
import hearth.service.omq.OmqEndpoint;
import hearth.service.omq.OmqLimits;
import hearth.service.omq.OmqLink;
import hearth.service.registry.ListedNodes;
import hearth.testkit.FakeClock;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Real nodes in two swarms, with real ports and a clock that stands still, and a client that asks them in any {@link Way}. */
final class Town implements AutoCloseable {

    static final long NOW_MS = 1_700_000_000_000L;

    /** As many nodes, every other one in the same swarm. */
    static final int NODES = 6;

    static final int SWARM_SIZE = NODES / 2;

    /** The keys of appendix A.1 for the first two nodes. */
    private static final List<String> SEEDS = List.of("a1".repeat(32), "b2".repeat(32));

    private static final Duration RELAY_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration OMQ_TIMEOUT = Duration.ofSeconds(20);

    final FakeClock clock = new FakeClock(Instant.ofEpochMilli(NOW_MS));
    final Neighbourhood nodes;
    private final SecureRandom random = new SecureRandom();
    private final OnionBuilder onions = new OnionBuilder(random);
    private final Map<Integer, TlsClient> connections = new HashMap<>();

    /** A client that speaks OMQ: nobody that the nodes know. */
    private final EventLoopGroup omqLoops = Transport.best().eventLoops(1, "town-omq");

    private final ExecutorService omqWorkers = Executors.newVirtualThreadPerTaskExecutor();
    private final OmqEndpoint omq = new OmqEndpoint(
            Transport.best(),
            omqLoops,
            NodeKeys.fromSeed(new byte[32]),
            new ListedNodes(List.of()),
            OmqLimits.DEFAULT,
            omqWorkers,
            random,
            NodeMeter.NONE);
    private final Map<Integer, OmqLink> links = new ConcurrentHashMap<>();

    Town(Path folder) throws IOException {
        for (var i = 0; i < SEEDS.size(); i++) {
            var own = Files.createDirectories(folder.resolve("node-%02d".formatted(i + 1)));
            Files.writeString(own.resolve("node.key"), SEEDS.get(i));
        }
        var limits = NodeLimits.DEFAULT.withTimeouts(Duration.ofSeconds(5), RELAY_TIMEOUT, RELAY_TIMEOUT);
        var config = Config.of(NODES, folder).withLimits(limits).withServerAddressesAllowed(_ -> true);
        nodes = Neighbourhood.start(config, clock, random);
    }

    private static final class Shared {
        private static final Town TOWN = start();

        private static Town start() {
            try {
                var folder = Files.createTempDirectory("town");
                var town = new Town(folder);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> closeAndDelete(town, folder)));
                return town;
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        private static void closeAndDelete(Town town, Path folder) {
            town.close();
            try (var files = Files.walk(folder)) {
                files.sorted((a, b) -> b.compareTo(a))
                        .forEach(file -> file.toFile().delete());
            } catch (IOException _) {
                // It lies in the folder for temporary files.
            }
        }
    }

    /** One town for all tests that leave its nodes running. */
    static Town shared() {
        return Shared.TOWN;
    }

    // ---- who is where ----

    NodeInfo node(int index) {
        return nodes.nodes().get(index);
    }

    /** A node that keeps the account, the {@code number}-th of them. */
    NodeInfo keeper(Account account, int number) {
        return swarm(account).members().get(number);
    }

    NodeInfo keeper(Account account) {
        return keeper(account, 0);
    }

    Swarm swarm(Account account) {
        return nodes.registry().swarms().swarmOf(account).orElseThrow();
    }

    /** A node that does not keep the account. */
    NodeInfo stranger(Account account) {
        return nodes.nodes().stream()
                .filter(node -> !node.swarm().equals(swarm(account).id()))
                .findFirst()
                .orElseThrow();
    }

    int indexOf(NodeId id) {
        for (var i = 0; i < NODES; i++) {
            if (node(i).id().equals(id)) {
                return i;
            }
        }
        throw new AssertionError("No such node");
    }

    LedgerNodes registry() {
        return (LedgerNodes) nodes.registry();
    }

    // ---- asking ----

    Reply ask(Way way, NodeInfo node, StorageRequest request) throws IOException {
        return ask(way, node, new String(request.toJson(), StandardCharsets.UTF_8));
    }

    Reply ask(Way way, NodeInfo node, String request) throws IOException {
        return switch (way) {
            case DIRECT -> {
                var answer = post(node, "/storage_rpc/v1", request.getBytes(StandardCharsets.UTF_8));
                yield new Reply(answer.status(), answer.body());
            }
            case ONE_HOP -> onion(List.of(), node, request);
            case TWO_HOPS -> onion(List.of(relay(node)), node, request);
            case OMQ -> omq(node, request);
        };
    }

    private Reply omq(NodeInfo node, String request) {
        try {
            var json = Json.parseObject(request);
            var params = Bytes.wrap(Json.bytes(json.path("params")));
            var link = links.computeIfAbsent(node.omqPort(), port -> omq.link(node.host(), port, node.x25519()));
            var command = "storage." + json.path("method").textValue();
            return switch (link.request(command, List.of(params), OMQ_TIMEOUT)) {
                case OmqLink.Answer.Reply(var parts) when parts.size() == 1 -> new Reply(200, text(parts.getFirst()));
                case OmqLink.Answer.Reply(var parts) ->
                    new Reply(Integer.parseInt(text(parts.getFirst())), text(parts.get(1)));
                case OmqLink.Answer failure -> throw new AssertionError(failure);
            };
        } catch (FormatException malformed) {
            throw new AssertionError(malformed);
        }
    }

    private static String text(Bytes bytes) {
        return new String(bytes.toArray(), StandardCharsets.UTF_8);
    }

    /** The next node of another swarm: in the destination's own one somebody may be away. */
    private NodeInfo relay(NodeInfo destination) {
        var from = indexOf(destination.id());
        return IntStream.range(1, NODES)
                .mapToObj(step -> node((from + step) % NODES))
                .filter(node -> !node.swarm().equals(destination.swarm()))
                .findFirst()
                .orElseThrow();
    }

    private Reply onion(List<NodeInfo> path, NodeInfo destination, String request) throws IOException {
        try {
            var built = onions.toNode(path, destination, request.getBytes(StandardCharsets.UTF_8), EncType.AES_GCM);
            var first = path.isEmpty() ? destination : path.getFirst();
            var answer = post(first, "/onion_req/v2", built.body().toArray());
            if (answer.status() != 200) {
                throw new AssertionError("Path failed: " + answer.status() + ' ' + answer.body());
            }
            var reply = built.replyKeys().openNodeReply(answer.body().getBytes(StandardCharsets.ISO_8859_1));
            return new Reply(reply.status(), reply.body());
        } catch (FormatException malformed) {
            throw new AssertionError(malformed);
        }
    }

    /** Posts to a node over a connection that is kept. */
    synchronized TlsClient.Answer post(NodeInfo node, String path, byte[] body) throws IOException {
        var port = node.httpsPort();
        for (var attempt = 0; ; attempt++) {
            var kept = connections.get(port);
            var fresh = kept == null;
            var connection = kept == null ? new TlsClient(port) : kept;
            connections.put(port, connection);
            try {
                return connection.post(path, body);
            } catch (IOException ended) {
                connections.remove(port);
                connection.close();
                if (fresh || attempt > 0) {
                    throw ended;
                }
            }
        }
    }

    @Override
    public void close() {
        for (var connection : connections.values()) {
            try {
                connection.close();
            } catch (IOException _) {
                // Nothing more is asked over it.
            }
        }
        links.values().forEach(OmqLink::close);
        omqWorkers.close();
        omqLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        nodes.close();
    }
}
