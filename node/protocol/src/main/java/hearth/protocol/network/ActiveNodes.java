package hearth.protocol.network;

import hearth.protocol.FormatException;
import hearth.protocol.crypto.Ed25519PublicKey;
import hearth.protocol.id.NodeId;
import hearth.protocol.id.SwarmId;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The compact node list of {@code active_nodes_bin} (network specification 3.6.15): one record of 51 bytes per node,
 * big-endian, nothing between them.
 *
 * <pre>
 *  0             32         40     44           46         48              51
 *  | Ed25519 key | swarm id | IPv4 | HTTPS port | OMQ port | version x.y.z |
 * </pre>
 *
 * A node whose address is not known has zeros for address and ports. The X25519 key follows from the Ed25519 key.
 */
public final class ActiveNodes {

    /** Length of one record. */
    public static final int RECORD_BYTES = 51;

    private static final int ADDRESS_BYTES = 4;
    private static final int VERSION_BYTES = 3;

    private ActiveNodes() {}

    /** The records of {@code nodes}, in their order. Hosts that are no IPv4 address count as not known. */
    public static byte[] encode(List<NodeInfo> nodes, StorageVersion version) {
        var out = ByteBuffer.allocate(nodes.size() * RECORD_BYTES);
        for (var node : nodes) {
            var address = Ipv4.parse(node.host());
            out.put(node.id().bytes())
                    .putLong(node.swarm().value())
                    .put(address.orElse(new byte[ADDRESS_BYTES]))
                    .putShort((short) (address.isPresent() ? node.httpsPort() : 0))
                    .putShort((short) (address.isPresent() ? node.omqPort() : 0))
                    .put((byte) version.major())
                    .put((byte) version.minor())
                    .put((byte) version.patch());
        }
        return out.array();
    }

    /** Reads records from untrusted bytes. Nodes that cannot be used are left out, as is a second one with one id. */
    public static NodeList decode(byte[] bytes) throws FormatException {
        if (bytes.length % RECORD_BYTES != 0) {
            throw new FormatException(
                    "Node records have " + bytes.length + " bytes, a multiple of " + RECORD_BYTES + " expected");
        }
        if (bytes.length / RECORD_BYTES > NodeList.NODES_MAX) {
            throw new FormatException("More than " + NodeList.NODES_MAX + " node records");
        }
        var in = ByteBuffer.wrap(bytes);
        Map<NodeId, NodeInfo> nodes = new LinkedHashMap<>();
        while (in.hasRemaining()) {
            record(in).ifPresent(node -> nodes.putIfAbsent(node.id(), node));
        }
        return new NodeList(List.copyOf(nodes.values()));
    }

    private static Optional<NodeInfo> record(ByteBuffer in) {
        var key = new byte[NodeId.BYTES];
        in.get(key);
        var swarm = new SwarmId(in.getLong());
        var address = new byte[ADDRESS_BYTES];
        in.get(address);
        var httpsPort = Short.toUnsignedInt(in.getShort());
        var omqPort = Short.toUnsignedInt(in.getShort());
        in.position(in.position() + VERSION_BYTES);
        if (Ipv4.isZero(address) || httpsPort == 0) {
            return Optional.empty();
        }
        try {
            var x25519 = Ed25519PublicKey.of(key).toX25519();
            return Optional.of(new NodeInfo(NodeId.of(key), x25519, Ipv4.format(address), httpsPort, omqPort, swarm));
        } catch (FormatException _) {
            return Optional.empty();
        }
    }
}
