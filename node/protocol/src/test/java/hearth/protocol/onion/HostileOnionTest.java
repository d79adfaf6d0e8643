package hearth.protocol.onion;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.crypto.X25519KeyPair;
import hearth.protocol.crypto.X25519PublicKey;
import hearth.testkit.Hostile;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever bytes come: onion requests and replies are read or refused in the one way there is. */
class HostileOnionTest {

    private static final X25519PublicKey KEY = X25519PublicKey.of(new byte[32]);
    private static final Bytes SOME = Bytes.wrap(new byte[60]);
    private static final Map<String, String> HEADERS = Map.of("Content-Type", "text/plain", "A", "b");

    /** What reads the bytes of strangers. */
    @SuppressWarnings("ImmutableEnumChecker") // its arrays are read only
    enum Reading {
        ENVELOPE(new OnionEnvelope(SOME, KEY, EncType.XCHACHA20, 2).encode(), OnionEnvelope::decode),
        HOP(new OnionHop(SOME, KEY, EncType.XCHACHA20, 2).encode(), OnionHop::decode),
        LAYER_FOR_NODE(control("{\"base64\":true,\"headers\":\"\",\"json\":false}"), Reading::layer),
        LAYER_TO_NODE(
                control("{\"destination\":\"" + "aa".repeat(32) + "\",\"enc_type\":\"gcm\",\"ephemeral_key\":\""
                        + "bb".repeat(32) + "\"}"),
                Reading::layer),
        LAYER_TO_SERVER(
                control("{\"host\":\"h.example\",\"target\":\"/oxen/v4/lsrpc\",\"port\":80,\"protocol\":\"http\"}"),
                Reading::layer),
        REQUEST_V4(new ServerRequestV4("/a?b=c", "POST", HEADERS, Optional.of(SOME)).encode(), ServerRequestV4::decode),
        REQUEST_V3(
                new ServerRequestV3("/a", "GET", HEADERS, Optional.of("b"), Optional.of("code")).encode(),
                ServerRequestV3::decode),
        REPLY_V4(new ServerReplyV4(200, HEADERS, Optional.of(SOME)).encode(), ServerReplyV4::decode),
        REPLY_OF_NODE(ascii("{\"status\":200,\"headers\":{\"a\":\"b\"},\"body\":\"x\"}"), NodeReply::decode);

        private final byte[] sample;
        private final Hostile.Decoder decoder;

        Reading(byte[] sample, Hostile.Decoder decoder) {
            this.sample = sample;
            this.decoder = decoder;
        }

        private static byte[] ascii(String text) {
            return text.getBytes(StandardCharsets.US_ASCII);
        }

        private static byte[] control(String json) {
            return CombinedPayload.encode(new byte[20], ascii(json));
        }

        private static Layer layer(byte[] plain) throws FormatException {
            return OnionPeeler.read(plain, LAYER_KEY);
        }
    }

    private static final HopKey LAYER_KEY = layerKey();

    private static HopKey layerKey() {
        var random = new SecureRandom();
        try {
            return HopKey.ofNode(
                    EncType.AES_GCM,
                    X25519KeyPair.generate(random),
                    X25519KeyPair.generate(random).publicKey());
        } catch (FormatException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anyBytesAreReadOrRefused(Reading reading) {
        Hostile.check(10_000, FormatException.class, List.of(reading.sample), reading.decoder);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("slow")
    void manyInputsAreReadOrRefused(Reading reading) {
        Hostile.check(200_000, FormatException.class, List.of(reading.sample), reading.decoder);
    }
}
