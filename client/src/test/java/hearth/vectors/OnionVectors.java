package hearth.vectors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import hearth.protocol.Bytes;
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
import hearth.protocol.onion.HopKey;
import hearth.protocol.onion.Layer;
import hearth.protocol.onion.OnionBuilder;
import hearth.protocol.onion.OnionEnvelope;
import hearth.protocol.onion.OnionPeeler;
import hearth.protocol.onion.ReplyKeys;
import hearth.protocol.onion.ServerRequestV4;
import hearth.protocol.onion.ServerTarget;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Checks onion requests: layer by layer, both ways, and what nodes accept as the outermost part. */
final class OnionVectors implements VectorKind {

    private static final SecureRandom RANDOM = new SecureRandom();

    @Override
    public String name() {
        return "onion";
    }

    @Override
    public Map<String, CaseCheck> checks(JsonNode file) {
        return Map.of(
                "requests", OnionVectors::request,
                "hop_encryption", OnionVectors::hopEncryption,
                "hop_errors", OnionVectors::hopError,
                "node_parser", OnionVectors::nodeParser);
    }

    // ---- requests ----

    private static void request(VectorCase testCase) throws Exception {
        var type = EncType.parse(testCase.text("enc_type"));
        expectLayers(testCase, testCase.hex("onion"), true);
        var built = build(testCase, type);
        expectLayers(testCase, built.toArray(), false);
        if (type == EncType.XCHACHA20) {
            // With AES-GCM we leave out its name, as the clients that use it do, and are shorter.
            assertEquals(testCase.hex("onion").length, built.length());
        }
        var keys = testCase.object("response_keys");
        var ephemeral = X25519KeyPair.fromSecret(keys.hex("ephemeral_x25519_sk"));
        keys.expectHex("ephemeral_x25519_pk", ephemeral.publicKey().bytes());
        var destination = X25519PublicKey.of(keys.hex("destination_x25519_pk"));
        for (var response : testCase.list("responses")) {
            response(response, type, ephemeral, destination);
        }
    }

    /** Takes off every layer; {@code exact} if the layers are to be those of the vector and not only their content. */
    private static void expectLayers(VectorCase testCase, byte[] onion, boolean exact) throws FormatException {
        var layers = testCase.list("layers");
        var envelope = OnionEnvelope.decode(onion);
        for (var i = 0; i < layers.size(); i++) {
            var node = testCase.list("nodes").get(i);
            var layer = layers.get(i);
            layer.expectText("node_ed25519_pk", node.text("ed25519_pk"));
            if (exact) {
                layer.expectHex("ciphertext", envelope.ciphertext().toArray());
                layer.object("routing_in")
                        .expectHex("ephemeral_key", envelope.ephemeral().bytes());
                var key = HopKey.ofNode(envelope.encType(), secret(node), envelope.ephemeral());
                assertEquals(
                        layer.number("plaintext_size"),
                        key.open(envelope.ciphertext().toArray()).length);
            }
            var peeled = new OnionPeeler(secret(node))
                    .peel(envelope.ciphertext().toArray(), envelope.ephemeral(), envelope.encType());
            envelope = next(peeled, layer.object("routing_out"));
            if (exact) {
                layer.expectHex("blob", envelope.ciphertext().toArray());
                layer.object("routing_out")
                        .expectHex("ephemeral_key", envelope.ephemeral().bytes());
            }
            assertEquals(EncType.parse(testCase.text("enc_type")), envelope.encType());
        }
        if (exact) {
            testCase.object("final")
                    .expectHex("ciphertext", envelope.ciphertext().toArray());
        }
        switch (testCase.object("destination").text("kind")) {
            case "snode" -> expectAtNode(testCase, envelope);
            case "server" -> expectAtServer(testCase, envelope);
            default -> throw new AssertionError("Vector has an unknown kind of destination");
        }
    }

    private static OnionEnvelope next(Layer peeled, VectorCase routing) throws FormatException {
        return switch (peeled) {
            case Layer.RelayToNode relay -> {
                routing.expectText("destination", relay.next().hex());
                yield new OnionEnvelope(relay.ciphertext(), relay.ephemeral(), relay.encType(), 0);
            }
            case Layer.RelayToServer relay -> {
                routing.expectText("host", relay.host());
                assertEquals(routing.number("port"), relay.port());
                routing.expectText("protocol", relay.protocol().wireName());
                routing.expectText("target", relay.target());
                yield OnionEnvelope.decode(relay.body().toArray());
            }
            case Layer.ForNode _, Layer.Refused _ -> throw new AssertionError("Layer ends too early");
        };
    }

