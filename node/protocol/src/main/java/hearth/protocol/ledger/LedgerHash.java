package hearth.protocol.ledger;

import hearth.protocol.Bytes;
import hearth.protocol.bt.Bt;
import hearth.protocol.bt.BtCodec;
import hearth.protocol.crypto.Crypto;
import java.nio.charset.StandardCharsets;

/**
 * A BLAKE2b-256 hash: the name of a network, a block, a transaction, a state or a name.
 *
 * @param bytes {@value #BYTES} bytes
 */
public record LedgerHash(Bytes bytes) implements Comparable<LedgerHash> {

    /** Length of a hash. */
    public static final int BYTES = 32;

    public LedgerHash {
        if (bytes.length() != BYTES) {
            throw new IllegalArgumentException("A hash has " + BYTES + " bytes, not " + bytes.length());
        }
    }

    /** The hash of {@code domain} in ASCII, a zero byte, and {@code parts} one after the other. */
    public static LedgerHash of(String domain, byte[]... parts) {
        var all = new byte[parts.length + 1][];
        all[0] = (domain + '\0').getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(parts, 0, all, 1, parts.length);
        return new LedgerHash(Bytes.wrap(Crypto.blake2b(BYTES, all)));
    }

    /** The hash of the canonical form of {@code value}. */
    static LedgerHash of(String domain, Bt value) {
        return of(domain, BtCodec.encode(value));
    }

    /** A fresh array each time. */
    public byte[] toArray() {
        return bytes.toArray();
    }

    /** 64 lower-case hex characters. */
    public String hex() {
        return bytes.hex();
    }

    @Override
    public int compareTo(LedgerHash other) {
        return bytes.compareTo(other.bytes);
    }

    /** Short form for logs. */
    @Override
    public String toString() {
        return hex().substring(0, 8) + '…';
    }
}
