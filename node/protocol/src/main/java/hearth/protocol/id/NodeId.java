package hearth.protocol.id;

import hearth.protocol.FormatException;

/**
 * Names one node of the network by its Ed25519 public key (network specification 1.1).
 *
 * @param hex the key, 64 lower-case hex characters
 */
public record NodeId(String hex) implements Comparable<NodeId> {

    /** Length of the key in bytes. */
    public static final int BYTES = 32;

    private static final String ADDRESS_SUFFIX = ".snode";

    public NodeId {
        if (!Hex.isLower(hex, BYTES * 2)) {
            throw new IllegalArgumentException("Not a node id: " + BYTES * 2 + " lower-case hex characters expected");
        }
    }

    /** Reads 64 hex characters of either case. */
    public static NodeId parse(String text) throws FormatException {
        return new NodeId(Hex.lower(text, BYTES * 2, "A node id"));
    }

    /** The node with this 32-byte Ed25519 key. */
    public static NodeId of(byte[] key) {
        return new NodeId(Hex.of(key));
    }

    /** The 32 key bytes. A fresh array each time. */
    public byte[] bytes() {
        return Hex.bytes(hex);
    }

    /** The key in base32z followed by {@code .snode}, as replies of nodes show it. */
    public String address() {
        return Base32z.encode(bytes()) + ADDRESS_SUFFIX;
    }

    /** The order of the key bytes. */
    @Override
    public int compareTo(NodeId other) {
        return hex.compareTo(other.hex);
    }

    /** Short form for logs. */
    @Override
    public String toString() {
        return hex.substring(0, 8) + '…';
    }
}
