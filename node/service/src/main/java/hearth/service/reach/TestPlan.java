package hearth.service.reach;

import hearth.protocol.id.NodeId;
import hearth.protocol.network.NodeInfo;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Whom to test next, and when: all nodes in an order that chance chooses, again and again, and those that failed more often.
 * Times are those of one monotonic clock, in nanoseconds. For use by one thread at a time.
 */
final class TestPlan {

    /** @param times how often in a row the node failed */
    private record Failing(int times, long repeatAt) {}

    private final TestRhythm rhythm;
    private final RandomGenerator random;
    private final Deque<NodeId> queue = new ArrayDeque<>();
    private final Map<NodeId, Failing> failing = new HashMap<>();
    private long nextAt;

    TestPlan(TestRhythm rhythm, RandomGenerator random, long now) {
        this.rhythm = rhythm;
        this.random = random;
        nextAt = now + rhythm.nextNanos(random);
    }

    /**
     * Those of {@code others} whose test is due: one of all, if it is time for that, and up to {@link TestRhythm#RETESTS_MAX} that
     * failed. Forgets whoever is not among {@code others}.
     */
    List<NodeInfo> due(List<NodeInfo> others, long now) {
        var known = others.stream()
                .collect(Collectors.toUnmodifiableMap(NodeInfo::id, Function.identity(), (first, _) -> first));
        failing.keySet().retainAll(known.keySet());
        var due = new LinkedHashSet<NodeInfo>();
        if (nextAt - now <= 0) {
            nextAt = now + rhythm.nextNanos(random);
            next(known).ifPresent(due::add);
        }
        failing.entrySet().stream()
                .filter(entry -> entry.getValue().repeatAt() - now <= 0)
                .sorted(Comparator.comparingLong(entry -> entry.getValue().repeatAt() - now))
                .limit(TestRhythm.RETESTS_MAX)
                .forEach(entry -> due.add(known.get(entry.getKey())));
        due.forEach(node -> failing.computeIfPresent(node.id(), (_, before) -> underWay(before, now)));
        return List.copyOf(due);
    }

    /** The outcome decides about the next time; until it is there, or if it never comes, the longest pause. */
    private Failing underWay(Failing before, long now) {
        return new Failing(before.times(), now + rhythm.pauseMax().toNanos());
    }

    private Optional<NodeInfo> next(Map<NodeId, NodeInfo> known) {
        while (!known.isEmpty()) {
            if (queue.isEmpty()) {
                var all = new ArrayList<>(known.keySet());
                Collections.sort(all);
                Collections.shuffle(all, random);
                queue.addAll(all);
            }
            var node = known.get(queue.remove());
            if (node != null) {
                return Optional.of(node);
            }
        }
        return Optional.empty();
    }

    void passed(NodeId node) {
        failing.remove(node);
    }

    void failed(NodeId node, long now) {
        var before = failing.get(node);
        var times = before == null ? 0 : before.times();
        failing.put(node, new Failing(times + 1, now + rhythm.repeatNanos(times, random)));
    }

    /** How long it is until something may be due, at least a tick. */
    long pauseNanos(long now) {
        var pause = nextAt - now;
        for (var node : failing.values()) {
            pause = Math.min(pause, node.repeatAt() - now);
        }
        return Math.max(pause, TestRhythm.TICK.toNanos());
    }
}
