package hearth.client.network;

import hearth.protocol.id.NodeId;
import hearth.protocol.network.NodeInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;

/**
 * Puts paths together (network.md section 2.9). Pure: the same dice give the same path.
 *
 * <p>Three rules are never bent: all nodes differ, none of them is unwanted (the destination and the whole swarm that keeps
 * the messages in question), and where the network asks for it they are in different /24 networks. Among what is left,
 * known guards go first and nodes with the least blame are preferred; a blamed node is still better than none.
 *
 * @param subnetDiversity whether the nodes of a path must be in different /24 networks
 * @param blame           how badly a node behaved lately; 0 for not at all
 */
record PathChoice(boolean subnetDiversity, ToIntFunction<NodeId> blame, RandomGenerator random) {

    /** Three nodes, or why there are none. */
    sealed interface Choice {
        record Chosen(List<NodeInfo> nodes) implements Choice {}

        record TooFew(PathShortage shortage) implements Choice {}
    }

    /**
     * A path for one destination.
     *
     * @param known    all nodes of the network
     * @param guards   nodes used as first ones before, most trusted first
     * @param unwanted may not be on the path
     * @param notFirst a node that should not be the guard if there is another; a failed one
     */
    Choice choose(Collection<NodeInfo> known, List<NodeId> guards, Set<NodeId> unwanted, Optional<NodeId> notFirst) {
        var usable = new ArrayList<NodeInfo>();
        for (var node : known) {
            if (!unwanted.contains(node.id())) {
                usable.add(node);
            }
        }
        var room = subnetDiversity
                ? (int) usable.stream().map(Subnets::of).distinct().count()
                : usable.size();
        if (room < Path.LENGTH) {
            return new Choice.TooFew(new PathShortage(known.size(), room, Path.LENGTH));
        }
        Collections.shuffle(usable, random);
        var path = new ArrayList<NodeInfo>();
        path.add(guard(usable, guards, notFirst));
        // Our own guards know our address; as a later node of the path they would see the other end as well.
        usable.sort(Comparator.comparingInt(
                node -> blame.applyAsInt(node.id()) * 2 + (guards.contains(node.id()) ? 1 : 0)));
        var subnets = new HashSet<String>();
        subnets.add(Subnets.of(path.getFirst()));
        for (var node : usable) {
            var isNew = path.stream().noneMatch(hop -> hop.id().equals(node.id()));
            if (path.size() < Path.LENGTH && isNew && (!subnetDiversity || subnets.add(Subnets.of(node)))) {
                path.add(node);
            }
        }
        return new Choice.Chosen(path);
    }

    private NodeInfo guard(List<NodeInfo> usable, List<NodeId> guards, Optional<NodeId> notFirst) {
        // A known guard that works beats a new one; a new one beats a known one that is bad.
        return usable.stream()
                .min(Comparator.<NodeInfo>comparingInt(
                                node -> notFirst.isPresent() && notFirst.get().equals(node.id()) ? 1 : 0)
                        .thenComparingInt(node -> blame.applyAsInt(node.id()) >= NodeHealth.STRIKES_MAX ? 1 : 0)
                        .thenComparingInt(
                                node -> guards.contains(node.id()) ? guards.indexOf(node.id()) : guards.size())
                        .thenComparingInt(node -> blame.applyAsInt(node.id())))
                .orElseThrow();
    }
}
