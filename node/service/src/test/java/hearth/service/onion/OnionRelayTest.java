package hearth.service.onion;

import static hearth.service.onion.Layers.combined;
import static hearth.service.onion.Layers.envelope;
import static hearth.service.onion.Layers.relay;
import static hearth.service.onion.Layers.seal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.Bytes;
import hearth.protocol.Json;
import hearth.protocol.crypto.Ed25519KeyPair;
import hearth.protocol.id.NodeId;
import hearth.protocol.id.SwarmId;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.onion.EncType;
import hearth.protocol.onion.OnionBuilder;
import hearth.protocol.onion.OnionEnvelope;
import hearth.protocol.rpc.GetInfo;
import hearth.service.TestNodes;
import hearth.service.http.ClientReply;
import hearth.service.http.TlsClient;
import hearth.testkit.Seeds;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Onion requests through real nodes: network.md §§2.3 to 2.8, and points 1 to 3 of §10.5. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OnionRelayTest {

    private static final String PATH = "/onion_req/v2";
    private static final byte[] INFO = new GetInfo().toJson();
    private static final String INFO_TEXT = new String(INFO, StandardCharsets.UTF_8);

    private static final SecureRandom RANDOM = new SecureRandom();

    private final TestNodes nodes;

    /** Accepts connections and says nothing. */
    private final ServerSocket silence;

    private final NodeInfo silent;
    private final NodeInfo refusing;
    private final NodeInfo withoutContact = node("0.0.0.0", 1);
    private final NodeInfo stranger = node("127.0.0.1", 1);

    OnionRelayTest(@TempDir Path folder) throws IOException {
        nodes = TestNodes.start(folder, 4, TestNodes.QUICK);
        silence = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        silent = node("127.0.0.1", silence.getLocalPort());
        try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            refusing = node("127.0.0.1", closed.getLocalPort());
        }
    }

    @BeforeAll
    void tellTheNodes() {
        nodes.knowAlso(silent, refusing, withoutContact);
    }

    @AfterAll
    void stop() throws IOException {
        nodes.close();
        silence.close();
    }

    private static NodeInfo node(String host, int port) {
        var keys = Ed25519KeyPair.generate(RANDOM);
        return new NodeInfo(
                NodeId.of(keys.publicKey().bytes()), keys.toX25519().publicKey(), host, port, port, SwarmId.UNASSIGNED);
    }

    private ClientReply post(byte[] envelope) throws IOException {
        return nodes.post(0, PATH, envelope);
    }

    private static String text(Bytes bytes) {
        return new String(bytes.toArray(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({"AES_GCM,0", "AES_GCM,1", "AES_GCM,2", "AES_GCM,3", "XCHACHA20,0", "XCHACHA20,1", "XCHACHA20,3"})
    void aRequestReachesItsDestinationThroughRelaysAndItsAnswerComesBack(EncType type, int relays) throws Exception {
        var path = new ArrayList<NodeInfo>();
        for (var i = 0; i < relays; i++) {
            path.add(nodes.info(i));
        }
        var built = new OnionBuilder(RANDOM).toNode(path, nodes.info(relays), INFO, type);

        var reply = nodes.post(0, PATH, built.body().toArray());

        assertEquals(200, reply.status(), () -> text(reply.body()));
        assertEquals("text/plain", reply.contentType());
        var answer = built.replyKeys().openNodeReply(reply.body().toArray());
        assertEquals(200, answer.status());
        assertTrue(Json.parseObject(answer.body()).path("version").isArray());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"headers\":\"\"}",
                "{\"headers\":null}",
                "{\"headers\":{\"Content-Type\":\"application/json\"},\"body\":null}",
                "{\"headers\":\"\",\"host\":\"example.org\",\"target\":\"/oxen/v4/lsrpc\",\"destination\":\"ab\"}"
            })
    void theKeyHeadersAloneMakesANodeTheDestination(String control) throws Exception {
        for (var type : EncType.values()) {
            var layer = seal(nodes.info(1).x25519(), combined(INFO_TEXT, control), type);

            var reply = post(envelope(seal(nodes.info(0), relay(nodes.info(1), layer)), ""));

            assertEquals(200, reply.status());
            var answer = Json.parseObject(Layers.open(layer.key(), reply.body().toArray()));
            assertEquals(200, answer.path("status").intValue());
            assertTrue(answer.path("body").isTextual(), "JSON in a string");
        }
    }

    @Test
    void theAnswerIsAValueInsteadOfAStringOnRequest() throws Exception {
        var layer = seal(nodes.info(0), combined(INFO_TEXT, "{\"headers\":\"\",\"json\":true}"));

        var reply = post(envelope(layer, ""));

        var answer = Json.parseObject(Layers.open(layer.key(), reply.body().toArray()));
        assertTrue(answer.path("body").path("version").isArray());
    }

    @Test
    void theAnswerIsRawInsteadOfBase64OnRequest() throws Exception {
        var layer = seal(nodes.info(0), combined(INFO_TEXT, "{\"headers\":\"\",\"base64\":false}"));

        var reply = post(envelope(layer, ""));

        var answer = Json.parseObject(layer.key().open(reply.body().toArray()));
        assertEquals(200, answer.path("status").intValue());
    }

    @Test
    void aRequestThatTheDestinationRefusesIsAnOuter200() throws Exception {
        var layer = seal(nodes.info(1), combined("{\"method\":\"nonsense\",\"params\":{}}", "{\"headers\":\"\"}"));

        var reply = post(envelope(seal(nodes.info(0), relay(nodes.info(1), layer)), ""));

        assertEquals(200, reply.status());
        var answer = Json.parseObject(Layers.open(layer.key(), reply.body().toArray()));
        assertEquals(400, answer.path("status").intValue());
        assertEquals("no method nonsense", answer.path("body").textValue());
    }

    /** What goes wrong, and what the client gets. A text that ends with an ellipsis is a beginning. */
    record Failure(String what, int status, String text, Bytes envelope) {
        @Override
        public String toString() {
            return what;
        }
    }

    private Failure envelopeFailure(String what, byte[] envelope) {
        return new Failure(what, 400, "Error parsing onion request: …", Bytes.wrap(envelope));
    }

    private Failure relayed(String what, int status, String text, NodeInfo next, byte[] layer) {
        return new Failure(
                what, status, text, Bytes.wrap(envelope(seal(nodes.info(0), relay(next, seal(next, layer))), "")));
    }

    List<Failure> failures() {
        var zeros = "0".repeat(64);
        var key = "\"ephemeral_key\":\"" + "11".repeat(32) + '"';
        var forUs = combined(INFO_TEXT, "{\"headers\":\"\"}");
        var good = seal(nodes.info(0), forUs);
        var truncated = Arrays.copyOf(good.toArray(), 20);
        var changed = good.toArray().clone();
        changed[changed.length - 1] ^= 1;
        return List.of(
                envelopeFailure("nothing", new byte[0]),
                envelopeFailure("three bytes", new byte[3]),
                envelopeFailure("a length beyond the end", new byte[] {5, 0, 0, 0, 1, 2}),
                envelopeFailure("a length above 2^31", new byte[] {0, 0, 0, (byte) 0x80, 1, 2}),
                envelopeFailure("no control", new byte[] {1, 0, 0, 0, 1}),
                envelopeFailure("control that is no JSON", combined("x", "{")),
                envelopeFailure("control that is a list", combined("x", "[]")),
                envelopeFailure("JSON and more", combined("x", '{' + key + "} {}")),
                envelopeFailure("no key", combined("x", "{}")),
                envelopeFailure("a key that is a number", combined("x", "{\"ephemeral_key\":7}")),
                envelopeFailure("a short key", combined("x", "{\"ephemeral_key\":\"1111\"}")),
                envelopeFailure(
                        "a key that is no hex", combined("x", "{\"ephemeral_key\":\"" + "xy".repeat(32) + "\"}")),
                envelopeFailure("an unknown cipher", combined("x", '{' + key + ",\"enc_type\":\"rot13\"}")),
                envelopeFailure("a hop number that is text", combined("x", '{' + key + ",\"hop_no\":\"1\"}")),
                envelopeFailure("a hop number beyond 32 bits", combined("x", '{' + key + ",\"hop_no\":4294967296}")),
                new Failure(
                        "another's key",
                        400,
                        "Invalid ciphertext",
                        Bytes.wrap(envelope(seal(nodes.info(1), forUs), ""))),
                new Failure("no ciphertext", 400, "Invalid ciphertext", Bytes.wrap(combined("", '{' + key + '}'))),
                new Failure(
                        "half a ciphertext",
                        400,
                        "Invalid ciphertext",
                        Bytes.wrap(combined(truncated, '{' + good.control() + '}'))),
                new Failure(
                        "a changed ciphertext",
                        400,
                        "Invalid ciphertext",
                        Bytes.wrap(combined(changed, '{' + good.control() + '}'))),
                new Failure(
                        "the other cipher",
                        400,
                        "Invalid ciphertext",
                        Bytes.wrap(
                                combined(good.toArray(), '{' + good.control().replace("aes-gcm", "xchacha20") + '}'))),
                new Failure(
                        "a key of small order",
                        400,
                        "Invalid ciphertext",
                        Bytes.wrap(combined(good.toArray(), "{\"ephemeral_key\":\"" + zeros + "\"}"))),
                relayed(
                        "a node that nobody knows",
                        502,
                        "Next node not found: " + stranger.id().hex(),
                        stranger,
                        forUs),
                relayed(
                        "a node without address",
                        502,
                        "Next node is currently unreachable: "
                                + withoutContact.id().hex(),
                        withoutContact,
                        forUs),
                relayed("a node that is down", 504, "Request time out", refusing, forUs),
                relayed("a node that says nothing", 504, "Request time out", silent, forUs),
                new Failure(
                        "a layer for another node than the next",
                        400,
                        "Invalid ciphertext",
                        Bytes.wrap(envelope(
                                seal(nodes.info(0), relay(nodes.info(1), seal(nodes.info(2), forUs))), ""))));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureOnTheWayHasItsStatusAndItsExactText(Failure failure) throws Exception {
        var reply = post(failure.envelope().toArray());

        assertFailure(failure, reply);
    }

    /** The same failures, one relay further away: they come back unchanged. */
    @ParameterizedTest
    @MethodSource("failures")
    void aRelayPassesAFailureBackUnchanged(Failure failure) throws Exception {
        if (failure.text().startsWith("Error parsing")) {
            return; // envelopes are for the first node only
        }
        var inner = OnionEnvelope.decode(failure.envelope().toArray());
        var control = "{\"destination\":\"" + nodes.info(0).id().hex() + "\",\"ephemeral_key\":\""
                + inner.ephemeral().hex() + "\",\"enc_type\":\""
                + inner.encType().wireName() + "\"}";
        var outer = envelope(seal(nodes.info(3), combined(inner.ciphertext().toArray(), control)), "");

        var reply = nodes.post(3, PATH, outer);

        assertFailure(failure, reply);
    }

    private static void assertFailure(Failure failure, ClientReply reply) {
        var text = text(reply.body());
        assertEquals(failure.status(), reply.status(), text);
        if (failure.text().endsWith("…")) {
            assertTrue(
                    text.startsWith(failure.text().substring(0, failure.text().length() - 1)), text);
        } else {
            assertEquals(failure.text(), text);
        }
        assertEquals("text/plain", reply.contentType());
    }

    @ParameterizedTest
    @CsvSource({"-5,200", "0,200", "3,200", "14,200", "15,400", "2147483647,400"})
    void aRequestIsRelayedFifteenTimesAtMost(int hopNo, int status) throws Exception {
        var layer = seal(nodes.info(1), combined(INFO_TEXT, "{\"headers\":\"\"}"));

        var reply = post(envelope(seal(nodes.info(0), relay(nodes.info(1), layer)), ",\"hop_no\":" + hopNo));

        assertEquals(status, reply.status());
        if (status == 400) {
            assertEquals("onion request max path length exceeded", text(reply.body()));
        }
    }

    @ParameterizedTest
    @EnumSource(EncType.class)
    void whatALayerAsksForInAnUnreadableWayIsRefusedInsideTheEncryption(EncType type) throws Exception {
        var wrong = List.of(
                "{}",
                "[]",
                "{\"destination\":7,\"ephemeral_key\":\"" + "11".repeat(32) + "\"}",
                "{\"destination\":\"" + nodes.info(1).id().hex() + "\"}",
                "{\"headers\":\"\",\"json\":\"yes\"}",
                "{\"host\":7}",
                "{\"host\":\"example.org\"}");
        for (var control : wrong) {
            var layer = seal(nodes.info(0).x25519(), combined("x", control), type);

            var reply = post(envelope(layer, ""));

            assertEquals(200, reply.status(), control);
            var answer = Json.parseObject(Layers.open(layer.key(), reply.body().toArray()));
            assertEquals(400, answer.path("status").intValue(), control);
            assertEquals("Invalid json", answer.path("body").textValue(), control);
        }
    }

    @Test
    void randomBytesAreRefusedAndTheConnectionServesOn() throws Exception {
        var good = envelope(seal(nodes.info(0), combined(INFO_TEXT, "{\"headers\":\"\"}")), "");
        try (var client = new TlsClient(nodes.info(0).httpsPort())) {
            Seeds.check(300, random -> {
                var bytes = random.nextBoolean()
                        ? Seeds.bytes(random, random.nextInt(2_000))
                        : Arrays.copyOf(good, random.nextInt(good.length));
                if (bytes.length > 0 && random.nextBoolean()) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }

                var answer = client.post(PATH, bytes);

                assertEquals(400, answer.status());
                assertTrue(
                        answer.body().startsWith("Error parsing onion request: ")
                                || answer.body().equals("Invalid ciphertext"),
                        answer.body());
            });

            assertEquals(200, client.post(PATH, good).status());
        }
    }

    @Test
    void anEnvelopeAboveTenMebibytesIsTooLarge() throws Exception {
        try (var client = new TlsClient(nodes.info(0).httpsPort())) {
            client.send("POST " + PATH + " HTTP/1.1\r\nContent-Length: 10485761\r\n\r\n");

            var answer = client.answer();

            assertEquals(413, answer.status());
            assertEquals("Request body too large", answer.body());
        }
    }

    @Test
    void aLargeRequestAndItsAnswerGoThroughThreeRelays() throws Exception {
        var request = new byte[1_000_000];
        Arrays.fill(request, (byte) ' ');
        System.arraycopy(INFO, 0, request, 0, INFO.length);
        var path = List.of(nodes.info(0), nodes.info(1), nodes.info(2));
        var built = new OnionBuilder(RANDOM).toNode(path, nodes.info(3), request, EncType.AES_GCM);

        var reply = post(built.body().toArray());

        assertEquals(200, reply.status(), () -> text(reply.body()));
        assertEquals(
                200, built.replyKeys().openNodeReply(reply.body().toArray()).status());
    }

    @Test
    void everyAnswerHasAFreshNonce() throws Exception {
        var layer = seal(nodes.info(0), combined(INFO_TEXT, "{\"headers\":\"\"}"));

        var first = post(envelope(layer, ""));
        var second = post(envelope(layer, ""));

        assertFalse(first.body().equals(second.body()));
    }
}
