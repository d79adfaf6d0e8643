package hearth.protocol.ledger;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;
import hearth.protocol.bt.BtCodec;
import hearth.protocol.crypto.Ed25519KeyPair;
import hearth.protocol.crypto.Ed25519PublicKey;
import hearth.protocol.crypto.X25519PublicKey;
import hearth.protocol.id.NodeId;
import hearth.protocol.id.SwarmId;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.network.NodeList;
import hearth.protocol.network.StorageVersion;
import java.time.Instant;
import java.util.List;

/**
 * A node says that it is up, and where (network specification 8.6). As bt: a list of content and signature; the content is a
 * list of node, host, HTTPS port, OMQ port, time, and the version as a list of three. The signature covers the genesis
 * hash of the network, which is not transmitted, and the content.
 *
 * @param content   what is signed
 * @param signature 64 bytes, by the key of the node
 */
public record UptimeProof(Content content, Bytes signature) {

    /** The longest canonical form. */
    public static final int BYTES_MAX = 512;

    /** The longest list of them: what fits one message of OMQ. */
    public static final int LIST_BYTES_MAX = 8 << 20;

    private static final String WHAT = "Uptime proof";
    private static final int HOST_BYTES_MAX = 253;
    private static final int PORT_MAX = 65_535;
    private static final int VERSION_MAX = 255;

    /**
     * What is signed.
     *
     * @param host      an IPv4 address, or a host name in networks of one's own
     * @param httpsPort 1 to 65535
     * @param omqPort   1 to 65535
     * @param time      by the node's clock, in milliseconds since 1970
     * @param version   of the storage program
     */
    public record Content(NodeId node, String host, int httpsPort, int omqPort, long time, StorageVersion version) {

        public Content {
            if (omqPort < 1 || time < 0) {
                throw new IllegalArgumentException("A node proves that it is up with an OMQ port, after 1970");
            }
            requirePlace(node, host, httpsPort, omqPort);
        }

        /** Signs with the key of the node. Throws {@link IllegalArgumentException} for another key. */
        public UptimeProof sign(Ed25519KeyPair key, LedgerHash network) {
            if (!NodeId.of(key.publicKey().bytes()).equals(node)) {
                throw new IllegalArgumentException("This key does not belong to the node");
            }
            return new UptimeProof(this, Signing.sign(key, Signing.UPTIME, network, form()));
        }

        private static void requirePlace(NodeId node, String host, int httpsPort, int omqPort) {
            var place =
                    new NodeInfo(node, X25519PublicKey.of(node.bytes()), host, httpsPort, omqPort, SwarmId.UNASSIGNED);
            if (!place.hasAddress()) {
                throw new IllegalArgumentException("A node that is up has an address");
            }
        }

        private Bt form() {
            return Bt.list(
                    Forms.of(node),
                    Bt.text(host),
                    Bt.of(httpsPort),
                    Bt.of(omqPort),
                    Bt.of(time),
                    Bt.list(Bt.of(version.major()), Bt.of(version.minor()), Bt.of(version.patch())));
        }
    }

    public UptimeProof {
        Signing.requireLength(signature);
    }

    public NodeId node() {
        return content.node();
    }

    public Instant time() {
        return Instant.ofEpochMilli(content.time());
    }

    /** Says whether the node signed this for {@code network}, the hash of a genesis. */
    public boolean isSigned(LedgerHash network) {
        var key = Ed25519PublicKey.of(content.node().bytes());
        return Signing.verify(key, signature, Signing.UPTIME, network, content.form());
    }

    /** Where the node is, as a member of {@code swarm}. Throws if the key of the node is none. */
    public NodeInfo place(SwarmId swarm) throws FormatException {
        var x25519 = Ed25519PublicKey.of(content.node().bytes()).toX25519();
        return new NodeInfo(content.node(), x25519, content.host(), content.httpsPort(), content.omqPort(), swarm);
    }

    /** The canonical bytes. */
    public byte[] encode() {
        return BtCodec.encode(form());
    }

    /** Reads one proof from untrusted bytes. Its signature is not looked at. */
    public static UptimeProof decode(byte[] bytes) throws FormatException {
        return Canonical.decode(bytes, BYTES_MAX, WHAT, UptimeProof::read, UptimeProof::form);
    }

    /** Proofs as one bt list. */
    public static byte[] encodeAll(List<UptimeProof> proofs) {
        return BtCodec.encode(Forms.list(proofs, UptimeProof::form));
    }

    /** Reads what {@link #encodeAll} wrote, from untrusted bytes. No signature is looked at. */
    public static List<UptimeProof> decodeAll(byte[] bytes) throws FormatException {
        return Canonical.decode(
                bytes,
                LIST_BYTES_MAX,
                "List of uptime proofs",
                form -> new ListReader(Bt.list(form), 1, WHAT).list(NodeList.NODES_MAX, UptimeProof::read),
                proofs -> Forms.list(proofs, UptimeProof::form));
    }

    /** The canonical form. */
    public Bt form() {
        return Bt.list(content.form(), Forms.of(signature));
    }

    /** Reads what {@link #form} wrote. */
    public static UptimeProof read(Bt form) throws FormatException {
        var in = new ListReader(form, 2, WHAT);
        return new UptimeProof(readContent(in.value()), in.signature());
    }

    private static Content readContent(Bt form) throws FormatException {
        var in = new ListReader(form, 6, WHAT);
        return new Content(
                in.node(),
                in.text(HOST_BYTES_MAX),
                in.number(PORT_MAX),
                in.number(PORT_MAX),
                in.number(),
                readVersion(in.value()));
    }

    private static StorageVersion readVersion(Bt form) throws FormatException {
        var in = new ListReader(form, 3, WHAT);
        return new StorageVersion(in.number(VERSION_MAX), in.number(VERSION_MAX), in.number(VERSION_MAX));
    }
}
