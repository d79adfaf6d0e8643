package hearth.client.vault;

import hearth.protocol.FormatException;
import hearth.protocol.crypto.Crypto;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The file of a vault. Numbers are big-endian.
 *
 * <pre>
 *  0    4         5        9            13            17     33      57            105     129
 *  |HVLT| version | memory | iterations | parallelism | salt | nonce | wrapped key | nonce | sealed contents ... |
 *    4      1         4          4             4          16     24        48          24     n + 16
 * </pre>
 *
 * The wrapped key is the 32-byte store key under the password's key; its associated data are all bytes before its nonce.
 * The contents are under a key derived from the store key; their associated data are magic and version.
 *
 * @param cost     memory in KiB, iterations, parallelism of Argon2id
 * @param salt     16 bytes
 * @param keyNonce 24 bytes
 * @param key      48 bytes
 * @param nonce    24 bytes
 * @param contents ciphertext and tag
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier between disk and vault, compared by nobody
record VaultFile(PasswordCost cost, byte[] salt, byte[] keyNonce, byte[] key, byte[] nonce, byte[] contents) {

    static final int BYTES_MAX = 1 << 16;
    static final byte VERSION = 1;

    private static final byte[] MAGIC = {'H', 'V', 'L', 'T'};
    private static final int WRAPPED_KEY_BYTES = 32 + Crypto.TAG_BYTES;
    private static final int HEAD_BYTES = MAGIC.length + 1 + 3 * Integer.BYTES + Crypto.ARGON2_SALT_BYTES;
    private static final int FIXED_BYTES =
            HEAD_BYTES + Crypto.XCHACHA_NONCE_BYTES + WRAPPED_KEY_BYTES + Crypto.XCHACHA_NONCE_BYTES;

    byte[] encode() {
        return ByteBuffer.allocate(FIXED_BYTES + contents.length)
                .put(head(cost, salt))
                .put(keyNonce)
                .put(key)
                .put(nonce)
                .put(contents)
                .array();
    }

    /** What the wrapped key is bound to: another cost or salt in the file makes it unreadable. */
    static byte[] head(PasswordCost cost, byte[] salt) {
        return ByteBuffer.allocate(HEAD_BYTES)
                .put(MAGIC)
                .put(VERSION)
                .putInt(cost.memoryKib())
                .putInt(cost.iterations())
                .putInt(cost.parallelism())
                .put(salt)
                .array();
    }

    /** What the contents are bound to. */
    static byte[] contentsContext() {
        return ByteBuffer.allocate(MAGIC.length + 1).put(MAGIC).put(VERSION).array();
    }

    /** Reads a whole file. Untrusted input: throws {@link FormatException}, nothing else. */
    static VaultFile decode(byte[] bytes) throws FormatException {
        if (bytes.length < FIXED_BYTES + Crypto.TAG_BYTES || bytes.length > BYTES_MAX) {
            throw new FormatException("Vault file has " + bytes.length + " bytes, expected "
                    + (FIXED_BYTES + Crypto.TAG_BYTES) + " to " + BYTES_MAX);
        }
        var in = ByteBuffer.wrap(bytes);
        if (!Arrays.equals(take(in, MAGIC.length), MAGIC)) {
            throw new FormatException("Not a vault file");
        }
        var version = in.get();
        if (version != VERSION) {
            throw new FormatException("Vault file is of version " + version + ", this program reads " + VERSION);
        }
        var memoryKib = in.getInt();
        var iterations = in.getInt();
        var parallelism = in.getInt();
        if (!PasswordCost.isPossible(memoryKib, iterations, parallelism)) {
            throw new FormatException("Vault file asks for an impossible password cost");
        }
        return new VaultFile(
                new PasswordCost(memoryKib, iterations, parallelism),
                take(in, Crypto.ARGON2_SALT_BYTES),
                take(in, Crypto.XCHACHA_NONCE_BYTES),
                take(in, WRAPPED_KEY_BYTES),
                take(in, Crypto.XCHACHA_NONCE_BYTES),
                take(in, in.remaining()));
    }

    private static byte[] take(ByteBuffer in, int length) {
        var bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
