package hearth.service;

import hearth.protocol.Bytes;
import hearth.protocol.id.SwarmId;
import hearth.protocol.network.NodeInfo;
import hearth.service.http.ClientConnection;
import hearth.service.http.ClientReply;
import hearth.service.http.Transport;
import hearth.service.registry.ListedNodes;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;

/** A few real nodes on free ports of 127.0.0.1, each with its own clock, in one swarm unless a test says otherwise. */
public final class TestNodes implements AutoCloseable {

    /** Nobody waits long for anybody. */
    public static final NodeLimits QUICK = NodeLimits.DEFAULT
            .withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(3), Duration.ofSeconds(3))
            .withRetryInterval(Duration.ofMillis(100));

    private static final SwarmId SWARM = new SwarmId(1L << 62);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int REPLY_BYTES_MAX = 20 << 20;

    private final Path folder;
    private final NodeLimits limits;
    private final Predicate<InetSocketAddress> allowed;
    private final List<Clock> clocks;
    private final NodeThreads threads;
    private final ListedNodes registry = new ListedNodes(List.of());
    private final List<Optional<ServiceNode>> running = new ArrayList<>();
    private List<NodeInfo> infos = List.of();

    private TestNodes(Path folder, NodeLimits limits, Predicate<InetSocketAddress> allowed, List<Clock> clocks)
            throws IOException {
        this.folder = folder;
        this.limits = limits;
        this.allowed = allowed;
        this.clocks = clocks;
        threads = NodeThreads.start(Transport.best());
    }

    /** {@code count} nodes that send requests for servers anywhere. */
    public static TestNodes start(Path folder, int count, NodeLimits limits) throws IOException {
        return start(folder, limits, _ -> true, Collections.nCopies(count, Clock.systemUTC()));
    }

    /** As many nodes as there are clocks. */
    public static TestNodes start(
            Path folder, NodeLimits limits, Predicate<InetSocketAddress> allowed, List<Clock> clocks)
            throws IOException {
        var nodes = new TestNodes(folder, limits, allowed, clocks);
        var infos = new ArrayList<NodeInfo>();
        for (var i = 0; i < clocks.size(); i++) {
            var node = nodes.startNode(i, 0, 0);
            nodes.running.add(Optional.of(node));
            infos.add(node.info().withSwarm(SWARM));
        }
        nodes.know(infos);
        return nodes;
    }

    private ServiceNode startNode(int index, int httpsPort, int omqPort) throws IOException {
        var config = new NodeConfig(
                folder.resolve("node-" + index),
                "127.0.0.1",
                "127.0.0.1",
                httpsPort,
                omqPort,
                index == 0,
                limits,
                allowed);
        return ServiceNode.start(config, registry, threads, clocks.get(index), new SecureRandom());
    }

    /** All nodes know these from now on, and no others. */
    public void know(List<NodeInfo> nodes) {
        infos = List.copyOf(nodes);
        registry.replace(nodes);
    }

    /** All nodes know these besides. */
    public void knowAlso(NodeInfo... others) {
        var all = new ArrayList<>(infos);
        all.addAll(List.of(others));
        registry.replace(all);
    }

    /** No node knows any other, as before the first list. */
    public void forget() {
        registry.replace(List.of());
    }

    public NodeInfo info(int index) {
        return infos.get(index);
    }

    public ServiceNode node(int index) {
        return running.get(index).orElseThrow();
    }

    public void stop(int index) {
        running.get(index).ifPresent(ServiceNode::close);
        running.set(index, Optional.empty());
    }

    public void restart(int index) throws IOException {
        var info = infos.get(index);
        running.set(index, Optional.of(startNode(index, info.httpsPort(), info.omqPort())));
    }

    /** Posts over a connection of its own. */
    public ClientReply post(int index, String path, byte[] body) throws IOException {
        var node = infos.get(index);
        var target = new ClientConnection.Target(
                new InetSocketAddress(node.host(), node.httpsPort()),
                node.host(),
                Optional.of(anyCertificate(threads.transport())),
                REPLY_BYTES_MAX);
        try (var connection = ClientConnection.open(threads.transport(), threads.eventLoops(), target, PATIENCE)) {
            return connection.post(path, Map.of(), Bytes.wrap(body), PATIENCE);
        }
    }

    private static SslContext anyCertificate(Transport transport) throws SSLException {
        return SslContextBuilder.forClient()
                .sslProvider(transport.sslProvider())
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .endpointIdentificationAlgorithm("")
                .build();
    }

    @Override
    public void close() {
        running.forEach(node -> node.ifPresent(ServiceNode::close));
        threads.close();
    }
}
