package hearth.service.reach;

import hearth.protocol.id.NodeId;
import hearth.service.registry.TestHistory;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers what became of the tests of each node, for those who vote about it. Safe for use by many threads. */
public final class TestRecords implements PeerReports {

    private final Clock clock;

    /** Holds nodes of the registry only, so it is as bounded as that: see {@link #retain}. */
    private final Map<NodeId, TestHistory> histories = new ConcurrentHashMap<>();

    public TestRecords(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void report(NodeId node, boolean passed) {
        var now = clock.instant();
        histories.compute(node, (_, known) -> {
            var before = known == null ? TestHistory.NONE : known;
            return passed ? before.passed(now) : before.failed(now);
        });
    }

    /** The history of a node; empty if it was not tested since this one started. */
    public Optional<TestHistory> find(NodeId node) {
        return Optional.ofNullable(histories.get(node));
    }

    /** Nodes that passed their last test. */
    public int passing() {
        return (int)
                histories.values().stream().filter(TestHistory::isReachable).count();
    }

    /** Nodes that failed their last test. */
    public int failing() {
        return histories.size() - passing();
    }

    /** Forgets all other nodes. */
    public void retain(Collection<NodeId> nodes) {
        histories.keySet().retainAll(nodes);
    }
}
