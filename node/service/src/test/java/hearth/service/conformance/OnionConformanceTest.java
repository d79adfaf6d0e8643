package hearth.service.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import hearth.protocol.FormatException;
import hearth.protocol.Json;
import hearth.protocol.crypto.Crypto;
import hearth.protocol.crypto.SymmetricKey;
import hearth.protocol.crypto.X25519KeyPair;
import hearth.protocol.crypto.X25519PublicKey;
import hearth.protocol.id.NodeId;
import hearth.protocol.id.SwarmId;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.onion.EncType;
import hearth.protocol.onion.NodeReply;
import hearth.protocol.onion.OnionBuilder;
import hearth.protocol.onion.ReplyKeys;
import hearth.service.http.TlsClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Points 1 to 4 of network.md §10.5: onion requests themselves. Layers are made by hand here, so that they can be wrong. */
class OnionConformanceTest {

    private static final String INFO = "{\"method\":\"info\",\"params\":{}}";

    /** Ciphertext of the outer layer of appendix A.1. */
    private static final String A1_LAYER = """
            202122232425262728292a2b74e0f5cb8e888cdd0a9c839a06398dc28399a0e9fd5ec3ed71b3616d4dfb9006f64798eb
            3dd3b15a224978472e66de7327d3fb185cfb0b3bbcfca8becbe7bcbb6651518d96927faf60cb3c2ae15dedd7d93f1322
            66fd41cbf2090c901bdd7614679b4e84ddd89d4cd6188946a29c698f3840e59f7585ec134c04465d6cdb1ea90186c014
            b52fa3d46171d43fbe1b113b3236c0d068362e60ff534eb2eff7c16926a8c9f20211a788367bb1c7d97fc93c8ac228c5
            88b793f11228e5207e722adaa5945d36192473f9037a7900bc1961ff1db17c06803b58638237aad2a6284c413443cff2
            5f50d64761644aa28e314e6ded32b49f589e013001bfba969e5705d067d59439""";

    private static final String A1_KEY = "0faa684ed28867b97f4a6a2dee5df8ce974e76b7018e3f22a1c4cf2678570f20";

    private final Town town = Town.shared();
    private final SecureRandom random = new SecureRandom();

    /** A layer that somebody can open: what it holds, and the key that opens its answer. */
    private static final class Sealed {
        final byte[] ciphertext;
        final X25519KeyPair ephemeral;
        final X25519PublicKey receiver;

        Sealed(byte[] ciphertext, X25519KeyPair ephemeral, X25519PublicKey receiver) {
            this.ciphertext = ciphertext;
            this.ephemeral = ephemeral;
            this.receiver = receiver;
        }

