package hearth.protocol.ledger;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;
import hearth.protocol.bt.BtCodec;
import hearth.protocol.crypto.Crypto;
import hearth.protocol.crypto.Ed25519PublicKey;
import hearth.protocol.id.Base32z;
import hearth.protocol.id.NodeId;
import hearth.protocol.id.SwarmId;
import hearth.protocol.network.NodeInfo;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What somebody needs to join a network: which one it is, and where it begins. As text it is {@value #PREFIX} followed by base32z
 * of the canonical bytes and of a checksum, the first 4 bytes of BLAKE2b-256({@value #PREFIX} ‖ bytes). The bytes are a bt list
 * of name, genesis, and seeds, each a list of node, host, HTTPS port, OMQ port, pin.
 *
 * @param network what people call it
 * @param genesis its hash: whoever joins takes no other genesis
 * @param seeds   one to {@value #SEEDS_MAX} nodes that were there when the invitation was written
 */
public record Invitation(String network, LedgerHash genesis, List<Seed> seeds) {

    /** How every invitation begins. */
    public static final String PREFIX = "hearth-network-1-";

    /** The most seeds, so that the text still fits a QR code. */
    public static final int SEEDS_MAX = 4;

    /** The longest text that is read, in characters. */
    public static final int TEXT_LENGTH_MAX = 4096;

    private static final String WHAT = "Invitation";
    private static final int BYTES_MAX = 2048;
    private static final int HOST_BYTES_MAX = 253;
    private static final int PORT_MAX = 65_535;
    private static final int CHECKSUM_BYTES = 4;

    /**
     * A node to begin with.
     *
     * @param pin SHA-256 of the public key of its TLS certificate
     */
    public record Seed(NodeId node, String host, int httpsPort, int omqPort, Bytes pin) {

        private static final int PIN_BYTES = 32;

        public Seed {
            if (pin.length() != PIN_BYTES) {
                throw new IllegalArgumentException("A pin has " + PIN_BYTES + " bytes, not " + pin.length());
            }
            if (host.contains(":") || omqPort < 1) {
                throw new IllegalArgumentException("A seed has an IPv4 address or a name, and an OMQ port");
            }
        }

        /** Where the node is. Throws if its key is none. */
        public NodeInfo place() throws FormatException {
            var x25519 = Ed25519PublicKey.of(node.bytes()).toX25519();
            return new NodeInfo(node, x25519, host, httpsPort, omqPort, SwarmId.UNASSIGNED);
        }

        /** Where it tells the genesis and the node list. */
        public String url() {
            return "https://" + host + ':' + httpsPort + "/json_rpc";
        }

        private Bt form() {
            return Bt.list(Forms.of(node), Bt.text(host), Bt.of(httpsPort), Bt.of(omqPort), Forms.of(pin));
        }

        private static Seed read(Bt form) throws FormatException {
            var in = new ListReader(form, 5, "Seed of an invitation");
            var seed = new Seed(
                    in.node(), in.text(HOST_BYTES_MAX), in.number(PORT_MAX), in.number(PORT_MAX), in.bytes(PIN_BYTES));
            var _ = seed.place();
            return seed;
        }
    }

    public Invitation {
        seeds = List.copyOf(seeds);
        if (network.isBlank() || Bt.text(network).length() > Genesis.TEXT_BYTES_MAX) {
            throw new IllegalArgumentException("Network name has 1 to " + Genesis.TEXT_BYTES_MAX + " bytes");
        }
        if (seeds.isEmpty() || seeds.size() > SEEDS_MAX) {
            throw new IllegalArgumentException("An invitation names 1 to " + SEEDS_MAX + " nodes, not " + seeds.size());
        }
    }

    /** The text form, in upper case: QR codes have less to carry then. */
    public String text() {
        var bytes = BtCodec.encode(form());
        var all = Arrays.copyOf(bytes, bytes.length + CHECKSUM_BYTES);
        System.arraycopy(checksum(bytes), 0, all, bytes.length, CHECKSUM_BYTES);
        return (PREFIX + Base32z.encode(all)).toUpperCase(Locale.ROOT);
    }

    /** Reads the text form in any case; white space in it and around it does not matter. */
    public static Invitation parse(String text) throws FormatException {
        if (text.length() > TEXT_LENGTH_MAX) {
            throw new FormatException("An invitation has at most " + TEXT_LENGTH_MAX + " characters");
        }
        var lower = text.replaceAll("\\s", "").toLowerCase(Locale.ROOT);
        if (!lower.startsWith(PREFIX)) {
            throw new FormatException("An invitation begins with " + PREFIX);
        }
        var all = Base32z.decode(lower.substring(PREFIX.length()));
        if (all.length < CHECKSUM_BYTES) {
            throw new FormatException("Invitation is cut off");
        }
        var bytes = Arrays.copyOf(all, all.length - CHECKSUM_BYTES);
        if (!Arrays.equals(checksum(bytes), Arrays.copyOfRange(all, bytes.length, all.length))) {
            throw new FormatException("Invitation is mistyped or cut off: its end does not fit its beginning");
        }
        return Canonical.decode(bytes, BYTES_MAX, WHAT, Invitation::read, Invitation::form);
    }

    private Bt form() {
        return Bt.list(Bt.text(network), Forms.of(genesis), Forms.list(seeds, Seed::form));
    }

    private static Invitation read(Bt form) throws FormatException {
        var in = new ListReader(form, 3, WHAT);
        return new Invitation(in.text(Genesis.TEXT_BYTES_MAX), in.hash(), in.list(SEEDS_MAX, Seed::read));
    }

    private static byte[] checksum(byte[] bytes) {
        return Arrays.copyOf(
                Crypto.blake2b(LedgerHash.BYTES, PREFIX.getBytes(StandardCharsets.US_ASCII), bytes), CHECKSUM_BYTES);
    }
}
