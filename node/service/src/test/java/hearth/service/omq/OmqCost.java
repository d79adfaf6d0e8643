package hearth.service.omq;

import com.sun.management.OperatingSystemMXBean;
import hearth.protocol.Bytes;
import hearth.protocol.crypto.X25519KeyPair;
import hearth.protocol.id.SwarmId;
import hearth.service.registry.ListedNodes;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ.Socket;
import org.zeromq.ZMQException;

/**
 * What a round trip costs: processor time of the whole JVM, both ends together, over loopback with CURVE. A request of one part
 * is echoed; {@code window} requests are under way at once. Ours with its virtual threads and hand-overs, JeroMQ with nothing
 * around it. Run it alone on a quiet machine:
 *
 * <pre>mvn -pl node/service -am test-compile; mvn -pl node/service exec:java -Dexec.classpathScope=test -Dexec.mainClass=hearth.service.omq.OmqCost</pre>
 */
public final class OmqCost {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int ROUNDS = 5;

    /** Does {@code count} round trips with {@code bytes} each. */
    private interface Trips {
        void go(int count, byte[] bytes) throws Exception;
    }

    private OmqCost() {}

    public static void main(String[] arguments) throws Exception {
        for (var window : new int[] {1, 16}) {
            ours(window);
            jeromq(window);
        }
    }

    private static void ours(int window) throws Exception {
        var registry = new ListedNodes(List.of());
        try (var one = new TestNode(1, registry, OmqLimits.DEFAULT);
                var other = new TestNode(2, registry, OmqLimits.DEFAULT).listen(0);
                var askers = Executors.newVirtualThreadPerTaskExecutor()) {
            registry.replace(List.of(one.info(new SwarmId(7)), other.info(new SwarmId(7))));
            var link = one.link(other);
            measure("ours", window, (count, bytes) -> {
                var part = List.of(Bytes.wrap(bytes));
                var asking = IntStream.range(0, window)
                        .mapToObj(_ -> askers.submit(() -> {
                            for (var i = 0; i < count / window; i++) {
                                if (!(link.request("sn.echo", part, PATIENCE) instanceof OmqLink.Answer.Reply)) {
                                    throw new IOException("No reply");
                                }
                            }
                            return null;
                        }))
                        .toList();
                for (var asker : asking) {
                    asker.get();
                }
            });
        }
    }

    private static void jeromq(int window) throws Exception {
        var random = new SecureRandom();
        var serverKeys = X25519KeyPair.generate(random);
        try (var context = new ZContext()) {
            var router = socket(context, SocketType.ROUTER, serverKeys);
            router.setCurveServer(true);
            var port = router.bindToRandomPort("tcp://127.0.0.1");
            var dealer = socket(context, SocketType.DEALER, X25519KeyPair.generate(random));
            dealer.setCurveServerKey(serverKeys.publicKey().bytes());
            dealer.connect("tcp://127.0.0.1:" + port);
            var echo = Thread.ofPlatform().daemon().start(() -> {
                try {
                    while (true) {
                        var route = router.recv();
                        router.recv();
                        var tag = router.recv();
                        var part = router.recv();
                        router.sendMore(route);
                        router.sendMore("REPLY");
                        router.sendMore(tag);
                        router.send(part);
                    }
                } catch (ZMQException over) {
                    // Interrupted at the end of the measurement.
                }
            });
            measure("JeroMQ", window, (count, bytes) -> {
                for (var i = 0; i < count + window; i++) {
                    if (i >= window) {
                        dealer.recv();
                        dealer.recv();
                        dealer.recv();
                    }
                    if (i < count) {
                        dealer.sendMore("sn.echo");
                        dealer.sendMore("tag");
                        dealer.send(bytes);
                    }
                }
            });
            echo.interrupt();
            echo.join();
        }
    }

    private static Socket socket(ZContext context, SocketType type, X25519KeyPair keys) {
        var socket = context.createSocket(type);
        socket.setLinger(0);
        socket.setCurvePublicKey(keys.publicKey().bytes());
        socket.setCurveSecretKey(keys.secret());
        return socket;
    }

    private static void measure(String who, int window, Trips trips) throws Exception {
        var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        for (var size : new int[] {1_000, 70_000}) {
            var count = size == 1_000 ? 8_000 : 800;
            trips.go(2 * count, new byte[size]);
            var cpu = new long[ROUNDS];
            var wall = new long[ROUNDS];
            for (var round = 0; round < ROUNDS; round++) {
                var cpuStart = machine.getProcessCpuTime();
                var start = System.nanoTime();
                trips.go(count, new byte[size]);
                cpu[round] = (machine.getProcessCpuTime() - cpuStart) / count / 1_000;
                wall[round] = (System.nanoTime() - start) / count / 1_000;
            }
            Arrays.sort(cpu);
            Arrays.sort(wall);
            System.out.printf(
                    "%-6s %2d under way %6d bytes: %5d µs of processor (%d to %d), %5d µs of time%n",
                    who, window, size, cpu[ROUNDS / 2], cpu[0], cpu[ROUNDS - 1], wall[ROUNDS / 2]);
        }
    }
}
