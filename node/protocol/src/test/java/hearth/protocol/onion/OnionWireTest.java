package hearth.protocol.onion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;
import hearth.protocol.bt.BtCodec;
import hearth.protocol.crypto.X25519PublicKey;
import hearth.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The forms in which onion requests and their contents travel. */
class OnionWireTest {

    @Test
    void envelopesRoundTrip() {
        Seeds.check(1_000, random -> {
            var envelope = new OnionEnvelope(bytes(random), key(random), encType(random), random.nextInt(3));

            assertEquals(envelope, OnionEnvelope.decode(envelope.encode()));
        });
    }

    @Test
    void hopsRoundTrip() {
        Seeds.check(1_000, random -> {
            var hop = new OnionHop(bytes(random), key(random), encType(random), 1 + random.nextInt(20));

            assertEquals(hop, OnionHop.decode(hop.encode()));
        });
    }

    @Test
    void serverRequestsAndRepliesRoundTrip() {
        Seeds.check(1_000, random -> {
            var body = random.nextBoolean() ? Optional.of(bytes(random)) : Optional.<Bytes>empty();
            var headers = Map.of("Content-Type", "text/plain", "X-A", Integer.toString(random.nextInt()));
            var request = new ServerRequestV4("/room/a?b=c", "POST", headers, body);
            var reply = new ServerReplyV4(random.nextInt(600), headers, Optional.of(bytes(random)));
            var old = new ServerRequestV3("/a", "GET", headers, body.map(Bytes::hex), Optional.of("code"));

            assertEquals(request, ServerRequestV4.decode(request.encode()));
            assertEquals(reply, ServerReplyV4.decode(reply.encode()));
            assertEquals(old, ServerRequestV3.decode(old.encode()));
        });
    }

    @Test
    void anEnvelopeOfTheLargestSizeIsReadAndOneByteMoreIsNot() throws Exception {
        var key = X25519PublicKey.of(new byte[32]);
        var overhead = new OnionEnvelope(Bytes.EMPTY, key, EncType.AES_GCM, 0).encode().length;
        var largest = new byte[OnionEnvelope.BYTES_MAX - overhead];
        var envelope = new OnionEnvelope(Bytes.wrap(largest), key, EncType.AES_GCM, 0).encode();
        var tooLarge = new OnionEnvelope(Bytes.wrap(new byte[largest.length + 1]), key, EncType.AES_GCM, 0).encode();

        assertEquals(OnionEnvelope.BYTES_MAX, envelope.length);
        assertEquals(largest.length, OnionEnvelope.decode(envelope).ciphertext().length());
        assertThrows(FormatException.class, () -> OnionEnvelope.decode(tooLarge));
    }

    @Test
    void aNegativeStartNumberCountsAsZero() throws Exception {
        var control = "{\"ephemeral_key\":\"" + "00".repeat(32) + "\",\"hop_no\":-5}";

        var envelope =
                OnionEnvelope.decode(CombinedPayload.encode(new byte[0], control.getBytes(StandardCharsets.UTF_8)));

        assertEquals(0, envelope.hopNo());
    }

    @Test
    void aHopWithoutNumberIsTheFirstAndTheSixteenthIsTooFar() throws Exception {
        var fields = Map.of("data", Bt.text("x"), "ephemeral_key", Bt.of(new byte[32]));

        var hop = OnionHop.decode(BtCodec.encode(Bt.dict(fields)));

        assertEquals(1, hop.hopNo());
        assertEquals(EncType.AES_GCM, hop.encType());
        assertFalse(new OnionHop(Bytes.EMPTY, hop.ephemeral(), hop.encType(), 15).isTooFar());
        assertTrue(new OnionHop(Bytes.EMPTY, hop.ephemeral(), hop.encType(), 16).isTooFar());
    }

    @Test
    void aHopNumberBeyondAllMeasureIsTooFarAndNotNegative() throws Exception {
        var fields =
                Map.of("data", Bt.text("x"), "ephemeral_key", Bt.of(new byte[32]), "hop_no", Bt.of(Long.MAX_VALUE));

        assertTrue(OnionHop.decode(BtCodec.encode(Bt.dict(fields))).isTooFar());
    }

    @Test
    void theUnauthenticatedCipherIsRefused() {
        assertThrows(FormatException.class, () -> EncType.parse("aes-cbc"));
        assertThrows(FormatException.class, () -> EncType.parse("cbc"));
        assertThrows(FormatException.class, () -> EncType.parse(""));
    }

    private static Bytes bytes(RandomGenerator random) {
        return Bytes.wrap(Seeds.bytes(random, random.nextInt(100)));
    }

    private static X25519PublicKey key(RandomGenerator random) {
        return X25519PublicKey.of(Seeds.bytes(random, 32));
    }

    private static EncType encType(RandomGenerator random) {
        return random.nextBoolean() ? EncType.AES_GCM : EncType.XCHACHA20;
    }
}
