package hearth.client.config.tree;

import hearth.protocol.Bytes;

/**
 * Names one config message: its number and the hash of its plaintext. Higher numbers are newer; of two with the same
 * number the one with the greater hash counts as newer.
 *
 * @param seqno 0 or more
 * @param hash  BLAKE2b of the whole plaintext, 32 bytes
 */
public record Version(long seqno, Bytes hash) implements Comparable<Version> {

    /** Length of the hash. */
    public static final int HASH_BYTES = 32;

    @Override
    public int compareTo(Version other) {
        return seqno != other.seqno ? Long.compare(seqno, other.seqno) : hash.compareTo(other.hash);
    }
}
