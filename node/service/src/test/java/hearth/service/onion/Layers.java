package hearth.service.onion;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.crypto.X25519KeyPair;
import hearth.protocol.crypto.X25519PublicKey;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.onion.EncType;
import hearth.protocol.onion.HopKey;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/** Onion layers made by hand, right ones and wrong ones. */
final class Layers {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** A layer and what opens the answer to it. */
    record Sealed(Bytes bytes, X25519PublicKey ephemeral, EncType type, HopKey key) {

        byte[] toArray() {
            return bytes.toArray();
        }

        String control() {
            return "\"ephemeral_key\":\"" + ephemeral.hex() + "\",\"enc_type\":\"" + type.wireName() + '"';
        }
    }

    private Layers() {}

    static byte[] combined(byte[] blob, String control) {
        var json = control.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(4 + blob.length + json.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(blob.length)
                .put(blob)
                .put(json)
                .array();
    }

    static byte[] combined(String blob, String control) {
        return combined(blob.getBytes(StandardCharsets.UTF_8), control);
    }

    static Sealed seal(X25519PublicKey to, byte[] plain, EncType type) {
        try {
            var ephemeral = X25519KeyPair.generate(RANDOM);
            var key = HopKey.ofClient(type, ephemeral, to);
            return new Sealed(Bytes.wrap(key.seal(plain, RANDOM)), ephemeral.publicKey(), type, key);
        } catch (FormatException impossible) {
            throw new AssertionError(impossible);
        }
    }

    static Sealed seal(NodeInfo to, byte[] plain) {
        return seal(to.x25519(), plain, EncType.AES_GCM);
    }

    /** What is posted to the node that opens {@code layer}; {@code more} begins with a comma or is empty. */
    static byte[] envelope(Sealed layer, String more) {
        return combined(layer.toArray(), '{' + layer.control() + more + '}');
    }

    /** The content of a layer that hands {@code layer} on to {@code next}. */
    static byte[] relay(NodeInfo next, Sealed layer) {
        return combined(layer.toArray(), "{\"destination\":\"" + next.id().hex() + "\"," + layer.control() + '}');
    }

    static String open(HopKey key, byte[] base64) throws FormatException {
        return new String(key.open(Base64.getDecoder().decode(base64)), StandardCharsets.UTF_8);
    }
}
