package hearth.client.network;

import hearth.protocol.FormatException;
import hearth.protocol.Json;
import hearth.protocol.id.Account;
import hearth.protocol.id.NodeId;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.network.NodeList;
import hearth.protocol.swarm.Swarm;
import hearth.protocol.swarm.SwarmMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The nodes that are known, the swarms they form, and the guards used so far. Remembered over restarts. Safe for use by
 * many threads.
 */
final class NodePool {

    private static final String NODES = "network.nodes";
    private static final String GUARDS = "network.guards";
    private static final int GUARDS_MAX = 8;
    private static final int MOVED_MAX = 1_000;

    private final NetworkMemory memory;
    private final Map<NodeId, NodeInfo> nodes = new LinkedHashMap<>();
    private final List<NodeId> guards = new ArrayList<>();

    /** Swarms that a node itself named, where the list knew better or nothing. */
    private final Map<Account, Swarm> moved = new LinkedHashMap<>();

    private SwarmMap swarms = SwarmMap.of(List.of());
    private boolean swarmsKnown;

    NodePool(NetworkMemory memory) {
        this.memory = memory;
        memory.load(NODES).ifPresent(this::restoreNodes);
        memory.load(GUARDS).ifPresent(this::restoreGuards);
    }

    synchronized List<NodeInfo> nodes() {
        return List.copyOf(nodes.values());
    }

    synchronized int size() {
        return nodes.size();
    }

    synchronized Optional<NodeInfo> find(NodeId id) {
        return Optional.ofNullable(nodes.get(id));
    }

    /** Takes a fresh list in place of the old one. An empty list is no list. */
    synchronized void replace(Collection<NodeInfo> fresh) {
        if (fresh.isEmpty()) {
            return;
        }
        nodes.clear();
        fresh.forEach(node -> nodes.put(node.id(), node));
        moved.clear();
        mapSwarms();
        if (guards.removeIf(guard -> !nodes.containsKey(guard))) {
            saveGuards();
        }
        memory.save(NODES, Json.bytes(new NodeList(List.copyOf(nodes.values())).toNodesJson()));
    }

    /** The network does not have this node any more. The list on disk keeps it until the next fresh one. */
    synchronized void remove(NodeId id) {
        nodes.remove(id);
        if (guards.remove(id)) {
            saveGuards();
        }
        mapSwarms();
    }

    /** Nodes used as first ones, the most trusted first. */
    synchronized List<NodeId> guards() {
        return List.copyOf(guards);
    }

    /** Remembers that a node is used as first one. */
    synchronized void useGuard(NodeId id) {
        if (!guards.contains(id)) {
            guards.add(id);
            if (guards.size() > GUARDS_MAX) {
                guards.removeFirst();
            }
            saveGuards();
        }
    }

    /**
     * The nodes that keep an account's messages, worked out from the list, so that nobody learns who is asked for. Empty
     * if the list does not say which node belongs to which swarm.
     */
    synchronized Optional<Swarm> swarmOf(Account account) {
        var named = moved.get(account);
        if (named != null) {
            return Optional.of(named);
        }
        return swarmsKnown ? swarms.swarmOf(account) : Optional.empty();
    }

    /**
     * A node named another swarm for an account. Only members that are in the list count, with the keys of the list: a
     * node cannot lead anybody to nodes it made up. Returns how many members that are.
     */
    synchronized int move(Account account, Swarm swarm) {
        var members = new ArrayList<NodeInfo>();
        for (var member : swarm.members()) {
            var known = nodes.get(member.id());
            if (known != null) {
                members.add(known);
            }
        }
        if (!members.isEmpty()) {
            if (moved.size() >= MOVED_MAX) {
                moved.remove(moved.keySet().iterator().next());
            }
            moved.put(account, new Swarm(swarm.id(), members));
        }
        return members.size();
    }

    private void mapSwarms() {
        swarms = SwarmMap.of(nodes.values());
        // Decommissioned nodes belong to no swarm; a list where nobody does simply does not say.
        swarmsKnown = nodes.values().stream().anyMatch(node -> !node.swarm().isUnassigned());
        moved.replaceAll((_, swarm) -> new Swarm(
                swarm.id(),
                swarm.members().stream()
                        .filter(member -> nodes.containsKey(member.id()))
                        .toList()));
        moved.values().removeIf(swarm -> swarm.members().isEmpty());
    }

    private void restoreNodes(byte[] json) {
        try {
            NodeList.parse(json).nodes().forEach(node -> nodes.put(node.id(), node));
            mapSwarms();
        } catch (FormatException damaged) {
            nodes.clear();
        }
    }

    private void restoreGuards(byte[] text) {
        for (var line : new String(text, StandardCharsets.US_ASCII).lines().toList()) {
            try {
                var guard = NodeId.parse(line);
                if (nodes.containsKey(guard) && !guards.contains(guard)) {
                    guards.add(guard);
                }
            } catch (FormatException _) {
                // A guard that cannot be read is replaced by another when one is needed.
            }
        }
    }

    private void saveGuards() {
        memory.save(
                GUARDS,
                String.join("\n", guards.stream().map(NodeId::hex).toList()).getBytes(StandardCharsets.US_ASCII));
    }
}
