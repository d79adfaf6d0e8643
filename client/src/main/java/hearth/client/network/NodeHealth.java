package hearth.client.network;

import hearth.protocol.id.NodeId;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How nodes have behaved lately: strikes for failures they may have caused, and a bench for those that certainly did
 * (network.md section 2.9). Nothing here is for good: strikes fade, and benched nodes come back. Safe for use by many
 * threads.
 */
final class NodeHealth {

    /** From this many strikes on a node counts as bad. */
    static final int STRIKES_MAX = 3;

    private static final Duration STRIKES_FADE = Duration.ofMinutes(10);
    private static final Duration BENCH_FIRST = Duration.ofSeconds(5);
    private static final Duration BENCH_MAX = Duration.ofMinutes(5);

    private final Clock clock;
    private final Map<NodeId, Conduct> records = new HashMap<>();

    private record Conduct(int strikes, int benchings, long since, long benchedUntil) {}

    NodeHealth(Clock clock) {
        this.clock = clock;
    }

    /** 0 for a node without blame, more for worse ones; the worst is {@value #STRIKES_MAX}. */
    synchronized int blame(NodeId node) {
        var record = current(node);
        if (record == null) {
            return 0;
        }
        return record.benchedUntil() > clock.millis() ? STRIKES_MAX : Math.min(record.strikes(), STRIKES_MAX);
    }

    /** The node may have caused a failure. */
    synchronized void strike(NodeId node) {
        var record = current(node);
        var now = clock.millis();
        records.put(
                node,
                record == null
                        ? new Conduct(1, 0, now, 0)
                        : new Conduct(record.strikes() + 1, record.benchings(), now, record.benchedUntil()));
    }

    /** The node certainly failed: leave it alone for a while, each time for longer. */
    synchronized void bench(NodeId node) {
        var record = current(node);
        var times = record == null ? 0 : record.benchings();
        var pause = Math.min(BENCH_FIRST.toMillis() << Math.min(times, 10), BENCH_MAX.toMillis());
        var now = clock.millis();
        records.put(node, new Conduct(record == null ? 1 : record.strikes() + 1, times + 1, now, now + pause));
    }

    /** The node did its work: all is forgiven. */
    synchronized void praise(NodeId node) {
        records.remove(node);
    }

    /** What still counts. A clock that was moved back makes everything stale as well. */
    private @Nullable Conduct current(NodeId node) {
        var record = records.get(node);
        var age = record == null ? 0 : clock.millis() - record.since();
        return record != null && age >= 0 && age < STRIKES_FADE.toMillis() ? record : null;
    }
}
