package hearth.service.registry;

import hearth.protocol.crypto.X25519PublicKey;
import hearth.protocol.id.NodeId;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.swarm.SwarmMap;
import java.util.List;
import java.util.Optional;

/**
 * The nodes of the network as one node knows them at this moment. Safe for use by many threads; two calls may see two
 * states. A list that somebody wrote here, a ledger elsewhere.
 */
public interface NodeRegistry {

    /** All nodes, those included that are in no swarm at present. Empty until anything is known. */
    List<NodeInfo> nodes();

    /** The node with that key. */
    Optional<NodeInfo> find(NodeId id);

    /** The node whose X25519 key that is: how peers are known on encrypted connections. */
    default Optional<NodeInfo> findByX25519(X25519PublicKey key) {
        return nodes().stream().filter(node -> node.x25519().equals(key)).findFirst();
    }

    /** Which nodes keep which accounts. */
    SwarmMap swarms();

    /** The ledger behind the list. A written list has none. */
    default Optional<LedgerView> ledger() {
        return Optional.empty();
    }

    /** Which names stand for which accounts. A written list has none. */
    default NameRegistry names() {
        return NameRegistry.EMPTY;
    }
}
