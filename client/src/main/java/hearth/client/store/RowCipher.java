package hearth.client.store;

import hearth.protocol.FormatException;
import hearth.protocol.crypto.Crypto;
import hearth.protocol.crypto.SymmetricKey;
import hearth.sqlite.StoreException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Encrypts columns, and makes the blind keys by which rows are found without saying what they are about. Safe for use by
 * many threads.
 *
 * <pre>
 *  0       24
 *  | nonce | ciphertext and tag ... |       XChaCha20-Poly1305; associated data: table name, row key
 * </pre>
 *
 * Bound to table and row key, a value copied into another row does not decrypt.
 */
public final class RowCipher {

    /** Length of a blind key in bytes: enough that two different things never share one. */
    static final int BLIND_BYTES = 16;

    private final SymmetricKey rows;
    private final SymmetricKey index;
    private final SecureRandom random;

    /**
     * @param rows  encrypts
     * @param index makes blind keys; another key than {@code rows}
     */
    public RowCipher(SymmetricKey rows, SymmetricKey index, SecureRandom random) {
        this.rows = rows;
        this.index = index;
        this.random = random;
    }

    byte[] seal(String table, byte[] rowKey, byte[] plain) {
        var nonce = new byte[Crypto.XCHACHA_NONCE_BYTES];
        random.nextBytes(nonce);
        var sealed = Crypto.xChaChaSeal(rows, nonce, plain, context(table, rowKey));
        return ByteBuffer.allocate(nonce.length + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
    }

    byte[] seal(String table, long rowKey, byte[] plain) {
        return seal(table, bytes(rowKey), plain);
    }

    /** Throws {@link StoreException} if the value was damaged or belongs to another row. */
    byte[] open(String table, byte[] rowKey, byte[] value) {
        try {
            if (value.length < Crypto.XCHACHA_NONCE_BYTES + Crypto.TAG_BYTES) {
                throw new FormatException("Value is too short");
            }
            return Crypto.xChaChaOpen(
                    rows,
                    Arrays.copyOf(value, Crypto.XCHACHA_NONCE_BYTES),
                    Arrays.copyOfRange(value, Crypto.XCHACHA_NONCE_BYTES, value.length),
                    context(table, rowKey));
        } catch (FormatException e) {
            throw new StoreException(StoreException.Problem.CORRUPT, "A row of " + table + " does not decrypt");
        }
    }

    byte[] open(String table, long rowKey, byte[] value) {
        return open(table, bytes(rowKey), value);
    }

    /** The same for the same parts, and without the key nobody can tell for which. */
    byte[] blind(String purpose, byte[]... parts) {
        var raw = index.bytes();
        try {
            var all = new byte[parts.length + 1][];
            all[0] = purpose.getBytes(StandardCharsets.US_ASCII);
            for (var i = 0; i < parts.length; i++) {
                // The length before each part keeps ("ab", "c") and ("a", "bc") apart.
                all[i + 1] = ByteBuffer.allocate(Integer.BYTES + parts[i].length)
                        .putInt(parts[i].length)
                        .put(parts[i])
                        .array();
            }
            return Arrays.copyOf(Crypto.hmacSha256(raw, all), BLIND_BYTES);
        } finally {
            Arrays.fill(raw, (byte) 0);
        }
    }

    /** Forgets the keys. */
    void wipe() {
        rows.wipe();
        index.wipe();
    }

    static byte[] bytes(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    private static byte[] context(String table, byte[] rowKey) {
        var name = table.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(name.length + 1 + rowKey.length)
                .put(name)
                .put((byte) 0)
                .put(rowKey)
                .array();
    }

    @Override
    public String toString() {
        return "RowCipher[secret]";
    }
}
