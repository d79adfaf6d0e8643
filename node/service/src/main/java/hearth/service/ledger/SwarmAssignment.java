package hearth.service.ledger;

import hearth.protocol.id.NodeId;
import hearth.protocol.id.SwarmId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Puts active nodes into swarms (network specification 5.2). Where the network's own program leaves the order of swarms of
 * one size to its library, this sorts them by size and then by id; nodes are drawn from swarms in the order of ids, and
 * within a swarm in the order of keys.
 *
 * <p>With fewer than {@value #NODES_MANY} nodes, which the specification has in one swarm, there are two swarms as soon as both can
 * have three members: a private route to a swarm takes three nodes outside of it, so that one swarm could get no messages.
 */
final class SwarmAssignment {

    static final int NODES_MANY = 14;

    /**
     * How large swarms are.
     *
     * @param min    members that a swarm should have at least
     * @param fresh  members of a new swarm
     * @param margin how much more than the minimum every swarm must have on average for a new one
     * @param swarms how many there are at most
     */
    record Sizes(int min, int fresh, int margin, int swarms) {

        private static final Sizes MANY = new Sizes(5, 7, 2, Integer.MAX_VALUE);
        private static final Sizes FEW = new Sizes(3, 3, 0, 2);

        static Sizes of(int nodes) {
            return nodes < NODES_MANY ? FEW : MANY;
        }
    }

    private static final int FILL_PERCENTILE = 25;
    private static final int STEAL_PERCENTILE = 75;
    private static final int DISSOLVE_PERCENTILE = 0;
    private static final int PERCENT = 100;

    /** 2^64 − 2: the greatest id of a swarm. */
    private static final long ID_MAX = -2;

    private final TreeMap<SwarmId, NavigableSet<NodeId>> swarms = new TreeMap<>();
    private final Mt19937x64 random;
    private final Sizes sizes;

    private SwarmAssignment(SortedMap<SwarmId, ? extends Collection<NodeId>> before, Mt19937x64 random, Sizes sizes) {
        before.forEach((id, nodes) -> swarms.put(id, new TreeSet<>(nodes)));
        this.random = random;
        this.sizes = sizes;
    }

    /**
     * The swarms after a change of the active nodes.
     *
     * @param before     the active nodes of each swarm, none of them empty
     * @param unassigned active nodes that are in no swarm yet
     */
    static SortedMap<SwarmId, NavigableSet<NodeId>> assign(
            SortedMap<SwarmId, ? extends Collection<NodeId>> before, Collection<NodeId> unassigned, Mt19937x64 random) {
        var count = before.values().stream().mapToInt(Collection::size).sum() + unassigned.size();
        var assignment = new SwarmAssignment(before, random, Sizes.of(count));
        assignment.run(new TreeSet<>(unassigned));
        return assignment.swarms;
    }

    private void run(NavigableSet<NodeId> unassigned) {
        if (swarms.isEmpty()) {
            swarms.put(new SwarmId(0), new TreeSet<>());
        }
        for (var node : unassigned) {
            place(node, FILL_PERCENTILE);
            createSwarms();
        }
        fillFromTheRich();
        createSwarms();
        dissolveSmallSwarms();
        swarms.values().removeIf(NavigableSet::isEmpty);
    }

    /** Step 1: into one of the smaller swarms. */
    private void place(NodeId node, int percentile) {
        var sorted = bySize();
        var last = percentile * (sorted.size() - 1) / PERCENT;
        var size = sorted.get(last).getValue().size();
        while (last + 1 < sorted.size() && sorted.get(last + 1).getValue().size() == size) {
            last++;
        }
        sorted.get(random.uniform(last + 1)).getValue().add(node);
    }

    /** Step 2: swarms that are too small get nodes of large ones. */
    private void fillFromTheRich() {
        for (var poor : bySize()) {
            while (poor.getValue().size() < sizes.min()) {
                var threshold = stealThreshold();
                var rich = swarms.values().stream()
                        .filter(nodes -> nodes.size() > threshold)
                        .toList();
                if (excess(rich) < sizes.min() - poor.getValue().size()) {
                    return;
                }
                poor.getValue().add(draw(rich));
            }
        }
    }

    private int stealThreshold() {
        var sorted = bySize();
        var index = STEAL_PERCENTILE * (sorted.size() - 1) / PERCENT;
        return Math.max(sizes.min(), sorted.get(index).getValue().size() - 1);
    }

    /** Step 3: a new swarm of nodes that the others do not need. */
    private void createSwarms() {
        if (hasSmallSwarm()) {
            return;
        }
        while (swarms.size() < sizes.swarms()
                && excess(swarms.values()) >= sizes.fresh() + sizes.margin() * swarms.size()) {
            var nodes = new TreeSet<NodeId>();
            while (nodes.size() < sizes.fresh()) {
                nodes.add(draw(swarms.values().stream()
                        .filter(others -> others.size() > sizes.min())
                        .toList()));
            }
            swarms.put(newId(swarms.navigableKeySet().stream().toList()), nodes);
        }
    }

    /** Step 4: what is still too small goes, the lowest id first, but never the last swarm. */
    private void dissolveSmallSwarms() {
        while (swarms.size() > 1 && hasSmallSwarm()) {
            var small = swarms.entrySet().stream()
                    .filter(swarm -> swarm.getValue().size() < sizes.min())
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElseThrow();
            var homeless = Objects.requireNonNull(swarms.remove(small));
            homeless.forEach(node -> place(node, DISSOLVE_PERCENTILE));
        }
    }

    private boolean hasSmallSwarm() {
        return swarms.values().stream().anyMatch(nodes -> nodes.size() < sizes.min());
    }

    private List<Map.Entry<SwarmId, NavigableSet<NodeId>>> bySize() {
        var sorted = new ArrayList<>(swarms.entrySet());
        sorted.sort(Comparator.comparingInt(swarm -> swarm.getValue().size())); // stable: equal sizes stay sorted by id
        return sorted;
    }

    private int excess(Collection<NavigableSet<NodeId>> rich) {
        return rich.stream()
                .mapToInt(nodes -> Math.max(0, nodes.size() - sizes.min()))
                .sum();
    }

    /** Takes one node out of {@code rich}, each with the same chance. */
    private NodeId draw(List<NavigableSet<NodeId>> rich) {
        var left = random.uniform(rich.stream().mapToInt(NavigableSet::size).sum());
        for (var nodes : rich) {
            if (left < nodes.size()) {
                var drawn = List.copyOf(nodes).get(left);
                nodes.remove(drawn);
                return drawn;
            }
            left -= nodes.size();
        }
        throw new IllegalStateException("Nothing to draw from");
    }

    /**
     * The middle of the largest gap between ids that follow each other on the circle. Of equal gaps the one after the lowest
     * id counts.
     */
    static SwarmId newId(List<SwarmId> ids) {
        var left = ids.getFirst().value();
        var gap = gapAfter(ids, 0);
        for (var i = 1; i < ids.size(); i++) {
            if (Long.compareUnsigned(gapAfter(ids, i), gap) > 0) {
                gap = gapAfter(ids, i);
                left = ids.get(i).value();
            }
        }
        var half = gap >>> 1;
        var room = ID_MAX - left;
        return new SwarmId(Long.compareUnsigned(half, room) <= 0 ? left + half : half - room - 1);
    }

    private static long gapAfter(List<SwarmId> ids, int index) {
        var id = ids.get(index).value();
        return index + 1 < ids.size()
                ? ids.get(index + 1).value() - id
                : ID_MAX - id + ids.getFirst().value() + 1;
    }
}
