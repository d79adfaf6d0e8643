package hearth.service.omq;

import hearth.protocol.Bytes;
import hearth.protocol.id.SwarmId;
import hearth.protocol.network.NodeInfo;
import hearth.service.http.Transport;
import hearth.service.key.NodeKeys;
import hearth.service.meter.NodeMeter;
import hearth.service.registry.ListedNodes;
import hearth.testkit.Seeds;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** One node as far as OMQ goes: it echoes to everybody under {@code storage.echo} and to nodes under {@code sn.echo}. */
final class TestNode implements AutoCloseable, OmqCommands {

    static final String HOST = "127.0.0.1";

    final NodeKeys keys;
    final OmqEndpoint endpoint;
    final ListedNodes registry;
    final AtomicInteger answered = new AtomicInteger();

    /** Requests of {@code storage.hold} wait for this. */
    final CountDownLatch held = new CountDownLatch(1);

    /** The last caller of {@code storage.subscribe}. */
    volatile Optional<OmqCaller> subscriber = Optional.empty();

    private final EventLoopGroup eventLoops;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private Optional<OmqListener> listener = Optional.empty();

    TestNode(int seed, ListedNodes registry, OmqLimits limits) {
        this(seed, registry, limits, Transport.best());
    }

    TestNode(int seed, ListedNodes registry, OmqLimits limits, Transport transport) {
        this(seed, registry, limits, transport, NodeMeter.NONE);
    }

    TestNode(int seed, ListedNodes registry, OmqLimits limits, Transport transport, NodeMeter meter) {
        this.registry = registry;
        keys = NodeKeys.fromSeed(Seeds.bytes(Seeds.random(seed), 32));
        eventLoops = transport.eventLoops(1, "test-io");
        endpoint = new OmqEndpoint(transport, eventLoops, keys, registry, limits, workers, new SecureRandom(), meter);
    }

    /** Listens on a free port, or on {@code port} again. */
    TestNode listen(int port) throws IOException {
        listener = Optional.of(endpoint.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), this));
        return this;
    }

    void stopListening() {
        listener.orElseThrow().close();
    }

    OmqListener listener() {
        return listener.orElseThrow();
    }

    int port() {
        return listener.orElseThrow().port();
    }

    /** How this node would stand in a registry. */
    NodeInfo info(SwarmId swarm) {
        var port = listener.map(OmqListener::port).orElse(0);
        return new NodeInfo(keys.id(), keys.x25519().publicKey(), HOST, 1, port, swarm);
    }

    OmqLink link(TestNode other) {
        return endpoint.link(HOST, other.port(), other.keys.x25519().publicKey());
    }

    @Override
    public Optional<Access> access(String command) {
        return switch (command) {
            case "sn.echo" -> Optional.of(Access.NODES);
            case "storage.echo", "storage.hold", "storage.fail", "storage.silent", "storage.subscribe" ->
                Optional.of(Access.ANYBODY);
            default -> Optional.empty();
        };
    }

    @Override
    public Optional<List<Bytes>> answer(OmqCall call) {
        answered.incrementAndGet();
        return switch (call.command()) {
            case "storage.hold" -> hold(call);
            case "storage.fail" -> throw new IllegalStateException("As wanted");
            case "storage.silent" -> Optional.empty();
            case "storage.subscribe" -> {
                subscriber = Optional.of(call.caller());
                yield Optional.of(List.of());
            }
            default -> Optional.of(call.parts());
        };
    }

    private Optional<List<Bytes>> hold(OmqCall call) {
        try {
            return held.await(20, TimeUnit.SECONDS) ? Optional.of(call.parts()) : Optional.empty();
        } catch (InterruptedException stopping) {
            return Optional.empty();
        }
    }

    static List<Bytes> parts(String... texts) {
        return Arrays.stream(texts)
                .map(text -> Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    static Bytes zeros(int length) {
        return Bytes.wrap(new byte[length]);
    }

    /** Waits until {@code condition} holds, at most ten seconds. */
    static boolean soon(BooleanSupplier condition) throws InterruptedException {
        var deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(5);
        }
        return true;
    }

    @Override
    public void close() {
        held.countDown();
        listener.ifPresent(OmqListener::close);
        workers.shutdownNow();
        eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
