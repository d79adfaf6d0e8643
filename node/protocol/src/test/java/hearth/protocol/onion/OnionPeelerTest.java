package hearth.protocol.onion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.FormatException;
import hearth.protocol.crypto.X25519KeyPair;
import hearth.protocol.crypto.X25519PublicKey;
import hearth.testkit.Hostile;
import hearth.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnionPeelerTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String NODE = "ab".repeat(32);
    private static final String KEY = "cd".repeat(32);

    private final X25519KeyPair own = X25519KeyPair.generate(RANDOM);
    private final X25519KeyPair client = X25519KeyPair.generate(RANDOM);
    private final OnionPeeler peeler = new OnionPeeler(own);

    @Test
    void theKeyHeadersMakesThisNodeTheDestinationWhateverItsValue() throws Exception {
        for (var control : List.of(
                "{\"headers\":\"\"}",
                "{\"headers\":null}",
                "{\"headers\":{\"Content-Type\":\"application/json\"},\"body\":null}",
                "{\"headers\":\"\",\"host\":\"h.example\",\"destination\":\"" + NODE + "\"}")) {
            var request = assertInstanceOf(Layer.ForNode.class, peel("hello", control), control);

            assertArrayEquals(bytes("hello"), request.request().toArray());
            assertFalse(request.json());
            assertTrue(request.base64());
        }
    }

    @Test
    void theDestinationIsToldTheFormOfTheReply() throws Exception {
        var request = assertInstanceOf(
                Layer.ForNode.class, peel("hello", "{\"headers\":\"\",\"json\":true,\"base64\":false}"));

        assertTrue(request.json());
        assertFalse(request.base64());
    }

    @Test
    void theKeyHostComesBeforeTheKeyDestination() throws Exception {
        var control = "{\"host\":\"h.example\",\"target\":\"/oxen/v4/lsrpc\",\"destination\":\"" + NODE
                + "\",\"ephemeral_key\":\"" + KEY + "\"}";

        var relay = assertInstanceOf(Layer.RelayToServer.class, peel("hello", control));

        assertEquals("h.example", relay.host());
        assertEquals(443, relay.port());
        assertEquals(ServerTarget.Protocol.HTTPS, relay.protocol());
        assertEquals("/oxen/v4/lsrpc", relay.target());
        assertArrayEquals(
                CombinedPayload.encode(bytes("hello"), bytes(control)),
                relay.body().toArray());
    }

    @Test
    void thePortIs443AlsoForHttp() throws Exception {
        var relay = assertInstanceOf(Layer.RelayToServer.class, peel("", server("http", "/loki/v3/lsrpc", "")));

        assertEquals(443, relay.port());
        assertEquals(ServerTarget.Protocol.HTTP, relay.protocol());
    }

    @Test
    void serversThatNoRequestGoesToAreRefused() throws Exception {
        for (var control : List.of(
                server("ftp", "/oxen/v4/lsrpc", ""),
                server("https", "/foo", ""),
                server("https", "/foo/lsrpc", ""),
                server("https", "/oxen/v4/lsrpc?x=1", ""),
                server("https", "/oxen/v4?/lsrpc", ""),
                server("https", "/oxen/v4/lsrpc\\r\\nX: y/lsrpc", ""),
                server("https", "/oxen/v4/lsrpc", ",\"port\":0"),
                server("https", "/oxen/v4/lsrpc", ",\"port\":65536"),
                "{\"host\":\"h.example@evil\",\"target\":\"/oxen/v4/lsrpc\"}",
                "{\"host\":\"\",\"target\":\"/oxen/v4/lsrpc\"}")) {
            var refused = assertInstanceOf(Layer.Refused.class, peel("", control), control);

            assertEquals("Invalid url", refused.text());
        }
    }

    @Test
    void controlsThatSayNothingSensibleAreRefused() throws Exception {
        for (var control : List.of(
                "",
                "[]",
                "{}",
                "{\"headers\":\"\"",
                "{\"headers\":\"\",\"json\":1}",
                "{\"headers\":\"\",\"base64\":\"yes\"}",
                "{\"host\":5,\"target\":\"/oxen/v4/lsrpc\"}",
                "{\"host\":\"h.example\"}",
                "{\"host\":\"h.example\",\"target\":\"/oxen/v4/lsrpc\",\"port\":\"443\"}",
                "{\"destination\":\"" + NODE + "\"}",
                "{\"ephemeral_key\":\"" + KEY + "\"}",
                "{\"destination\":\"abcd\",\"ephemeral_key\":\"" + KEY + "\"}",
                "{\"destination\":\"" + NODE + "\",\"ephemeral_key\":\"" + KEY + "\",\"enc_type\":\"rot13\"}")) {
            var refused = assertInstanceOf(Layer.Refused.class, peel("", control), control);

            assertEquals("Invalid json", refused.text());
        }
    }

    @Test
    void theNextNodeAndItsLayerAreRead() throws Exception {
        var control = "{\"destination\":\"" + NODE.toUpperCase() + "\",\"ephemeral_key\":\"" + KEY
                + "\",\"enc_type\":\"xchacha20\"}";

        var relay = assertInstanceOf(Layer.RelayToNode.class, peel("inner", control));

        assertEquals(NODE, relay.next().hex());
        assertEquals(KEY, relay.ephemeral().hex());
        assertEquals(EncType.XCHACHA20, relay.encType());
        assertArrayEquals(bytes("inner"), relay.ciphertext().toArray());
        assertEquals(1, relay.hop(-5).hopNo());
        assertEquals(4, relay.hop(3).hopNo());
    }

    @Test
    void whatDoesNotDecryptIsNoLayer() throws Exception {
        var layer = key(EncType.AES_GCM).seal(CombinedPayload.encode(bytes("x"), bytes("{\"headers\":\"\"}")), RANDOM);
        var other = X25519KeyPair.generate(RANDOM).publicKey();

        assertThrows(FormatException.class, () -> peeler.peel(layer, other, EncType.AES_GCM));
        assertThrows(FormatException.class, () -> peeler.peel(layer, client.publicKey(), EncType.XCHACHA20));
        assertThrows(FormatException.class, () -> peeler.peel(new byte[0], client.publicKey(), EncType.AES_GCM));
        assertThrows(
                FormatException.class, () -> peeler.peel(layer, X25519PublicKey.of(new byte[32]), EncType.AES_GCM));
    }

    @Test
    void contentOfAnyShapeNeverEscapesThePeeler() {
        var control = "{\"host\":\"h.example\",\"target\":\"/oxen/v4/lsrpc\",\"port\":80,\"protocol\":\"http\"}";
        var good = CombinedPayload.encode(bytes("inner"), bytes(control));
        Seeds.check(1, random -> {
            var key = key(EncType.AES_GCM);
            for (var i = 0; i < 2_000; i++) {
                var layer = key.seal(Hostile.damaged(good, random), RANDOM);

                assertFalse(peeler.peel(layer, client.publicKey(), EncType.AES_GCM) instanceof Layer.RelayToNode);
            }
        });
    }

    private Layer peel(String blob, String control) throws FormatException {
        var type = EncType.AES_GCM;
        var layer = key(type).seal(CombinedPayload.encode(bytes(blob), bytes(control)), RANDOM);
        return peeler.peel(layer, client.publicKey(), type);
    }

    private HopKey key(EncType type) throws FormatException {
        return HopKey.ofClient(type, client, own.publicKey());
    }

    private static String server(String protocol, String target, String rest) {
        return "{\"host\":\"h.example\",\"protocol\":\"" + protocol + "\",\"target\":\"" + target + '"' + rest + '}';
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