        NodeReply open(TlsClient.Answer answer) throws FormatException {
            assertEquals(200, answer.status(), answer.body());
            return ReplyKeys.of(EncType.AES_GCM, ephemeral, receiver)
                    .openNodeReply(answer.body().getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /** One layer for {@code receiver}: AES-GCM under HMAC-SHA256("LOKI", shared secret). */
    private Sealed seal(NodeInfo receiver, byte[] blob, String control) throws FormatException {
        var ephemeral = X25519KeyPair.generate(random);
        var shared = ephemeral.agree(receiver.x25519());
        var key = SymmetricKey.of(Crypto.hmacSha256("LOKI".getBytes(StandardCharsets.US_ASCII), shared));
        var nonce = new byte[12];
        random.nextBytes(nonce);
        var sealed = Crypto.aesGcmSeal(key, nonce, combined(blob, control), new byte[0]);
        var ciphertext =
                ByteBuffer.allocate(12 + sealed.length).put(nonce).put(sealed).array();
        return new Sealed(ciphertext, ephemeral, receiver.x25519());
    }

    private static byte[] combined(byte[] blob, String control) {
        var json = control.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(4 + blob.length + json.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(blob.length)
                .put(blob)
                .put(json)
                .array();
    }

    private static byte[] envelope(Sealed layer, String more) {
        return combined(
                layer.ciphertext,
                "{\"ephemeral_key\":\"" + layer.ephemeral.publicKey().hex() + '"' + more + '}');
    }

    private TlsClient.Answer post(NodeInfo node, byte[] body) throws IOException {
        return town.post(node, "/onion_req/v2", body);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void failed(int status, String text, TlsClient.Answer answer) {
        assertEquals(status + " " + text, answer.status() + " " + answer.body());
    }

    // ---- 1 ----

    @Test
    void point01TheBodyOfTheSpecificationIsAnsweredWhateverItsHopNumber() throws Exception {
        var layer = HexFormat.of().parseHex(A1_LAYER.replace("\n", ""));
        var ephemeral = X25519KeyPair.fromSecret(filled(0x11));
        var keys = ReplyKeys.of(EncType.AES_GCM, ephemeral, town.node(1).x25519());
        for (var hop : new String[] {"", ",\"hop_no\":-5", ",\"hop_no\":3"}) {
            var answer = post(town.node(0), combined(layer, "{\"ephemeral_key\":\"" + A1_KEY + '"' + hop + '}'));

            assertEquals(200, answer.status(), answer.body());
            assertEquals("text/plain", answer.header("content-type"));
            var reply = keys.openNodeReply(answer.body().getBytes(StandardCharsets.ISO_8859_1));
            assertEquals(200, reply.status());
            assertEquals(Town.NOW_MS, Json.parse(reply.body()).path("timestamp").longValue());
        }
    }

    private static byte[] filled(int value) {
        var bytes = new byte[32];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    @Test
    void point01TheSameIsAnsweredWithTheOtherCipher() throws Exception {
        for (var path : List.of(List.<NodeInfo>of(), List.of(town.node(0)), List.of(town.node(2), town.node(0)))) {
            var built = new OnionBuilder(random).toNode(path, town.node(1), bytes(INFO), EncType.XCHACHA20);
            var first = path.isEmpty() ? town.node(1) : path.getFirst();

            var answer = post(first, built.body().toArray());

            assertEquals(200, answer.status(), answer.body());
            assertEquals(
                    200,
                    built.replyKeys()
                            .openNodeReply(answer.body().getBytes(StandardCharsets.ISO_8859_1))
                            .status());
        }
    }

    // ---- 2 ----

    @Test
    void point02WhatCannotBeOpenedOrReadIsRefusedInTheWordsOfTheNetwork() throws Exception {
        var layer = seal(town.node(1), bytes(INFO), "{\"headers\":\"\"}");
        var whole = envelope(layer, "");

        failed(400, "Invalid ciphertext", post(town.node(0), whole));
        for (var length : new int[] {0, 3, 4, 20, whole.length - 1}) {
            var answer = post(town.node(1), Arrays.copyOf(whole, length));
            assertEquals(400, answer.status());
            assertTrue(answer.body().startsWith("Error parsing onion request: "), answer.body());
        }
    }

    @Test
    void point02AnUnknownDestinationIsNamed() throws Exception {
        var unknown = NodeId.of(filled(7));
        var layer = seal(town.node(0), bytes("x"), relay(unknown, X25519KeyPair.generate(random)));

        failed(502, "Next node not found: " + unknown.hex(), post(town.node(0), envelope(layer, "")));
    }

    private static String relay(NodeId next, X25519KeyPair ephemeral) {
        return "{\"destination\":\"" + next.hex() + "\",\"ephemeral_key\":\""
                + ephemeral.publicKey().hex() + "\"}";
    }

    @Test
    void point02ASilentDestinationIsATimeOut() throws Exception {
        var before = town.nodes.nodes();
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var keys = X25519KeyPair.generate(random);
            var dead = new NodeInfo(
                    NodeId.of(filled(9)), keys.publicKey(), "127.0.0.1", silent.getLocalPort(), 0, SwarmId.UNASSIGNED);
            var with = new ArrayList<>(before);
            with.add(dead);
            town.registry().pretend(with);
            var layer = seal(town.node(0), bytes("x"), relay(dead.id(), keys));

            failed(504, "Request time out", post(town.node(0), envelope(layer, "")));
        } finally {
            town.registry().pretend(before);
        }
    }

    @Test
    void point02AFifteenthHopIsTheLast() throws Exception {
        var inner = seal(town.node(1), bytes(INFO), "{\"headers\":\"\"}");
        var outer = seal(town.node(0), inner.ciphertext, relay(town.node(1).id(), inner.ephemeral));

        assertEquals(
                200,
                inner.open(post(town.node(0), envelope(outer, ",\"hop_no\":14")))
                        .status());
        failed(400, "onion request max path length exceeded", post(town.node(0), envelope(outer, ",\"hop_no\":15")));
    }

    // ---- 3 ----

    @Test
    void point03EveryFormOfTheInnermostControlIsTheDestinations() throws Exception {
        var node = town.node(1);
        for (var control : new String[] {
            "{\"headers\":{\"Content-Type\":\"application/json\"},\"body\":null}",
            "{\"headers\":\"\"}",
            "{\"headers\":null,\"host\":\"ignored\",\"destination\":\"ignored\"}"
        }) {
            var layer = seal(node, bytes(INFO), control);
            var reply = layer.open(post(node, envelope(layer, "")));
            assertEquals(200, reply.status());
            assertTrue(Json.parse(reply.body()).has("version"));
        }
        var asTree = seal(node, bytes(INFO), "{\"headers\":\"\",\"json\":true}");
        var whole = asTree.open(post(node, envelope(asTree, ""))); // a body that is no text stands for the whole reply
        assertTrue(Json.parse(whole.body()).path("body").has("version"), whole.body());
    }

    @Test
    void point03AnAnswerMayComeAsBytes() throws Exception {
        var node = town.node(1);
        var layer = seal(node, bytes(INFO), "{\"headers\":\"\",\"base64\":false}");
        try (var client = new TlsClient(node.httpsPort())) {
            var body = envelope(layer, "");
            var head = "POST /onion_req/v2 HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length + "\r\n\r\n";
            client.send(head).send(body);

            var answer = client.answer();

            // Bytes that are no text cannot be base64 of the same length.
            assertEquals(200, answer.status());
            var length = Integer.parseInt(answer.header("content-length"));
            var text = layer.open(post(node, envelope(seal2(node, layer), "")));
            assertEquals(200, text.status());
            assertTrue(length < 300, "raw answer of " + length + " bytes");
        }
    }

    /** The same key again with the default form. */
    private Sealed seal2(NodeInfo node, Sealed like) throws FormatException {
        var shared = like.ephemeral.agree(node.x25519());
        var key = SymmetricKey.of(Crypto.hmacSha256("LOKI".getBytes(StandardCharsets.US_ASCII), shared));
        var nonce = filled(3);
        var sealed = Crypto.aesGcmSeal(
                key, Arrays.copyOf(nonce, 12), combined(bytes(INFO), "{\"headers\":\"\"}"), new byte[0]);
        var ciphertext = ByteBuffer.allocate(12 + sealed.length)
                .put(nonce, 0, 12)
                .put(sealed)
                .array();
        return new Sealed(ciphertext, like.ephemeral, node.x25519());
    }

    // ---- 4 ----

    @Test
    void point04ServersAreAskedAtTheirOnionTargetsOnly() throws Exception {
        var seen = new ArrayList<String>();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var body = exchange.getRequestBody().readAllBytes();
            seen.add(exchange.getRequestMethod() + ' ' + exchange.getRequestURI() + ' ' + body.length);
            var missing = exchange.getRequestURI().getPath().contains("missing");
            var answer = bytes(missing ? "nothing here" : "served");
            exchange.sendResponseHeaders(missing ? 404 : 200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        try {
            var port = server.getAddress().getPort();
            var node = town.node(0);
            var good = seal(node, bytes("blob"), server(port, "/oxen/v4/lsrpc", "http"));
            failed(200, "served", post(node, envelope(good, "")));
            assertEquals(1, seen.size());
            assertEquals(
                    "POST /oxen/v4/lsrpc " + combined(bytes("blob"), server(port, "/oxen/v4/lsrpc", "http")).length,
                    seen.getFirst());

            var missing = seal(node, bytes("blob"), server(port, "/loki/missing/lsrpc", "http"));
            failed(404, "nothing here", post(node, envelope(missing, "")));

            for (var refused : new String[] {
                server(port, "/foo", "http"),
                server(port, "/oxen/v4/lsrpc?x=1", "http"),
                server(port, "/oxen/v4/lsrpc", "ftp")
            }) {
                var layer = seal(node, bytes("blob"), refused);
                var reply = layer.open(post(node, envelope(layer, "")));
                assertEquals("400 Invalid url", reply.status() + " " + reply.body());
            }
            assertEquals(2, seen.size());

            // Without a port it is 443, where nobody listens here.
            var portless = seal(
                    node,
                    bytes("blob"),
                    "{\"host\":\"127.0.0.1\",\"target\":\"/oxen/v4/lsrpc\",\"protocol\":\"http\"}");
            assertEquals(502, post(node, envelope(portless, "")).status());
        } finally {
            server.stop(0);
        }
    }

    private static String server(int port, String target, String protocol) {
        return "{\"host\":\"127.0.0.1\",\"port\":" + port + ",\"target\":\"" + target + "\",\"protocol\":\"" + protocol
                + "\",\"method\":\"POST\"}";
    }

    @Test
    void base64OfAnswersIsPadded() throws Exception {
        var node = town.node(1);
        var layer = seal(node, bytes(INFO), "{\"headers\":\"\"}");

        var answer = post(node, envelope(layer, ""));

        assertEquals(0, answer.body().length() % 4);
        assertTrue(Base64.getDecoder().decode(answer.body()).length > 28);
    }
}
