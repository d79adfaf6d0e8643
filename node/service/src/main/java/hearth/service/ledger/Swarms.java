package hearth.service.ledger;

import hearth.protocol.id.NodeId;
import hearth.protocol.id.SwarmId;
import hearth.protocol.ledger.LedgerHash;
import hearth.protocol.ledger.NodeRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Keeps the swarms of the nodes in step with which nodes are active (network specification 5.2). */
final class Swarms {

    private Swarms() {}

    /** Whether somebody became active, or is not active any more. Who left the ledger counts too. */
    static boolean isOutdated(LedgerState before, LedgerState now) {
        return !before.nodes(NodeRecord.State.ACTIVE).equals(now.nodes(NodeRecord.State.ACTIVE));
    }

    /** Assigns swarms with the chance of {@code block}. */
    static Step assign(LedgerState before, LedgerHash block) {
        var members = new TreeMap<SwarmId, List<NodeId>>();
        var unassigned = new ArrayList<NodeId>();
        before.nodes().filter(NodeRecord::isActive).forEach(node -> {
            if (node.swarm().isUnassigned()) {
                unassigned.add(node.id());
            } else {
                members.computeIfAbsent(node.swarm(), _ -> new ArrayList<>()).add(node.id());
            }
        });
        var swarmOf = new TreeMap<NodeId, SwarmId>();
        SwarmAssignment.assign(members, unassigned, new Mt19937x64(Quorum.seed(block)))
                .forEach((id, nodes) -> nodes.forEach(node -> swarmOf.put(node, id)));
        return move(before, swarmOf);
    }

    private static Step move(LedgerState before, Map<NodeId, SwarmId> swarmOf) {
        var state = before;
        var events = new ArrayList<LedgerEvent>();
        var ids = new TreeSet<NodeId>();
        before.nodes().map(NodeRecord::id).forEach(ids::add);
        for (var id : ids) {
            var node = before.node(id).orElseThrow();
            var swarm = swarmOf.getOrDefault(id, SwarmId.UNASSIGNED);
            if (!swarm.equals(node.swarm())) {
                state = state.withNode(node.withSwarm(swarm));
                events.add(new LedgerEvent.SwarmChanged(id, node.swarm(), swarm));
            }
        }
        return new Step(state, events);
    }
}
