package hearth.protocol.onion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.Json;
import hearth.protocol.crypto.X25519KeyPair;
import hearth.protocol.rpc.RpcAnswer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OnionReplyTest {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final X25519KeyPair client = X25519KeyPair.generate(RANDOM);
    private final X25519KeyPair node = X25519KeyPair.generate(RANDOM);

    @Test
    void jsonIsATextInsideTheReplyUnlessAskedForAsAValue() throws Exception {
        var answer = RpcAnswer.ok(Json.object().put("t", 1));

        var text = keys(EncType.AES_GCM).decrypt(base64(OnionReply.wrap(request(false, true), answer, RANDOM)));
        var value = keys(EncType.AES_GCM).decrypt(base64(OnionReply.wrap(request(true, true), answer, RANDOM)));

        assertEquals("{\"body\":\"{\\\"t\\\":1}\",\"status\":200}", new String(text, StandardCharsets.UTF_8));
        assertEquals("{\"body\":{\"t\":1},\"status\":200}", new String(value, StandardCharsets.UTF_8));
    }

    @Test
    void textAndBytesAreTextInsideTheReply() throws Exception {
        var text = RpcAnswer.text(404, "gone");
        var binary = new RpcAnswer(200, new RpcAnswer.Body.Binary(Bytes.of(new byte[] {1, 2, 3})));

        var readText = keys(EncType.AES_GCM).openNodeReply(OnionReply.wrap(request(true, true), text, RANDOM));
        var readBinary = keys(EncType.AES_GCM).openNodeReply(OnionReply.wrap(request(true, true), binary, RANDOM));

        assertEquals(404, readText.status());
        assertEquals("gone", readText.body());
        assertEquals("AQID", readBinary.body());
    }

    @Test
    void theReplyIsBytesIfAskedFor() throws Exception {
        var reply = OnionReply.wrap(request(false, false), RpcAnswer.text(200, "x"), RANDOM);

        var plain = keys(EncType.AES_GCM).decrypt(reply);

        assertEquals("{\"body\":\"x\",\"status\":200}", new String(plain, StandardCharsets.UTF_8));
    }

    @Test
    void aRefusedLayerIsAnsweredInsideTheEncryption() throws Exception {
        var refused = new Layer.Refused(OnionErrors.INVALID_URL, nodeKey(EncType.XCHACHA20));

        var reply = keys(EncType.XCHACHA20).openNodeReply(OnionReply.wrap(refused, RANDOM));

        assertEquals(400, reply.status());
        assertEquals("Invalid url", reply.body());
    }

    @Test
    void anAnswerInTheOlderCipherIsReadToo() throws Exception {
        var reply = new ServerReplyV4(200, Map.of(), Optional.of(Bytes.of(new byte[] {7})));
        var sealed = nodeKey(EncType.AES_GCM).seal(reply.encode(), RANDOM);

        assertEquals(reply, keys(EncType.XCHACHA20).openServerV4(sealed));
    }

    @Test
    void anAnswerInTheNewerCipherToAnOlderRequestIsRefused() throws Exception {
        var sealed = nodeKey(EncType.XCHACHA20).seal(new byte[20], RANDOM);

        assertThrows(FormatException.class, () -> keys(EncType.AES_GCM).openServerV4(sealed));
    }

    @Test
    void anAnswerWithVersion3FramingIsItsBytes() throws Exception {
        var sealed = nodeKey(EncType.AES_GCM).seal(new byte[] {1, 2}, RANDOM);
        var text = Base64.getEncoder().encode(sealed);

        assertArrayEquals(
                new byte[] {1, 2}, keys(EncType.AES_GCM).openServerV3(text).toArray());
    }

    private Layer.ForNode request(boolean json, boolean base64) throws FormatException {
        return new Layer.ForNode(Bytes.EMPTY, json, base64, nodeKey(EncType.AES_GCM));
    }

    private HopKey nodeKey(EncType type) throws FormatException {
        return HopKey.ofNode(type, node, client.publicKey());
    }

    private ReplyKeys keys(EncType type) throws FormatException {
        return ReplyKeys.of(type, client, node.publicKey());
    }

    private static byte[] base64(byte[] text) {
        return Base64.getDecoder().decode(text);
    }
}
