package hearth.protocol.ledger;

import hearth.protocol.Bytes;
import hearth.protocol.bt.Bt;
import hearth.protocol.bt.BtCodec;
import java.util.List;

/**
 * How a table of the ledger's state is hashed. Entries lie in {@value #BUCKETS} buckets by the last byte of their key; in a
 * bucket they ascend by key.
 *
 * <pre>
 * bucket = BLAKE2b-256("hearth ledger bucket" 0 ‖ bt list of [key, value] …), 32 zeros if empty
 * table  = BLAKE2b-256("hearth ledger map" 0 ‖ the 256 bucket hashes)
 * </pre>
 */
public final class TableHash {

    /** How many buckets a table has. */
    public static final int BUCKETS = 256;

    private static final Bytes NO_ENTRIES = Bytes.wrap(new byte[LedgerHash.BYTES]);

    private TableHash() {}

    /** The bucket of a key that is not empty. */
    public static int bucketOf(Bytes key) {
        return key.buffer().get(key.length() - 1) & 0xff;
    }

    /** One entry. */
    public static Bt entry(Bytes key, Bt value) {
        return Bt.list(Forms.of(key), value);
    }

    /** The hash of a bucket of {@code entries}, which ascend by key. */
    public static Bytes ofBucket(List<Bt> entries) {
        return entries.isEmpty()
                ? NO_ENTRIES
                : LedgerHash.of("hearth ledger bucket", BtCodec.encode(new Bt.List(entries)))
                        .bytes();
    }

    /** The hash of a table with these {@value #BUCKETS} bucket hashes. */
    public static LedgerHash ofTable(List<Bytes> buckets) {
        var hashes = new byte[BUCKETS * LedgerHash.BYTES];
        for (var i = 0; i < BUCKETS; i++) {
            buckets.get(i).copyTo(hashes, i * LedgerHash.BYTES);
        }
        return LedgerHash.of("hearth ledger map", hashes);
    }
}
