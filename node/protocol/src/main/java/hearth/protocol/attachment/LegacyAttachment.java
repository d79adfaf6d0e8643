package hearth.protocol.attachment;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.crypto.Crypto;
import hearth.protocol.crypto.SymmetricKey;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * The form in which attachments are sent today: messages.md section 8.1.
 *
 * <pre>
 *  | iv (16) | AES-256-CBC of  data, 0x00 … | HMAC-SHA256 of both (32) |
 * </pre>
 */
public final class LegacyAttachment {

    /** Length of the key: 32 bytes for the cipher, 32 for the MAC. */
    public static final int KEY_BYTES = 64;

    /** The largest attachment that is padded, and the most that people send, in bytes. */
    public static final int DATA_BYTES_MAX = 10_000_000;

    private static final int PADDED_MIN = 541;
    private static final double BASE = 1.05;
    private static final int IV_BYTES = 16;
    private static final int BLOCK_BYTES = 16;
    private static final int MAC_BYTES = 32;

    private LegacyAttachment() {}

    /**
     * What is uploaded, and what the recipient needs.
     *
     * @param key    64 bytes, secret
     * @param digest SHA-256 of the blob
     */
    public record Sealed(Bytes blob, Bytes key, Bytes digest) {}

    /** Pads and encrypts with a fresh key. */
    public static Sealed seal(byte[] data, SecureRandom random) {
        var key = new byte[KEY_BYTES];
        var iv = new byte[IV_BYTES];
        random.nextBytes(key);
        random.nextBytes(iv);
        var blob = encrypt(Arrays.copyOf(data, paddedLength(data.length)), key, iv);
        return new Sealed(Bytes.wrap(blob), Bytes.wrap(key), Bytes.wrap(Crypto.sha256(blob)));
    }

    /** The length to which {@code length} bytes are padded: one of few, at most 5 % more. */
    public static int paddedLength(int length) {
        if (length <= 1) {
            return PADDED_MIN;
        }
        var steps = Math.ceil(StrictMath.log(length) / StrictMath.log(BASE));
        var bucket = (int) Math.floor(StrictMath.pow(BASE, steps));
        return Math.max(PADDED_MIN, length <= DATA_BYTES_MAX ? Math.min(DATA_BYTES_MAX, bucket) : bucket);
    }

    /** Encrypts as it is. */
    static byte[] encrypt(byte[] padded, byte[] key, byte[] iv) {
        var cipherKey = SymmetricKey.of(Arrays.copyOf(key, SymmetricKey.BYTES));
        try {
            var encrypted = Crypto.aesCbcEncrypt(cipherKey, iv, padded);
            var macKey = Arrays.copyOfRange(key, SymmetricKey.BYTES, KEY_BYTES);
            var mac = Crypto.hmacSha256(macKey, iv, encrypted);
            var blob = Arrays.copyOf(iv, IV_BYTES + encrypted.length + MAC_BYTES);
            System.arraycopy(encrypted, 0, blob, IV_BYTES, encrypted.length);
            System.arraycopy(mac, 0, blob, blob.length - MAC_BYTES, MAC_BYTES);
            return blob;
        } finally {
            cipherKey.wipe();
        }
    }

    /**
     * The data of a blob. Throws if key or digest have a wrong length or do not fit, or the blob was changed.
     *
     * @param size what the sender says how long the data are; 0 or less, or more than there is: everything
     */
    public static byte[] open(byte[] blob, Bytes key, Bytes digest, long size) throws FormatException {
        if (key.length() != KEY_BYTES) {
            throw new FormatException("Key of an attachment has " + key.length() + " bytes, not " + KEY_BYTES);
        }
        if (blob.length < IV_BYTES + BLOCK_BYTES + MAC_BYTES) {
            throw new FormatException("Attachment has " + blob.length + " bytes, too few");
        }
        if (!Crypto.constantTimeEquals(digest.toArray(), Crypto.sha256(blob))) {
            throw new FormatException("Attachment is not the one that was sent");
        }
        var data = decrypt(blob, key.toArray());
        return size > 0 && size < data.length ? Arrays.copyOf(data, (int) size) : data;
    }

    private static byte[] decrypt(byte[] blob, byte[] key) throws FormatException {
        var macAt = blob.length - MAC_BYTES;
        var mac = Crypto.hmacSha256(Arrays.copyOfRange(key, SymmetricKey.BYTES, KEY_BYTES), Arrays.copyOf(blob, macAt));
        if (!Crypto.constantTimeEquals(mac, Arrays.copyOfRange(blob, macAt, blob.length))) {
            throw new FormatException("Attachment was changed, or has another key");
        }
        var cipherKey = SymmetricKey.of(Arrays.copyOf(key, SymmetricKey.BYTES));
        try {
            return Crypto.aesCbcDecrypt(
                    cipherKey, Arrays.copyOf(blob, IV_BYTES), Arrays.copyOfRange(blob, IV_BYTES, macAt));
        } finally {
            cipherKey.wipe();
            Arrays.fill(key, (byte) 0);
        }
    }
}