    private static void expectAtNode(VectorCase testCase, OnionEnvelope envelope) throws FormatException {
        var node = testCase.object("destination").object("node");
        var layer = new OnionPeeler(secret(node))
                .peel(envelope.ciphertext().toArray(), envelope.ephemeral(), envelope.encType());
        var request = assertInstanceOf(Layer.ForNode.class, layer);
        testCase.object("final").expectHex("payload", request.request().toArray());
        assertTrue(request.base64());
    }

    private static void expectAtServer(VectorCase testCase, OnionEnvelope envelope) throws FormatException {
        var server = secret(testCase.object("destination").object("server"));
        var key = HopKey.ofNode(envelope.encType(), server, envelope.ephemeral());
        var plain = key.open(envelope.ciphertext().toArray());
        testCase.object("final").expectHex("plaintext", plain);
        var request = ServerRequestV4.decode(plain);
        assertEquals(testCase.object("destination").text("endpoint"), request.endpoint());
        assertArrayEquals(plain, request.encode());
    }

    private static Bytes build(VectorCase testCase, EncType type) throws FormatException {
        var path = testCase.list("nodes").stream().map(OnionVectors::node).toList();
        var destination = testCase.object("destination");
        var builder = new OnionBuilder(RANDOM);
        if (destination.has("node")) {
            var payload = testCase.object("final").hex("payload");
            return builder.toNode(path, node(destination.object("node")), payload, type)
                    .body();
        }
        var protocol = ServerTarget.Protocol.parse(destination.text("protocol").replace("://", ""));
        var server = new ServerTarget(
                X25519PublicKey.of(destination.object("server").hex("x25519_pk")),
                protocol,
                destination.text("host"),
                destination.has("port") ? destination.number("port") : protocol.defaultPort(),
                ServerTarget.V4);
        return builder.toServer(path, server, serverRequest(destination).encode(), type)
                .body();
    }

    private static ServerRequestV4 serverRequest(VectorCase destination) {
        var headers = new HashMap<String, String>();
        if (destination.has("headers")) {
            destination
                    .list("headers")
                    .forEach(pair -> headers.put(
                            pair.node().path(0).textValue(), pair.node().path(1).textValue()));
        }
        var body = destination.has("body") ? Optional.of(Bytes.of(destination.hex("body"))) : Optional.<Bytes>empty();
        return new ServerRequestV4(destination.text("endpoint"), destination.text("method"), headers, body);
    }

    // ---- responses ----

    private static void response(
            VectorCase response, EncType type, X25519KeyPair ephemeral, X25519PublicKey destination) throws Exception {
        var keys = ReplyKeys.of(type, ephemeral, destination);
        var expected = response.object("expect");
        if (expected.has("plaintext")) {
            var sealed = response.has("response")
                    ? response.hex("response")
                    : Base64.getDecoder().decode(base64(response));
            expected.expectHex("plaintext", open(sealed, type, ephemeral, destination));
        }
        switch (response.number("version")) {
            case 3 -> nodeReply(response.hex("response_text"), keys, expected);
            case 4 -> serverReply(response.hex("response"), keys, expected);
            default -> throw new AssertionError("Vector has an unknown version");
        }
    }

    private static void nodeReply(byte[] text, ReplyKeys keys, VectorCase expected) throws Exception {
        if (expected.expectsError()) {
            VectorCase.expectRefusal(() -> keys.openNodeReply(text));
            return;
        }
        var reply = keys.openNodeReply(text);
        assertEquals(expected.number("status"), reply.status());
        expected.expectHex("body", reply.body().getBytes(StandardCharsets.UTF_8));
        assertEquals(headers(expected), reply.headers());
    }

    private static void serverReply(byte[] sealed, ReplyKeys keys, VectorCase expected) throws Exception {
        if (expected.expectsError()) {
            VectorCase.expectRefusal(() -> keys.openServerV4(sealed));
            return;
        }
        var reply = keys.openServerV4(sealed);
        assertEquals(expected.number("status"), reply.status());
        assertEquals(headers(expected), reply.headers());
        var body = expected.has("body") ? Optional.of(Bytes.of(expected.hex("body"))) : Optional.<Bytes>empty();
        assertEquals(body, reply.body());
    }

