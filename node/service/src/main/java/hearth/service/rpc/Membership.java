package hearth.service.rpc;

import hearth.protocol.id.Account;
import hearth.protocol.id.NodeId;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.swarm.Swarm;
import hearth.service.registry.NodeRegistry;
import java.util.List;
import java.util.Optional;

/**
 * Where one node stands among the others, at this moment.
 *
 * @param own this node
 */
public record Membership(NodeId own, NodeRegistry registry) {

    /** The swarm that keeps an account; empty if there are no swarms. */
    Optional<Swarm> swarmOf(Account account) {
        return registry.swarms().swarmOf(account);
    }

    /** Whether this node keeps the account. */
    boolean isOurs(Account account) {
        return swarmOf(account).stream()
                .flatMap(swarm -> swarm.members().stream())
                .anyMatch(member -> member.id().equals(own));
    }

    /** Whether {@code node} is in this node's swarm, if this node is in one. */
    boolean sharesSwarm(NodeInfo node) {
        return registry.find(own)
                .map(NodeInfo::swarm)
                .filter(swarm -> !swarm.isUnassigned() && swarm.equals(node.swarm()))
                .isPresent();
    }

    /** The other members of the swarm that keeps an account. */
    List<NodeInfo> others(Account account) {
        return swarmOf(account).stream()
                .flatMap(swarm -> swarm.members().stream())
                .filter(member -> !member.id().equals(own))
                .toList();
    }
}
