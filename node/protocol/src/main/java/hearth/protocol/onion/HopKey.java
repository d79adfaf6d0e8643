package hearth.protocol.onion;

import hearth.protocol.FormatException;
import hearth.protocol.crypto.Crypto;
import hearth.protocol.crypto.SymmetricKey;
import hearth.protocol.crypto.X25519KeyPair;
import hearth.protocol.crypto.X25519PublicKey;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * The secret of one onion layer, known to the client and to the layer's node (network specification 2.2). The innermost
 * one also encrypts the reply.
 *
 * <pre>
 *  | nonce (12 or 24) | ciphertext ... | tag (16) |
 * </pre>
 */
public final class HopKey {

    private static final byte[] AES_GCM_SALT = "LOKI".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NO_AAD = {};

    private final EncType type;
    private final SymmetricKey key;

    private HopKey(EncType type, SymmetricKey key) {
        this.type = type;
        this.key = key;
    }

    /** The client's side. Throws if the node's key has a small order. */
    public static HopKey ofClient(EncType type, X25519KeyPair ephemeral, X25519PublicKey node) throws FormatException {
        return derive(type, ephemeral.agree(node), ephemeral.publicKey(), node);
    }

    /** The node's side. Throws if the client's key has a small order. */
    public static HopKey ofNode(EncType type, X25519KeyPair node, X25519PublicKey ephemeral) throws FormatException {
        return derive(type, node.agree(ephemeral), ephemeral, node.publicKey());
    }

    private static HopKey derive(EncType type, byte[] shared, X25519PublicKey ephemeral, X25519PublicKey node) {
        var key = switch (type) {
            case AES_GCM -> Crypto.hmacSha256(AES_GCM_SALT, shared);
            case XCHACHA20 -> Crypto.blake2b(SymmetricKey.BYTES, shared, ephemeral.bytes(), node.bytes());
        };
        try {
            return new HopKey(type, SymmetricKey.of(key));
        } finally {
            Arrays.fill(shared, (byte) 0);
            Arrays.fill(key, (byte) 0);
        }
    }

    EncType type() {
        return type;
    }

    /** A fresh nonce from {@code random}, and {@code plain} encrypted. */
    public byte[] seal(byte[] plain, SecureRandom random) {
        var nonce = new byte[type.nonceBytes()];
        random.nextBytes(nonce);
        var sealed = switch (type) {
            case AES_GCM -> Crypto.aesGcmSeal(key, nonce, plain, NO_AAD);
            case XCHACHA20 -> Crypto.xChaChaSeal(key, nonce, plain, NO_AAD);
        };
        var layer = Arrays.copyOf(nonce, nonce.length + sealed.length);
        System.arraycopy(sealed, 0, layer, nonce.length, sealed.length);
        return layer;
    }

    /** What was sealed with this key. Untrusted input: throws {@link FormatException}, nothing else. */
    public byte[] open(byte[] layer) throws FormatException {
        if (layer.length < type.overheadBytes()) {
            throw new FormatException(
                    "Onion layer has " + layer.length + " bytes, at least " + type.overheadBytes() + " expected");
        }
        var nonce = Arrays.copyOf(layer, type.nonceBytes());
        var sealed = Arrays.copyOfRange(layer, nonce.length, layer.length);
        return switch (type) {
            case AES_GCM -> Crypto.aesGcmOpen(key, nonce, sealed, NO_AAD);
            case XCHACHA20 -> Crypto.xChaChaOpen(key, nonce, sealed, NO_AAD);
        };
    }

    @Override
    public String toString() {
        return "HopKey[" + type + ", secret]";
    }
}
