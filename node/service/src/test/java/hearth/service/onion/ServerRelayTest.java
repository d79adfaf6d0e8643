package hearth.service.onion;

import static hearth.service.onion.Layers.combined;
import static hearth.service.onion.Layers.envelope;
import static hearth.service.onion.Layers.seal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.Bytes;
import hearth.protocol.Json;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.onion.EncType;
import hearth.protocol.onion.Layer;
import hearth.protocol.onion.OnionBuilder;
import hearth.protocol.onion.ServerRequestV3;
import hearth.protocol.onion.ServerRequestV4;
import hearth.protocol.onion.ServerTarget;
import hearth.service.TestNodes;
import hearth.service.http.ClientReply;
import hearth.service.http.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Onion requests for servers: network.md §§2.4, 2.6, 2.7, and point 4 of §10.5. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerRelayTest {

    private static final String PATH = "/onion_req/v2";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final TestNodes nodes;

    /** One that sends nothing to private addresses. */
    private final TestNodes careful;

    private final OnionServer server = new OnionServer();

    ServerRelayTest(@TempDir Path folder) throws IOException {
        nodes = TestNodes.start(folder.resolve("any"), 3, TestNodes.QUICK);
        careful = TestNodes.start(
                folder.resolve("careful"), TestNodes.QUICK, PublicAddress::isPublicPlace, List.of(Clock.systemUTC()));
    }

    @AfterEach
    void forgetRequests() {
        server.requests().clear();
    }

    @AfterAll
    void stop() {
        nodes.close();
        careful.close();
        server.close();
    }

    private List<NodeInfo> path(int length) {
        var path = new ArrayList<NodeInfo>();
        for (var i = 0; i < length; i++) {
            path.add(nodes.info(i));
        }
        return path;
    }

    private static byte[] v4(String endpoint) {
        return new ServerRequestV4(endpoint, "POST", Map.of(), Optional.of(Bytes.EMPTY)).encode();
    }

    private ClientReply post(int hops, ServerTarget target) throws Exception {
        var built = new OnionBuilder(RANDOM).toServer(path(hops), target, v4("/"), EncType.AES_GCM);
        return nodes.post(0, PATH, built.body().toArray());
    }

    private static String text(ClientReply reply) {
        return new String(reply.body().toArray(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource(EncType.class)
    void aRequestWithVersion4FramingReachesItsServerThroughAnyNumberOfNodes(EncType type) throws Exception {
        for (var hops = 1; hops <= 3; hops++) {
            var built = new OnionBuilder(RANDOM)
                    .toServer(path(hops), server.target(ServerTarget.V4), v4("/room/7?since=3"), type);

            var reply = nodes.post(0, PATH, built.body().toArray());

            assertEquals(200, reply.status());
            var answer = built.replyKeys().openServerV4(reply.body().toArray());
            assertEquals(200, answer.status());
            assertEquals(
                    "POST /room/7?since=3",
                    new String(answer.body().orElseThrow().toArray(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void aRequestWithVersion3FramingReachesItsServer() throws Exception {
        var request = new ServerRequestV3("/files", "GET", Map.of(), Optional.empty(), Optional.empty());
        var built = new OnionBuilder(RANDOM)
                .toServer(path(3), server.target(ServerTarget.V3), request.encode(), EncType.AES_GCM);

        var reply = nodes.post(0, PATH, built.body().toArray());

        var answer = built.replyKeys().openServerV3(reply.body().toArray());
        assertEquals("GET /files", new String(answer.toArray(), StandardCharsets.UTF_8));
    }

    @Test
    void theServerSeesAPostOfANode() throws Exception {
        post(1, server.target(ServerTarget.V4));

        var seen = server.requests().poll(10, TimeUnit.SECONDS);
        assertEquals("POST", seen.method());
        assertEquals(ServerTarget.V4, seen.path());
        assertEquals("application/octet-stream", seen.contentType());
        assertTrue(seen.userAgent().startsWith("Oxen Storage Server/"), seen.userAgent());
    }

    @Test
    void whatTheServerAnswersIsPassedBackAsItIs() throws Exception {
        for (var hops = 1; hops <= 2; hops++) {
            var reply = post(hops, server.target(OnionServer.MISSING));

            assertEquals(404, reply.status());
            assertEquals("nothing here", text(reply));
        }
    }

    @Test
    void aStatusThatNodesDoNotKnowBecomesA500() throws Exception {
        for (var hops = 1; hops <= 2; hops++) {
            assertEquals(500, post(hops, server.target(OnionServer.TEAPOT)).status());
        }
    }

    @Test
    void redirectsAreNotFollowed() throws Exception {
        post(1, server.target(OnionServer.MOVED));

        assertEquals(
                OnionServer.MOVED, server.requests().poll(10, TimeUnit.SECONDS).path());
        assertTrue(server.requests().isEmpty());
    }

    @Test
    void aServerThatSaysNothingIsATimeOut() throws Exception {
        assertEquals(504, post(2, server.target(OnionServer.SILENT)).status());
    }

    @Test
    void aServerThatIsNotThereOrAnswersTooMuchIsABadGateway() throws Exception {
        int closed;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        var key = server.target(ServerTarget.V4).key();

        var absent = post(2, new ServerTarget(key, ServerTarget.Protocol.HTTP, "127.0.0.1", closed, ServerTarget.V4));
        var huge = post(1, server.target(OnionServer.HUGE));

        assertEquals(502, absent.status());
        assertEquals(502, huge.status());
    }

    /** Nodes have certificates of their own making, like this one. */
    @Test
    void aServerWhoseCertificateNobodyVouchesForIsABadGateway() throws Exception {
        var key = server.target(ServerTarget.V4).key();
        var port = nodes.info(2).httpsPort();

        var reply = post(1, new ServerTarget(key, ServerTarget.Protocol.HTTPS, "127.0.0.1", port, ServerTarget.V4));

        assertEquals(502, reply.status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"target\":\"/foo\"",
                "\"target\":\"/oxen/v4/lsrpc?x=1\"",
                "\"target\":\"/oxen/v4/lsrpc/\"",
                "\"target\":\"/OXEN/v4/lsrpc\"",
                "\"target\":\"oxen/v4/lsrpc\"",
                "\"target\":\"/oxen/ HTTP/1.1\\r\\nX: /lsrpc\"",
                "\"target\":\"/oxen/v4/lsrpc\",\"protocol\":\"ftp\"",
                "\"target\":\"/oxen/v4/lsrpc\",\"protocol\":\"HTTP\"",
                "\"target\":\"/oxen/v4/lsrpc\",\"port\":0",
                "\"target\":\"/oxen/v4/lsrpc\",\"port\":65536"
            })
    void urlsThatAreNotForOnionRequestsAreRefused(String fields) throws Exception {
        var layer = seal(nodes.info(0), combined("x", "{\"host\":\"127.0.0.1\"," + fields + '}'));

        var reply = nodes.post(0, PATH, envelope(layer, ""));

        assertEquals(200, reply.status());
        var answer = Json.parseObject(Layers.open(layer.key(), reply.body().toArray()));
        assertEquals(400, answer.path("status").intValue());
        assertEquals("Invalid url", answer.path("body").textValue());
        assertTrue(server.requests().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "localhost",
                "127.1",
                "2130706433",
                "0x7f.1",
                "10.0.0.1",
                "192.168.1.1",
                "172.16.0.1",
                "169.254.169.254",
                "0.0.0.0",
                "100.64.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "[::1]",
                "[::]",
                "[::ffff:127.0.0.1]",
                "[::ffff:10.0.0.1]",
                "[fe80::1]",
                "[fc00::1]",
                "[fd12:3456::1]",
                "[ff02::1]",
                "[2002:7f00:1::1]",
                "[64:ff9b::7f00:1]",
                "::1",
                "no-such-name.invalid"
            })
    void requestsForAddressesInsideTheHouseAreABadGatewayAndGoNowhere(String host) throws Exception {
        var control = "{\"host\":\"" + host + "\",\"target\":\"/oxen/v4/lsrpc\",\"protocol\":\"http\",\"port\":"
                + server.target(ServerTarget.V4).port() + '}';

        var reply = careful.post(0, PATH, envelope(seal(careful.info(0), combined("x", control)), ""));

        assertEquals(502, reply.status(), text(reply));
        assertTrue(server.requests().isEmpty());
    }

    @Test
    void aNameWithOneAddressInsideTheHouseIsRefusedWhateverItsOthers() throws Exception {
        var eventLoops = Transport.best().eventLoops(1, "test-io");
        var addresses = new InetAddress[] {
            InetAddress.getByAddress(new byte[] {93, (byte) 184, (byte) 216, 34}), InetAddress.getLoopbackAddress()
        };
        var relay = new ServerRelay(
                Transport.best(),
                eventLoops,
                () -> {
                    throw new AssertionError("No connection expected");
                },
                _ -> addresses,
                PublicAddress::isPublicPlace,
                Duration.ofSeconds(5),
                "Test/1");

        var answer = relay.relay(new Layer.RelayToServer(
                ServerTarget.Protocol.HTTPS, "rebound.example", 443, ServerTarget.V4, Bytes.EMPTY));

        assertEquals(502, answer.status());
        eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Test
    void aNameThatIsFoundTooLateIsATimeOut() throws Exception {
        var eventLoops = Transport.best().eventLoops(1, "test-io");
        var relay = new ServerRelay(
                Transport.best(),
                eventLoops,
                () -> {
                    throw new AssertionError("No connection expected");
                },
                _ -> {
                    try {
                        Thread.sleep(20_000);
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                    return new InetAddress[0];
                },
                PublicAddress::isPublicPlace,
                Duration.ofMillis(200),
                "Test/1");

        var answer = relay.relay(new Layer.RelayToServer(
                ServerTarget.Protocol.HTTPS, "slow.example", 443, ServerTarget.V4, Bytes.EMPTY));

        assertEquals(504, answer.status());
        eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
