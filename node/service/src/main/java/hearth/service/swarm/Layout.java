package hearth.service.swarm;

import hearth.protocol.id.NodeId;
import hearth.protocol.id.SwarmId;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.swarm.SwarmMap;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which nodes were in which swarm at some moment (network.md §5.1). Never changes once made.
 *
 * <pre>
 *  | swarm (8, big-endian), node (32) | … |     written form, one entry per node that is in a swarm
 * </pre>
 */
final class Layout {

    private static final int ENTRY_BYTES = Long.BYTES + NodeId.BYTES;

    private final TreeMap<SwarmId, Set<NodeId>> swarms = new TreeMap<>();

    private Layout() {}

    static Layout of(Collection<NodeInfo> nodes) {
        var layout = new Layout();
        nodes.forEach(node -> layout.add(node.swarm(), node.id()));
        return layout;
    }

    /** Reads what {@link #bytes} wrote. */
    static Layout of(byte[] bytes) {
        var layout = new Layout();
        var in = ByteBuffer.wrap(bytes);
        while (in.remaining() >= ENTRY_BYTES) {
            var swarm = new SwarmId(in.getLong());
            var node = new byte[NodeId.BYTES];
            in.get(node);
            layout.add(swarm, NodeId.of(node));
        }
        return layout;
    }

    private void add(SwarmId swarm, NodeId node) {
        if (!swarm.isUnassigned()) {
            swarms.computeIfAbsent(swarm, _ -> new HashSet<>()).add(node);
        }
    }

    byte[] bytes() {
        var nodes = swarms.values().stream().mapToInt(Set::size).sum();
        var out = ByteBuffer.allocate(nodes * ENTRY_BYTES);
        swarms.forEach((swarm, members) ->
                members.forEach(node -> out.putLong(swarm.value()).put(node.bytes())));
        return out.array();
    }

    NavigableSet<SwarmId> swarms() {
        return swarms.navigableKeySet();
    }

    /** The swarm that keeps the account with these 33 bytes; empty if there are no swarms. */
    Optional<SwarmId> swarmOf(byte[] account) {
        return SwarmMap.nearest(swarms.navigableKeySet(), SwarmMap.position(Arrays.copyOfRange(account, 1, 33)));
    }

    /** The swarm that a node is in; empty if it is in none. */
    Optional<SwarmId> swarmWith(NodeId node) {
        return swarms.entrySet().stream()
                .filter(swarm -> swarm.getValue().contains(node))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The members of a swarm; none if there is no such swarm. */
    Set<NodeId> members(SwarmId swarm) {
        return swarms.getOrDefault(swarm, Set.of());
    }

    /** Who belongs to {@code swarm} now and must be given what lay in {@code before} until {@code old}. */
    Set<NodeId> newcomers(SwarmId swarm, Layout old, SwarmId before) {
        var newcomers = new TreeSet<>(members(swarm));
        if (swarm.equals(before)) {
            newcomers.removeAll(old.members(before));
        }
        return newcomers;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Layout layout && swarms.equals(layout.swarms);
    }

    @Override
    public int hashCode() {
        return swarms.hashCode();
    }
}
