package hearth.appliance.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.Json;
import hearth.testkit.Seeds;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hearth node}: a node without a box, as a process. */
class NodeProcessTest {

    private static final int WRITERS = 3;
    private static final int KILLS = 2;
    private static final int LIFE_MILLIS_MAX = 1_500;

    @TempDir
    private Path folder;

    private int port;
    private Path config;

    @BeforeEach
    void listOneNode() throws Exception {
        port = freePort();
        config = Files.writeString(
                folder.resolve("node.conf"), "node.https-port = " + port + "\nnode.omq-port = " + freePort() + "\n");
        var entry = node("entry").run().hasCode(0);
        Files.writeString(folder.resolve("nodes.json"), "[" + entry.out() + "]");
    }

    @Test
    void aNodeServesAndTellsItsOperatorHowItIs() throws Exception {
        try (var node = node().start()) {
            var line = node.firstLine();
            assertTrue(line.startsWith("The node keeps 0 messages"), line);
            assertEquals(200, store(RandomGenerator.getDefault()).status());
            assertEquals(
                    400,
                    NodeCall.post(port, "/storage_rpc/v1", "{\"method\":\"no such\",\"params\":{}}")
                            .status());

            var status = node("status").run().hasCode(0).out();
            assertTrue(status.startsWith("The node keeps 1 messages"), status);
            var figures =
                    Json.parseObject(node("status", "--json").run().hasCode(0).out());
            assertEquals(1, figures.path("messages").asInt());
            assertEquals(1, figures.path("swarm_members").asInt());

            var metrics = get(line.substring(line.indexOf("http://")));
            assertTrue(metrics.contains("hearth_node_requests_total{method=\"store\",status=\"200\"} 1.0"), metrics);
            assertTrue(metrics.contains("hearth_node_requests_total{method=\"unknown\",status=\"400\"} 1.0"), metrics);
            assertTrue(metrics.contains("hearth_node_messages 1.0"), metrics);
            assertTrue(metrics.contains("hearth_node_peers_failing 0.0"), metrics);
            assertFalse(metrics.matches("(?s).*[0-9a-f]{64}.*"), "Somebody's key stands in the metrics");
            assertFalse(metrics.contains("127.0.0.1"), "An address stands in the metrics");

            node.terminate();
            node.await().hasCode(0);
        }
        node("status").run().hasCode(4).says("No node runs");
    }

    @Test
    void noAcknowledgedStoreIsLostWhenTheNodeIsKilledWhileItWrites() {
        Seeds.check(1, random -> {
            var acknowledged = new AtomicInteger();
            for (var kill = 0; kill < KILLS; kill++) {
                killWhileWriting(acknowledged, random);
            }
            try (var node = node().start()) {
                node.firstLine();

                var held = Json.parseObject(
                                node("status", "--json").run().hasCode(0).out())
                        .path("messages")
                        .asInt();

                assertTrue(acknowledged.get() > 0, "Nothing was stored before the node was killed");
                assertTrue(held >= acknowledged.get(), held + " held, " + acknowledged + " acknowledged");
            }
        });
    }

    private void killWhileWriting(AtomicInteger acknowledged, RandomGenerator random) throws Exception {
        var seeds = random.longs(WRITERS).toArray();
        try (var node = node().start();
                var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            node.firstLine();
            for (var seed : seeds) {
                writers.execute(() -> write(acknowledged, new SplittableRandom(seed)));
            }
            // Chance decides in the middle of what the power goes.
            Thread.sleep(LIFE_MILLIS_MAX / 3 + random.nextInt(LIFE_MILLIS_MAX));
            node.kill();
        }
    }

    private void write(AtomicInteger acknowledged, RandomGenerator random) {
        try {
            while (true) {
                var reply = store(random);
                if (reply.status() == 200 && reply.body().contains("\"hash\"")) {
                    acknowledged.incrementAndGet();
                }
            }
        } catch (Exception _) {
            // The node was killed.
        }
    }

    private NodeCall.Reply store(RandomGenerator random) throws Exception {
        var account = new byte[32];
        random.nextBytes(account);
        var data = new byte[1_000];
        random.nextBytes(data);
        return NodeCall.post(port, "/storage_rpc/v1", """
                {"method":"store","params":{"pubkey":"05%s","timestamp":%d,"ttl":1209600000,"data":"%s"}}""".formatted(
                        HexFormat.of().formatHex(account),
                        System.currentTimeMillis(),
                        Base64.getEncoder().encodeToString(data)));
    }

    private Launch node(String... command) {
        return Launch.hearth("node").and(command).and("--config", config.toString());
    }

    private static String get(String url) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
                    .body();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