    private static Map<String, String> headers(VectorCase expected) {
        var headers = new HashMap<String, String>();
        expected.object("headers")
                .node()
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().textValue()));
        return headers;
    }

    /** The base64 text of a version 3 response, which may be wrapped in JSON. */
    private static String base64(VectorCase response) throws FormatException {
        var text = new String(response.hex("response_text"), StandardCharsets.UTF_8);
        return text.startsWith("{") ? Json.parseObject(text).path("result").asText() : text;
    }

    private static byte[] open(byte[] sealed, EncType type, X25519KeyPair ephemeral, X25519PublicKey destination)
            throws FormatException {
        try {
            return HopKey.ofClient(type, ephemeral, destination).open(sealed);
        } catch (FormatException otherType) {
            return HopKey.ofClient(EncType.AES_GCM, ephemeral, destination).open(sealed);
        }
    }

    // ---- single layers ----

    private static void hopEncryption(VectorCase testCase) throws FormatException {
        var type = EncType.parse(testCase.text("enc_type"));
        var client = X25519KeyPair.fromSecret(testCase.hex("client_x25519_sk"));
        var node = X25519KeyPair.fromSecret(testCase.hex("node_x25519_sk"));
        testCase.expectHex("client_x25519_pk", client.publicKey().bytes());
        testCase.expectHex("node_x25519_pk", node.publicKey().bytes());
        var atClient = HopKey.ofClient(type, client, node.publicKey());
        var atNode = HopKey.ofNode(type, node, client.publicKey());

        testCase.expectHex("plaintext", atNode.open(testCase.hex("client_to_node")));
        testCase.expectHex("plaintext", atClient.open(testCase.hex("node_to_client")));
        var toNode = atClient.seal(testCase.hex("plaintext"), RANDOM);
        assertEquals(testCase.hex("client_to_node").length, toNode.length);
        testCase.expectHex("plaintext", atNode.open(toNode));
        testCase.expectHex("plaintext", atClient.open(atNode.seal(testCase.hex("plaintext"), RANDOM)));
        testCase.expectHex("plaintext", openWith(SymmetricKey.of(testCase.hex("key")), type, toNode));
    }

    private static byte[] openWith(SymmetricKey key, EncType type, byte[] layer) throws FormatException {
        var nonceLength = type.overheadBytes() - Crypto.TAG_BYTES;
        var nonce = Arrays.copyOf(layer, nonceLength);
        var sealed = Arrays.copyOfRange(layer, nonceLength, layer.length);
        return switch (type) {
            case AES_GCM -> Crypto.aesGcmOpen(key, nonce, sealed, new byte[0]);
            case XCHACHA20 -> Crypto.xChaChaOpen(key, nonce, sealed, new byte[0]);
        };
    }

    private static void hopError(VectorCase testCase) throws Exception {
        var type = EncType.parse(testCase.text("enc_type"));
        var node = X25519KeyPair.fromSecret(testCase.hex("node_x25519_sk"));
        var client = X25519PublicKey.of(testCase.hex("client_x25519_pk"));
        if (testCase.expectsError()) {
            VectorCase.expectRefusal(() -> HopKey.ofNode(type, node, client).open(testCase.hex("client_to_node")));
        } else {
            // A cut that takes nothing away is among the cases.
            HopKey.ofNode(type, node, client).open(testCase.hex("client_to_node"));
        }
    }

    private static void nodeParser(VectorCase testCase) throws Exception {
        var node = X25519KeyPair.fromSecret(testCase.hex("node_x25519_sk"));
        if (testCase.expectsError()) {
            VectorCase.expectRefusal(() -> openEnvelope(testCase, node));
            return;
        }
        testCase.expectHex("payload", openEnvelope(testCase, node));
        var type = OnionEnvelope.decode(testCase.hex("request")).encType();
        var client = X25519KeyPair.fromSecret(testCase.hex("client_x25519_sk"));
        var atClient = HopKey.ofClient(type, client, node.publicKey());
        testCase.expectHex("reply_plaintext", atClient.open(testCase.hex("reply_ciphertext")));
        var reply = HopKey.ofNode(type, node, client.publicKey()).seal(testCase.hex("reply_plaintext"), RANDOM);
        testCase.expectHex("reply_plaintext", atClient.open(reply));
    }

    private static byte[] openEnvelope(VectorCase testCase, X25519KeyPair node) throws FormatException {
        var envelope = OnionEnvelope.decode(testCase.hex("request"));
        return HopKey.ofNode(envelope.encType(), node, envelope.ephemeral())
                .open(envelope.ciphertext().toArray());
    }

    private static NodeInfo node(VectorCase node) {
        return new NodeInfo(
                NodeId.of(node.hex("ed25519_pk")),
                X25519PublicKey.of(node.hex("x25519_pk")),
                "192.0.2.1",
                22021,
                22020,
                SwarmId.UNASSIGNED);
    }

    private static X25519KeyPair secret(VectorCase node) {
        return X25519KeyPair.fromSecret(node.hex("x25519_sk"));
    }
}
