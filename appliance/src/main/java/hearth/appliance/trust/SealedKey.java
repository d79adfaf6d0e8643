package hearth.appliance.trust;

import hearth.client.vault.PasswordCost;
import hearth.protocol.FormatException;
import hearth.protocol.crypto.Crypto;
import hearth.protocol.crypto.SymmetricKey;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Optional;

/**
 * A private key under a password: Argon2id, then XChaCha20-Poly1305 with everything before the ciphertext as associated
 * data. Guessing the password here costs as much as guessing it at the member's vault. Integers are big-endian.
 *
 * <pre>
 *  0         1                5              9               13       29        53
 *  | version | memory in KiB  | iterations   | parallelism   | salt   | nonce   | ciphertext and tag …
 * </pre>
 */
final class SealedKey {

    private static final byte VERSION = 1;
    private static final int HEADER_BYTES =
            1 + 3 * Integer.BYTES + Crypto.ARGON2_SALT_BYTES + Crypto.XCHACHA_NONCE_BYTES;
    private static final int BYTES_MAX = 4_096;

    private final byte[] bytes;

    private SealedKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes over bytes that {@link #bytes} gave, unchecked: {@link #open} finds out. */
    static SealedKey of(byte[] bytes) {
        return new SealedKey(bytes.clone());
    }

    /** Seals {@code secret}. The caller wipes both arguments. */
    static SealedKey seal(byte[] secret, char[] password, PasswordCost cost, SecureRandom random) {
        var salt = new byte[Crypto.ARGON2_SALT_BYTES];
        random.nextBytes(salt);
        var nonce = new byte[Crypto.XCHACHA_NONCE_BYTES];
        random.nextBytes(nonce);
        var header = ByteBuffer.allocate(HEADER_BYTES)
                .put(VERSION)
                .putInt(cost.memoryKib())
                .putInt(cost.iterations())
                .putInt(cost.parallelism())
                .put(salt)
                .put(nonce)
                .array();
        var key = key(password, salt, cost);
        try {
            var sealed = Crypto.xChaChaSeal(key, nonce, secret, header);
            return new SealedKey(ByteBuffer.allocate(HEADER_BYTES + sealed.length)
                    .put(header)
                    .put(sealed)
                    .array());
        } finally {
            key.wipe();
        }
    }

    /** The layout drawn above. A fresh array each time. */
    byte[] bytes() {
        return bytes.clone();
    }

    /** The secret; empty with another password or after damage. The caller wipes it. */
    Optional<byte[]> open(char[] password) {
        if (bytes.length <= HEADER_BYTES || bytes.length > BYTES_MAX || bytes[0] != VERSION) {
            return Optional.empty();
        }
        var in = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
        var memory = in.getInt();
        var iterations = in.getInt();
        var parallelism = in.getInt();
        if (!PasswordCost.isPossible(memory, iterations, parallelism)) {
            return Optional.empty();
        }
        var salt = new byte[Crypto.ARGON2_SALT_BYTES];
        var nonce = new byte[Crypto.XCHACHA_NONCE_BYTES];
        in.get(salt).get(nonce);
        var key = key(password, salt, new PasswordCost(memory, iterations, parallelism));
        try {
            var header = Arrays.copyOf(bytes, HEADER_BYTES);
            var ciphertext = Arrays.copyOfRange(bytes, HEADER_BYTES, bytes.length);
            return Optional.of(Crypto.xChaChaOpen(key, nonce, ciphertext, header));
        } catch (FormatException _) {
            return Optional.empty();
        } finally {
            key.wipe();
        }
    }

    private static SymmetricKey key(char[] password, byte[] salt, PasswordCost cost) {
        // Keyboards differ in how they compose letters; the form must not decide whether the password is right.
        var raw = Normalizer.normalize(CharBuffer.wrap(password), Normalizer.Form.NFKC)
                .getBytes(StandardCharsets.UTF_8);
        try {
            return Crypto.argon2id(raw, salt, cost.memoryKib(), cost.iterations(), cost.parallelism());
        } finally {
            Arrays.fill(raw, (byte) 0);
        }
    }

    @Override
    public String toString() {
        return "sealed key";
    }
}
