package hearth.protocol.crypto;

import hearth.protocol.FormatException;
import java.util.Arrays;

/**
 * NaCl "box" between the holders of two X25519 key pairs, both of whom have the same key: agreed upon once, since that costs
 * more than a hundred short boxes. A box is sealed and opened where it lies:
 *
 * <pre>
 *  at    at + 16
 *  | tag | ciphertext, as long as the plaintext |
 * </pre>
 *
 * <p>Who seals must never use a nonce twice, and both directions share the key: their nonces must differ too. Safe for use by
 * many threads. Can be wiped.
 */
public final class BoxKey {

    /** What a box adds to a plaintext, in bytes. */
    public static final int TAG_BYTES = SecretBox.TAG_BYTES;

    /** Length of a nonce in bytes. */
    public static final int NONCE_BYTES = 24;

    private final byte[] key;

    private BoxKey(byte[] key) {
        this.key = key;
    }

    /** The key that {@code own} shares with the holder of {@code other}. Throws if that key has a small order. */
    public static BoxKey agree(X25519KeyPair own, X25519PublicKey other) throws FormatException {
        var shared = own.agree(other);
        try {
            return new BoxKey(SecretBox.boxKey(shared));
        } finally {
            Arrays.fill(shared, (byte) 0);
        }
    }

    /**
     * Seals the {@code length} bytes of {@code box} that begin at {@code at + TAG_BYTES}, and puts the tag in front of them.
     *
     * @param nonce {@value #NONCE_BYTES} bytes
     */
    public void seal(byte[] nonce, byte[] box, int at, int length) {
        check(nonce, box, at, TAG_BYTES + length);
        SecretBox.sealInPlace(key, nonce, box, at, length);
    }

    /**
     * Opens the box of {@code length} bytes, tag included, at {@code at}: its plaintext then begins at
     * {@code at + TAG_BYTES}. Untrusted input: throws if the box was sealed by somebody else, with another nonce, or changed
     * or is shorter than a tag, and leaves it as it is.
     */
    public void open(byte[] nonce, byte[] box, int at, int length) throws FormatException {
        check(nonce, box, at, length);
        SecretBox.openInPlace(key, nonce, box, at, length);
    }

    private static void check(byte[] nonce, byte[] box, int at, int length) {
        if (nonce.length != NONCE_BYTES) {
            throw new IllegalArgumentException("Nonce has " + nonce.length + " bytes, it must have " + NONCE_BYTES);
        }
        if (at < 0 || length < 0 || length > box.length - at) {
            throw new IllegalArgumentException(
                    "Box of " + length + " bytes at " + at + " does not lie in " + box.length + " bytes");
        }
    }

    /** Overwrites the key with zeros. It must not be used afterwards. */
    public void wipe() {
        Arrays.fill(key, (byte) 0);
    }

    @Override
    public String toString() {
        return "BoxKey[secret]";
    }
}
