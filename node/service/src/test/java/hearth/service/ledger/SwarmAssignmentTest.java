package hearth.service.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.id.NodeId;
import hearth.protocol.id.SwarmId;
import hearth.testkit.Seeds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SwarmAssignmentTest {

    private static final SwarmId ZERO = new SwarmId(0);
    private static final SwarmId HALF = new SwarmId(0x7fffffffffffffffL);

    @Test
    void theFirstNodesFormSwarmZero() {
        var swarms = assign(new TreeMap<>(), nodes(3), 1);

        assertEquals(List.of(ZERO), List.copyOf(swarms.keySet()));
        assertEquals(3, members(swarms, ZERO).size());
    }

    @Test
    void aSecondSwarmBeginsAsSoonAsBothHaveThreeMembers() {
        assertEquals(1, assign(new TreeMap<>(), nodes(5), 1).size());
        var six = assign(new TreeMap<>(), nodes(6), 1);
        assertEquals(List.of(ZERO, HALF), List.copyOf(six.keySet()));
        assertEquals(3, members(six, ZERO).size());
        assertEquals(2, assign(new TreeMap<>(), nodes(13), 1).size());
    }

    @Test
    void fromFourteenNodesOnSwarmsAreThoseOfTheSpecification() {
        var fourteen = assign(new TreeMap<>(), nodes(14), 1);
        assertEquals(List.of(ZERO, HALF), List.copyOf(fourteen.keySet()));
        assertEquals(7, members(fourteen, ZERO).size());
        assertEquals(7, members(fourteen, HALF).size());
        assertEquals(2, assign(new TreeMap<>(), nodes(20), 1).size()); // 10 more than the minimum, 11 are needed
        assertEquals(3, assign(new TreeMap<>(), nodes(21), 1).size());
    }

    @Test
    void newIdsHalveTheLargestGap() {
        assertEquals(HALF, SwarmAssignment.newId(List.of(ZERO)));
        assertEquals(new SwarmId(0xbfffffffffffffffL), SwarmAssignment.newId(List.of(ZERO, HALF)));
        assertEquals(
                new SwarmId(0x3fffffffffffffffL),
                SwarmAssignment.newId(List.of(ZERO, HALF, new SwarmId(0xbfffffffffffffffL))));
        assertEquals(
                new SwarmId(5), // beyond 2^64 - 2 the circle begins again
                SwarmAssignment.newId(List.of(new SwarmId(0x8000000000000000L), new SwarmId(0x800000000000000aL))));
    }

    @Test
    void aSwarmThatIsTooSmallGetsNodesOfALargeOne() {
        var all = nodes(15);
        var before = new TreeMap<SwarmId, List<NodeId>>();
        before.put(ZERO, all.subList(0, 4));
        before.put(HALF, all.subList(4, 15));

        var after = assign(before, List.of(), 1);

        assertEquals(5, members(after, ZERO).size());
        assertEquals(10, members(after, HALF).size());
        assertTrue(members(after, ZERO).containsAll(all.subList(0, 4)));
    }

    @Test
    void aSwarmThatNobodyCanHelpIsDissolved() {
        var all = nodes(5);
        var before = new TreeMap<SwarmId, List<NodeId>>();
        before.put(ZERO, all.subList(0, 2));
        before.put(HALF, all.subList(2, 5));

        var after = assign(before, List.of(), 1);

        assertEquals(List.of(HALF), List.copyOf(after.keySet()));
        assertEquals(new TreeSet<>(all), members(after, HALF));
    }

    @Test
    void theLastSwarmStays() {
        var before = new TreeMap<SwarmId, List<NodeId>>();
        before.put(ZERO, nodes(1));
        before.put(HALF, nodes(3).subList(1, 3));

        var after = assign(before, List.of(), 1);

        assertEquals(List.of(HALF), List.copyOf(after.keySet()));
        assertEquals(3, members(after, HALF).size());
    }

    @Test
    void withoutNodesThereAreNoSwarms() {
        assertTrue(assign(new TreeMap<>(), List.of(), 1).isEmpty());
    }

    @Test
    void everyNodeIsInOneSwarmOfTheRightSizeWhateverComesAndGoes() {
        Seeds.check(60, random -> {
            SortedMap<SwarmId, NavigableSet<NodeId>> swarms = new TreeMap<>();
            var active = new TreeSet<NodeId>();
            for (var step = 0; step < 40; step++) {
                var gone = removeSome(swarms, random);
                active.removeAll(gone);
                var fresh = fresh(random);
                active.addAll(fresh);
                var seed = random.nextLong();

                var next = assign(swarms, fresh, seed);

                assertEquals(next, assign(swarms, fresh, seed));
                requireSound(next, active);
                swarms = next;
            }
        });
    }

    private static void requireSound(SortedMap<SwarmId, NavigableSet<NodeId>> swarms, NavigableSet<NodeId> active) {
        var sizes = SwarmAssignment.Sizes.of(active.size());
        var seen = new ArrayList<NodeId>();
        swarms.values().forEach(seen::addAll);
        assertEquals(active.size(), seen.size());
        assertEquals(active, new TreeSet<>(seen));
        assertFalse(swarms.containsKey(SwarmId.UNASSIGNED));
        if (swarms.size() > 1) {
            swarms.values().forEach(nodes -> assertTrue(nodes.size() >= sizes.min()));
        }
        var excess = active.size() - sizes.min() * swarms.size();
        assertTrue(swarms.size() >= sizes.swarms() // those of a larger network stay
                || swarms.isEmpty()
                || excess < sizes.fresh() + sizes.margin() * Math.max(1, swarms.size()));
    }

    private static List<NodeId> removeSome(SortedMap<SwarmId, NavigableSet<NodeId>> swarms, RandomGenerator random) {
        var gone = new ArrayList<NodeId>();
        for (var nodes : swarms.values()) {
            for (var node : List.copyOf(nodes)) {
                if (random.nextInt(10) == 0) {
                    nodes.remove(node);
                    gone.add(node);
                }
            }
        }
        swarms.values().removeIf(NavigableSet::isEmpty);
        return gone;
    }

    private static List<NodeId> fresh(RandomGenerator random) {
        var fresh = new ArrayList<NodeId>();
        for (var i = random.nextInt(12); i > 0; i--) {
            fresh.add(NodeId.of(Seeds.bytes(random, NodeId.BYTES)));
        }
        return fresh;
    }

    private static SortedMap<SwarmId, NavigableSet<NodeId>> assign(
            SortedMap<SwarmId, ? extends Collection<NodeId>> before, List<NodeId> unassigned, long seed) {
        return SwarmAssignment.assign(before, unassigned, new Mt19937x64(seed));
    }

    private static NavigableSet<NodeId> members(SortedMap<SwarmId, NavigableSet<NodeId>> swarms, SwarmId id) {
        return Objects.requireNonNull(swarms.get(id));
    }

    private static List<NodeId> nodes(int count) {
        var nodes = new ArrayList<NodeId>();
        for (var i = 0; i < count; i++) {
            var key = new byte[NodeId.BYTES];
            key[0] = (byte) i;
            nodes.add(NodeId.of(key));
        }
        return nodes;
    }
}
