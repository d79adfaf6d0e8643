package hearth.service.neighbourhood;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.Json;
import hearth.protocol.crypto.Crypto;
import hearth.protocol.id.Account;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.network.NodeList;
import hearth.protocol.onion.EncType;
import hearth.protocol.onion.OnionBuilder;
import hearth.protocol.onion.ServerRequestV4;
import hearth.protocol.onion.ServerTarget;
import hearth.protocol.rpc.Store;
import hearth.service.NodeHealth;
import hearth.service.NodeLimits;
import hearth.service.http.TlsClient;
import hearth.testkit.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class NeighbourhoodTest {

    private static final int NODES = 12;
    private static final Account ALICE = new Account("05" + "a1".repeat(32));
    private static final String RPC = "/storage_rpc/v1";

    private final Config config;
    private Neighbourhood neighbourhood;

    NeighbourhoodTest(@TempDir Path folder) throws IOException {
        config = Config.of(NODES, folder.resolve("nodes"))
                .withLimits(NodeLimits.DEFAULT
                        .withTimeouts(Duration.ofSeconds(3), Duration.ofSeconds(3), Duration.ofSeconds(3))
                        .withRetryInterval(Duration.ofMillis(100)));
        neighbourhood = start(config);
    }

    private static Neighbourhood start(Config config) throws IOException {
        return Neighbourhood.start(config, Clock.systemUTC(), new SecureRandom());
    }

    @BeforeEach
    void waitUntilAllServe() throws Exception {
        Await.until(
                "all nodes serve",
                () -> neighbourhood.health().stream().allMatch(health -> health.state() == NodeHealth.State.GOOD));
    }

    @AfterEach
    void stop() {
        neighbourhood.close();
    }

    private static TlsClient.Answer post(NodeInfo node, String path, String body) throws IOException {
        try (var client = new TlsClient(node.httpsPort())) {
            return client.post(path, body);
        }
    }

    private List<NodeInfo> swarmOf(Account account) {
        return neighbourhood.registry().swarms().swarmOf(account).orElseThrow().members();
    }

    private static byte[] message(String text) {
        return Store.direct(ALICE, System.currentTimeMillis(), 3_600_000, text.getBytes(StandardCharsets.UTF_8))
                .toJson();
    }

    private int index(NodeInfo node) {
        return neighbourhood.nodes().indexOf(node);
    }

    private long held(NodeInfo node) {
        return neighbourhood.health().get(index(node)).messages();
    }

    @Test
    void twelveNodesHaveTheirOwnKeysPortsAndClosedFolders() throws IOException {
        var nodes = neighbourhood.nodes();

        assertEquals(NODES, nodes.size());
        assertEquals(NODES, new HashSet<>(nodes.stream().map(NodeInfo::id).toList()).size());
        assertEquals(
                NODES, new HashSet<>(nodes.stream().map(NodeInfo::httpsPort).toList()).size());
        assertEquals(2, neighbourhood.registry().swarms().swarms().size());
        for (var i = 1; i <= NODES; i++) {
            var folder = config.folder().resolve("node-%02d".formatted(i));
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
            for (var file : List.of("node.key", "tls.pem", "messages.db", "debts.db")) {
                assertEquals(
                        "rw-------",
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))),
                        file);
            }
        }
    }

    @Test
    void afterARestartTheyAreTheSameNodesInTheSamePlacesWithTheSameMessages() throws Exception {
        var nodes = neighbourhood.nodes();
        var seeds = neighbourhood.seeds();
        var member = swarmOf(ALICE).getFirst();
        assertEquals(
                200,
                post(member, RPC, new String(message("stays"), StandardCharsets.UTF_8))
                        .status());
        neighbourhood.close();

        neighbourhood = start(config);

        assertEquals(nodes, neighbourhood.nodes());
        assertEquals(seeds, neighbourhood.seeds());
        for (var node : swarmOf(ALICE)) {
            assertEquals(1, held(node));
        }
    }

    @Test
    void aStoppedNodeComesBackWhereItWasAndGetsWhatItMissed() throws Exception {
        var swarm = swarmOf(ALICE);
        var away = swarm.get(1);
        var before = neighbourhood.nodes();
        neighbourhood.stop(index(away));
        neighbourhood.stop(index(away));
        assertEquals(
                NodeHealth.State.CLOSED, neighbourhood.health().get(index(away)).state());
        assertThrows(IOException.class, () -> new TlsClient(away.httpsPort()).close());

        var answer = post(swarm.getFirst(), RPC, new String(message("missed"), StandardCharsets.UTF_8));

        assertEquals(200, answer.status());
        var members = Json.parseObject(answer.body()).path("swarm");
        assertEquals(swarm.size(), members.size());
        assertTrue(members.path(away.id().hex()).path("failed").booleanValue());
        assertTrue(members.path(away.id().hex()).path("timeout").booleanValue());
        neighbourhood.restart(index(away));
        neighbourhood.restart(index(away));
        assertEquals(before, neighbourhood.nodes());
        Await.until("the member got what it missed", () -> held(away) == 1);
    }

    @Test
    void nodesJsonListsAllNodesForTheLoadGenerator() throws Exception {
        var list = Json.parse(neighbourhood.nodesJson());

        assertEquals(NODES, list.size());
        var first = neighbourhood.nodes().getFirst();
        var entry = list.get(0);
        assertEquals("127.0.0.1", entry.path("ip").textValue());
        assertEquals(first.httpsPort(), entry.path("port_https").intValue());
        assertEquals(first.x25519().hex(), entry.path("pubkey_x25519").textValue());
        assertEquals(first.id().hex(), entry.path("pubkey_ed25519").textValue());
        assertEquals(first.id().hex(), entry.path("pubkey_legacy").textValue());
        assertEquals(
                first.swarm().decimal(),
                entry.path("swarm_id").bigIntegerValue().toString());
    }

    @Test
    void aSeedListsTheNodesAsAClientAsks() throws Exception {
        var request = """
            {"jsonrpc":"2.0","id":"0","method":"get_n_service_nodes","params":{"active_only":true,
             "fields":{"public_ip":true,"storage_port":true,"pubkey_x25519":true,"pubkey_ed25519":true,
                       "requested_unlock_height":true,"height":true}}}""";

        var answer = post(neighbourhood.nodes().getFirst(), "/json_rpc", request);

        assertEquals(200, answer.status());
        assertEquals("application/json", answer.header("content-type"));
        var reply = Json.parseObject(answer.body());
        assertEquals("0", reply.path("id").textValue());
        assertEquals("OK", reply.path("result").path("status").textValue());
        assertTrue(reply.path("result").path("height").isIntegralNumber());
        assertEquals(NODES, NodeList.read(reply.path("result")).nodes().size());
        for (var state : reply.path("result").path("service_node_states")) {
            assertEquals(5, state.size(), "exactly the fields asked for");
            assertEquals(0, state.path("requested_unlock_height").intValue());
        }
    }

    @Test
    void aSeedAnswersAListOfFieldsALimitAndAKnownBlock() throws Exception {
        var seed = neighbourhood.nodes().getFirst();
        var limited = post(seed, "/json_rpc", """
            {"method":"get_service_nodes","params":{"limit":3,"fields":["public_ip","block_hash","-storage_port"]}}""");
        var top = Json.parseObject(limited.body()).path("result");
        assertEquals(
                Set.of("block_hash", "status", "service_node_states"),
                top.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet()));
        var states = top.path("service_node_states");
        assertEquals(3, states.size());
        assertEquals("{\"public_ip\":\"127.0.0.1\"}", Json.text(states.get(0)));

        var hash = Json.parseObject(limited.body())
                .path("result")
                .path("block_hash")
                .textValue();
        var unchanged = post(
                seed,
                "/json_rpc",
                "{\"method\":\"get_service_nodes\",\"params\":{\"poll_block_hash\":\"" + hash + "\"}}");

        var result = Json.parseObject(unchanged.body()).path("result");
        assertTrue(result.path("unchanged").booleanValue());
        for (var field : List.of("height", "target_height", "block_hash", "hardfork", "snode_revision", "status")) {
            assertTrue(result.has(field), field);
        }
        assertTrue(result.path("service_node_states").isMissingNode());
    }

    @Test
    void aSeedRefusesWhatIsNoCallInTheWordsOfJsonRpc() throws Exception {
        var seed = neighbourhood.nodes().getFirst();
        for (var bad : List.of("", "{", "[]", "7", "\"get_n_service_nodes\"", "{\"a\":1}}", "[".repeat(5_000))) {
            var answer = post(seed, "/json_rpc", bad);

            assertEquals(200, answer.status(), bad);
            assertEquals(
                    -32_700,
                    Json.parseObject(answer.body()).path("error").path("code").intValue(),
                    bad);
            assertTrue(Json.parseObject(answer.body()).path("id").isNull(), bad);
        }
        for (var odd : List.of(
                "{}", "{\"method\":7}", "{\"method\":\"stop_daemon\"}", "{\"id\":{\"a\":1},\"method\":\"x\"}")) {
            var answer = Json.parseObject(post(seed, "/json_rpc", odd).body());

            assertEquals(-32_601, answer.path("error").path("code").intValue(), odd);
        }
        for (var params : List.of("7", "[]", "null", "{\"fields\":7,\"limit\":\"many\",\"service_node_pubkeys\":{}}")) {
            var body = "{\"id\":5,\"method\":\"get_n_service_nodes\",\"params\":" + params + '}';

            var answer = Json.parseObject(post(seed, "/json_rpc", body).body());

            assertEquals(5, answer.path("id").intValue());
            assertEquals(
                    NODES, answer.path("result").path("service_node_states").size(), params);
        }
    }

    @Test
    void onlySeedsAnswerAsSeedsAndTheirCertificatesAreTheirs() throws Exception {
        assertEquals(3, neighbourhood.seeds().size());
        var last = neighbourhood.nodes().getLast();
        var refused = post(last, "/json_rpc", "{}");
        assertEquals(404, refused.status());
        assertEquals("post /json_rpc Not Found", refused.body());

        var seed = neighbourhood.seeds().getFirst();
        var first = neighbourhood.nodes().getFirst();
        assertEquals("https://127.0.0.1:" + first.httpsPort() + "/json_rpc", seed.url());
        try (var client = new TlsClient(first.httpsPort())) {
            var key = client.certificate().getPublicKey().getEncoded();
            assertEquals(seed.spkiPin(), Base64.getEncoder().encodeToString(Crypto.sha256(key)));
        }
    }

    @Test
    void thePathsThatNeedNoReadinessAnswer() throws Exception {
        var node = neighbourhood.nodes().getLast();

        var ping = post(node, "/ping_test/v1", "whatever");
        assertEquals(200, ping.status());
        assertEquals("", ping.body());
        assertEquals(Base64.getEncoder().encodeToString(node.id().bytes()), ping.header("x-oxen-snode-pubkey"));
        try (var client = new TlsClient(node.httpsPort())) {
            var stats = client.get("/get_stats/v1");
            assertEquals(200, stats.status());
            assertTrue(stats.body().startsWith("{\"version\":\""), stats.body());
            assertEquals(
                    "get /ping_test/v1 Not Found", client.get("/ping_test/v1").body());
            assertEquals("get / Not Found", client.get("/").body());
            var poll = client.send("POST " + RPC + " HTTP/1.1\r\nX-Loki-Long-Poll: 1\r\nContent-Length: 2\r\n\r\n{}")
                    .answer();
            assertEquals(410, poll.status());
            assertEquals("long polling is no longer supported, client upgrade required", poll.body());
        }
    }

    @Test
    void theWrongSwarmAnswersWithTheRightOne() throws Exception {
        var swarm = swarmOf(ALICE);
        var other = neighbourhood.nodes().stream()
                .filter(node -> !swarm.contains(node))
                .findFirst()
                .orElseThrow();

        var refused = post(other, RPC, new String(message("lost"), StandardCharsets.UTF_8));

        assertEquals(421, refused.status());
        var asked = Json.parseObject(
                post(other, RPC, "{\"method\":\"get_swarm\",\"params\":{\"pubkey\":\"" + ALICE.hex() + "\"}}")
                        .body());
        var body = Json.parseObject(refused.body());
        assertEquals(asked.path("snodes"), body.path("snodes"));
        assertEquals(asked.path("swarm"), body.path("swarm"));
        assertEquals(swarm.size(), body.path("snodes").size());
    }

    @Test
    void requestsForServersReachTheFileServerAndNothingElseOnThisMachine() throws Exception {
        var files = neighbourhood.files().address();
        var node = neighbourhood.nodes().getFirst();

        assertEquals(200, relayed(files.getPort()));
        assertEquals(502, relayed(node.httpsPort()));
    }

    /** The status of a request for a server on a port of this machine, sent through a node. */
    private int relayed(int port) throws Exception {
        var node = neighbourhood.nodes().getLast();
        var server = new ServerTarget(
                neighbourhood.files().onionKey(), ServerTarget.Protocol.HTTP, "127.0.0.1", port, ServerTarget.V4);
        var request = new ServerRequestV4("/file/1", "GET", Map.of(), Optional.empty());
        var built = new OnionBuilder(new SecureRandom())
                .toServer(List.of(node), server, request.encode(), EncType.XCHACHA20);
        try (var client = new TlsClient(node.httpsPort())) {
            return client.post("/onion_req/v2", built.body().toArray()).status();
        }
    }

    @Test
    void aWantedPortThatIsTakenStopsTheStartAndLeavesNothingBehind() throws Exception {
        var free = freePorts(4);
        var wanted = Config.of(4, config.folder().resolveSibling("wanted")).withFirstPort(free);
        try (var taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), free + 2));

            var failure = assertThrows(IOException.class, () -> start(wanted));

            assertTrue(String.valueOf(failure.getMessage()).contains(":" + (free + 2)), failure.getMessage());
            assertThrows(IOException.class, () -> new TlsClient(free).close());
        }
        start(wanted).close();
    }

    private static int freePorts(int count) throws IOException {
        for (var first = 17_000; first < 19_000; first += count) {
            var used = 0;
            for (var port = first; port < first + count; port++) {
                try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                    used += socket.isBound() ? 0 : 1;
                } catch (IOException taken) {
                    used++;
                }
            }
            if (used == 0) {
                return first;
            }
        }
        throw new IOException("No free ports");
    }

    @Test
    void aRememberedPortThatSomebodyTookIsReplaced() throws Exception {
        var nodes = neighbourhood.nodes();
        neighbourhood.close();
        try (var taken = new ServerSocket(nodes.getFirst().httpsPort(), 1, InetAddress.getLoopbackAddress())) {
            neighbourhood = start(config);

            assertNotEquals(
                    taken.getLocalPort(), neighbourhood.nodes().getFirst().httpsPort());
            assertEquals(nodes.getFirst().id(), neighbourhood.nodes().getFirst().id());
            assertEquals(nodes.subList(1, NODES), neighbourhood.nodes().subList(1, NODES));
        }
    }

    @Test
    void twoNeighbourhoodsCannotHaveOneFolder() {
        var failure = assertThrows(IOException.class, () -> start(config));

        assertTrue(String.valueOf(failure.getMessage()).startsWith("Another node is running in"));
    }
}
