package hearth.client.network;

import hearth.protocol.id.NodeId;
import hearth.protocol.network.NodeInfo;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Three different nodes in order.
 *
 * @param number tells paths apart; a later one is larger
 * @param nodes  the first is the one this box connects to
 * @param since  when it was put together, by this box's clock
 */
record Path(long number, List<NodeInfo> nodes, Instant since) {

    /** Nodes of a path. Never fewer: then one of them would see both ends. */
    static final int LENGTH = 3;

    Path {
        nodes = List.copyOf(nodes);
        if (nodes.size() != LENGTH
                || nodes.stream().map(NodeInfo::id).distinct().count() != LENGTH) {
            throw new IllegalArgumentException("A path has " + LENGTH + " different nodes");
        }
    }

    NodeInfo guard() {
        return nodes.getFirst();
    }

    /** All but the guard. */
    List<NodeInfo> relays() {
        return nodes.subList(1, LENGTH);
    }

    boolean contains(NodeId node) {
        return nodes.stream().anyMatch(hop -> hop.id().equals(node));
    }

    boolean avoids(Set<NodeId> unwanted) {
        return nodes.stream().noneMatch(hop -> unwanted.contains(hop.id()));
    }
}
