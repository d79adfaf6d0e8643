package hearth.protocol.ledger;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;
import hearth.protocol.bt.BtCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * All nodes of a ledger at one height, with the proof that the network decided so. As bt: a list of certificate, root, nodes.
 *
 * @param nodes ascending by key
 */
public record ProvenNodes(Certificate certificate, StateRoot root, List<NodeRecord> nodes) {

    /** The longest form in bytes. */
    public static final int BYTES_MAX = 8 << 20;

    /** The most nodes. */
    public static final int NODES_MAX = 10_000;

    public ProvenNodes {
        nodes = List.copyOf(nodes);
        for (var i = 1; i < nodes.size(); i++) {
            if (nodes.get(i - 1).id().compareTo(nodes.get(i).id()) >= 0) {
                throw new IllegalArgumentException("Nodes ascend by key");
            }
        }
    }

    /** Throws unless {@code trusted} decided that these are the nodes, all of them. */
    public void require(TrustedVoters trusted) throws UnprovenException {
        trusted.require(certificate);
        if (!root.hash().equals(certificate.decision().root())) {
            throw new UnprovenException("The certificate is about another state");
        }
        if (!table().equals(root.nodes())) {
            throw new UnprovenException("The nodes are not those of the state");
        }
    }

    private LedgerHash table() {
        var buckets = new ArrayList<TreeMap<Bytes, Bt>>();
        for (var i = 0; i < TableHash.BUCKETS; i++) {
            buckets.add(new TreeMap<>());
        }
        for (var node : nodes) {
            var key = Bytes.wrap(node.id().bytes());
            buckets.get(TableHash.bucketOf(key)).put(key, TableHash.entry(key, node.form()));
        }
        return TableHash.ofTable(buckets.stream()
                .map(bucket -> TableHash.ofBucket(List.copyOf(bucket.values())))
                .toList());
    }

    /** The canonical bytes. */
    public byte[] encode() {
        return BtCodec.encode(form());
    }

    /** Reads from untrusted bytes. Nothing is proven before {@link #require}. */
    public static ProvenNodes decode(byte[] bytes) throws FormatException {
        return Canonical.decode(bytes, BYTES_MAX, "Nodes of a ledger", ProvenNodes::read, ProvenNodes::form);
    }

    private Bt.List form() {
        return Bt.list(certificate.form(), root.form(), Forms.list(nodes, NodeRecord::form));
    }

    private static ProvenNodes read(Bt form) throws FormatException {
        var in = new ListReader(form, 3, "Nodes of a ledger");
        return new ProvenNodes(
                Certificate.read(in.value()), StateRoot.read(in.value()), in.list(NODES_MAX, NodeRecord::read));
    }
}
