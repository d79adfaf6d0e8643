package hearth.protocol.ledger;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.crypto.Crypto;
import hearth.protocol.crypto.Ed25519PublicKey;
import hearth.protocol.id.Base32z;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Where tokens are: an Ed25519 key whose holder may spend them. As text it is {@value #PREFIX} followed by base32z of the
 * key and of a checksum, {@value #TEXT_LENGTH} characters in all:
 *
 * <pre>
 *  0     32         36
 *  | key | checksum |     checksum = the first 4 bytes of BLAKE2b-256("hearth1" ‖ key)
 * </pre>
 *
 * @param key 32 bytes; whether they are a point shows when a signature is checked
 */
public record LedgerAddress(Bytes key) implements Comparable<LedgerAddress> {

    /** How every address begins. The digit is the version of the text form. */
    public static final String PREFIX = "hearth1";

    /** Length of the text form: the prefix, and 5 bits per character of 36 bytes. */
    public static final int TEXT_LENGTH = 65;

    private static final int CHECKSUM_BYTES = 4;

    public LedgerAddress {
        if (key.length() != Ed25519PublicKey.BYTES) {
            throw new IllegalArgumentException(
                    "An address has " + Ed25519PublicKey.BYTES + " bytes, not " + key.length());
        }
    }

    /** The address of this key. */
    public static LedgerAddress of(Ed25519PublicKey key) {
        return new LedgerAddress(Bytes.wrap(key.bytes()));
    }

    /** Reads the text form, in lower or upper case. Throws if anything was mistyped. */
    public static LedgerAddress parse(String text) throws FormatException {
        var lower = text.toLowerCase(Locale.ROOT);
        if (lower.length() != TEXT_LENGTH || !lower.startsWith(PREFIX)) {
            throw new FormatException("An address has " + TEXT_LENGTH + " characters and begins with " + PREFIX);
        }
        var bytes = Base32z.decode(lower.substring(PREFIX.length()));
        var key = Arrays.copyOf(bytes, Ed25519PublicKey.BYTES);
        if (!Arrays.equals(checksum(key), Arrays.copyOfRange(bytes, key.length, bytes.length))) {
            throw new FormatException("Address is mistyped: its last characters do not fit the others");
        }
        return new LedgerAddress(Bytes.wrap(key));
    }

    /** The key that signs for this address. */
    public Ed25519PublicKey publicKey() {
        return Ed25519PublicKey.of(key.toArray());
    }

    /** The text form, in lower case. */
    public String text() {
        var bytes = Arrays.copyOf(key.toArray(), key.length() + CHECKSUM_BYTES);
        System.arraycopy(checksum(key.toArray()), 0, bytes, key.length(), CHECKSUM_BYTES);
        return PREFIX + Base32z.encode(bytes);
    }

    private static byte[] checksum(byte[] key) {
        var hash = Crypto.blake2b(LedgerHash.BYTES, PREFIX.getBytes(StandardCharsets.US_ASCII), key);
        return Arrays.copyOf(hash, CHECKSUM_BYTES);
    }

    @Override
    public int compareTo(LedgerAddress other) {
        return key.compareTo(other.key);
    }

    /** Short form for logs. */
    @Override
    public String toString() {
        return text().substring(0, PREFIX.length() + 6) + '…';
    }
}
