package hearth.service.key;

import hearth.protocol.crypto.Ed25519KeyPair;
import hearth.protocol.crypto.X25519KeyPair;
import hearth.protocol.id.NodeId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Who a node is: one Ed25519 key pair and the X25519 key pair derived from it (network.md §1.1). The same node has the same
 * keys for its whole life, in one file that only its owner can read.
 */
public final class NodeKeys {

    private final NodeId id;
    private final Ed25519KeyPair signing;
    private final X25519KeyPair x25519;

    private NodeKeys(Ed25519KeyPair signing) {
        this.signing = signing;
        id = NodeId.of(signing.publicKey().bytes());
        x25519 = signing.toX25519();
    }

    /** The keys that follow from a 32-byte seed. */
    public static NodeKeys fromSeed(byte[] seed) {
        return new NodeKeys(Ed25519KeyPair.fromSeed(seed));
    }

    /**
     * Reads the seed from {@code file} (64 hex characters), or makes one there.
     *
     * @throws IOException if the file cannot be read or written, or holds something else
     */
    public static NodeKeys loadOrCreate(Path file, SecureRandom random) throws IOException {
        if (Files.exists(file)) {
            return fromSeed(read(file));
        }
        var seed = new byte[Ed25519KeyPair.SEED_BYTES];
        random.nextBytes(seed);
        OwnerOnly.write(file, (HexFormat.of().formatHex(seed) + '\n').getBytes(StandardCharsets.US_ASCII));
        return fromSeed(seed);
    }

    private static byte[] read(Path file) throws IOException {
        try {
            var seed = HexFormat.of()
                    .parseHex(Files.readString(file, StandardCharsets.US_ASCII).strip());
            if (seed.length == Ed25519KeyPair.SEED_BYTES) {
                return seed;
            }
        } catch (IllegalArgumentException notHex) {
            // Its message repeats what was read; the sentence below is enough.
        }
        throw new IOException(file.getFileName() + " does not hold a node key: 64 hex characters expected");
    }

    public NodeId id() {
        return id;
    }

    /** Signs what this node answers. */
    public Ed25519KeyPair signing() {
        return signing;
    }

    /** Opens onion layers and speaks to peers. */
    public X25519KeyPair x25519() {
        return x25519;
    }

    @Override
    public String toString() {
        return "NodeKeys[" + id + ", secret]";
    }
}
