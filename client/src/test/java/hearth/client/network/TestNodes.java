package hearth.client.network;

import hearth.protocol.crypto.Ed25519KeyPair;
import hearth.protocol.id.NodeId;
import hearth.protocol.id.SwarmId;
import hearth.protocol.network.NodeInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Nodes for tests, always the same ones: making keys takes longer than most tests. */
final class TestNodes {

    private static final List<Ed25519KeyPair> KEYS = keys(40);

    private TestNodes() {}

    private static List<Ed25519KeyPair> keys(int count) {
        var keys = new ArrayList<Ed25519KeyPair>();
        for (var i = 0; i < count; i++) {
            var seed = new byte[32];
            seed[0] = (byte) (i + 1);
            keys.add(Ed25519KeyPair.fromSeed(seed));
        }
        return keys;
    }

    /** The node of this number, 0 to 39, at an address of its own. */
    static NodeInfo node(int number, String host, SwarmId swarm) {
        var keys = KEYS.get(number);
        return new NodeInfo(
                NodeId.of(keys.publicKey().bytes()), keys.toX25519().publicKey(), host, 20_000 + number, 0, swarm);
    }

    /** The first {@code count} nodes, dealt out to two swarms, each in a /24 network of its own. */
    static List<NodeInfo> apart(int count) {
        var nodes = new ArrayList<NodeInfo>();
        for (var i = 0; i < count; i++) {
            nodes.add(node(i, "10.0." + i + ".1", new SwarmId(i % 2)));
        }
        return nodes;
    }

    /** The first {@code count} nodes, spread by chance over so many /24 networks. */
    static List<NodeInfo> spread(RandomGenerator random, int count, int subnets) {
        var nodes = new ArrayList<NodeInfo>();
        for (var i = 0; i < count; i++) {
            nodes.add(node(i, "10.1." + random.nextInt(subnets) + '.' + (i + 1), new SwarmId(i % 3)));
        }
        return nodes;
    }

    static List<NodeId> ids(List<NodeInfo> nodes) {
        return nodes.stream().map(NodeInfo::id).toList();
    }

    /** A disk that never fails. */
    static final class Memory implements NetworkMemory {

        final Map<String, byte[]> values = new HashMap<>();

        @Override
        public Optional<byte[]> load(String name) {
            return Optional.ofNullable(values.get(name)).map(byte[]::clone);
        }

        @Override
        public void save(String name, byte[] value) {
            values.put(name, value.clone());
        }
    }
}
