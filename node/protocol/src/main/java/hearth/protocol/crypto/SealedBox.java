package hearth.protocol.crypto;

import hearth.protocol.FormatException;
import java.util.Arrays;

/**
 * NaCl "sealed box": anyone can seal for the holder of an X25519 key, who learns nothing about the sender.
 *
 * <pre>
 *  0                        32    48
 *  | ephemeral X25519 key   | tag | ciphertext, as long as the plaintext |
 * </pre>
 */
final class SealedBox {

    static final int OVERHEAD_BYTES = X25519PublicKey.BYTES + SecretBox.TAG_BYTES;

    private static final int NONCE_BYTES = 24;

    private SealedBox() {}

    static byte[] seal(X25519PublicKey to, byte[] plain, X25519KeyPair ephemeral) {
        var from = ephemeral.publicKey();
        var box = Arrays.copyOf(from.raw(), OVERHEAD_BYTES + plain.length);
        try {
            SecretBox.seal(key(ephemeral, to), nonce(from, to), plain, box, X25519PublicKey.BYTES);
            return box;
        } catch (FormatException e) {
            throw new IllegalArgumentException("Recipient's key has a small order", e);
        }
    }

    static byte[] open(X25519KeyPair own, byte[] box) throws FormatException {
        if (box.length < OVERHEAD_BYTES) {
            throw new FormatException(
                    "Sealed box has " + box.length + " bytes, at least " + OVERHEAD_BYTES + " expected");
        }
        var from = X25519PublicKey.of(Arrays.copyOf(box, X25519PublicKey.BYTES));
        return SecretBox.open(key(own, from), nonce(from, own.publicKey()), box, X25519PublicKey.BYTES);
    }

    private static byte[] key(X25519KeyPair own, X25519PublicKey other) throws FormatException {
        var shared = own.agree(other);
        try {
            return SecretBox.boxKey(shared);
        } finally {
            Arrays.fill(shared, (byte) 0);
        }
    }

    private static byte[] nonce(X25519PublicKey from, X25519PublicKey to) {
        return Crypto.blake2b(NONCE_BYTES, from.raw(), to.raw());
    }
}
