package hearth.service.registry;

import hearth.protocol.crypto.X25519PublicKey;
import hearth.protocol.id.NodeId;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.swarm.SwarmMap;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A registry that knows the nodes it was given last. */
public final class ListedNodes implements NodeRegistry {

    private record Snapshot(
            List<NodeInfo> nodes,
            Map<NodeId, NodeInfo> byId,
            Map<X25519PublicKey, NodeInfo> byX25519,
            SwarmMap swarms) {

        static Snapshot of(Collection<NodeInfo> nodes) {
            return new Snapshot(
                    List.copyOf(nodes),
                    nodes.stream().collect(Collectors.toUnmodifiableMap(NodeInfo::id, Function.identity())),
                    nodes.stream()
                            .collect(Collectors.toUnmodifiableMap(
                                    NodeInfo::x25519, Function.identity(), (first, _) -> first)),
                    SwarmMap.of(nodes));
        }
    }

    private volatile Snapshot snapshot;

    /** Knows {@code nodes}, each of them once. */
    public ListedNodes(Collection<NodeInfo> nodes) {
        snapshot = Snapshot.of(nodes);
    }

    /** Knows {@code nodes} from now on, and no others. */
    public void replace(Collection<NodeInfo> nodes) {
        snapshot = Snapshot.of(nodes);
    }

    @Override
    public List<NodeInfo> nodes() {
        return snapshot.nodes();
    }

    @Override
    public Optional<NodeInfo> find(NodeId id) {
        return Optional.ofNullable(snapshot.byId().get(id));
    }

    @Override
    public Optional<NodeInfo> findByX25519(X25519PublicKey key) {
        return Optional.ofNullable(snapshot.byX25519().get(key));
    }

    @Override
    public SwarmMap swarms() {
        return snapshot.swarms();
    }
}
