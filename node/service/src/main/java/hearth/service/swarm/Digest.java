package hearth.service.swarm;

import hearth.protocol.FormatException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A short summary of which messages somebody has: message hashes fall into {@value #BUCKETS} buckets by their first bits, and
 * of each bucket there is the sum (exclusive or) of the next 8 bytes. Two who have the same messages have the same digest; where
 * they differ, the buckets tell which few messages to look at. It is no protection against somebody who lies about what they
 * have: they only cheat themselves.
 */
final class Digest {

    static final int BUCKETS = 1_024;
    static final int BYTES = BUCKETS * Long.BYTES;

    private final long[] sums;

    private Digest(long[] sums) {
        this.sums = sums;
    }

    /** The digest of nothing, to which hashes are added. */
    static Digest empty() {
        return new Digest(new long[BUCKETS]);
    }

    /** Reads {@value #BYTES} bytes, big-endian. Untrusted input. */
    static Digest of(byte[] bytes) throws FormatException {
        if (bytes.length != BYTES) {
            throw new FormatException("Digest has " + bytes.length + " bytes, not " + BYTES);
        }
        var digest = empty();
        ByteBuffer.wrap(bytes).asLongBuffer().get(digest.sums);
        return digest;
    }

    byte[] bytes() {
        var out = ByteBuffer.allocate(BYTES);
        out.asLongBuffer().put(sums);
        return out.array();
    }

    /** Adds the 32 bytes of a message hash; adding it again takes it out. */
    void add(byte[] hash) {
        sums[bucket(hash)] ^= ByteBuffer.wrap(hash).getLong(2);
    }

    /** Whether the bucket of {@code hash} is the same in both: then its messages are. */
    boolean agrees(Digest other, byte[] hash) {
        var bucket = bucket(hash);
        return sums[bucket] == other.sums[bucket];
    }

    private static int bucket(byte[] hash) {
        return (hash[0] & 0xff) << 2 | (hash[1] & 0xff) >>> 6;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Digest digest && Arrays.equals(sums, digest.sums);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sums);
    }
}
