package hearth.service.reach;

import hearth.protocol.crypto.X25519PublicKey;
import hearth.protocol.id.NodeId;
import hearth.protocol.id.SwarmId;
import hearth.protocol.network.NodeInfo;
import hearth.service.registry.ListedNodes;
import hearth.testkit.FakeClock;
import hearth.testkit.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Nodes that test each other in virtual time. Who is down is not reached and tests nobody. */
final class SimTests {

    static final SwarmId SWARM = new SwarmId(7);

    /** @param at virtual nanoseconds */
    record Tested(NodeId by, NodeId node, long at) {}

    private record Look(NodeId node, long at) {}

    final FakeClock clock = new FakeClock(Instant.ofEpochMilli(1_700_000_000_000L));
    final ListedNodes registry = new ListedNodes(List.of());
    final List<NodeId> nodes = new ArrayList<>();
    final Set<NodeId> down = new HashSet<>();

    /** Nodes that cannot be reached over HTTPS, but over OMQ. */
    final Set<NodeId> halfDown = new HashSet<>();

    final List<Tested> tested = new ArrayList<>();
    final Map<NodeId, TestRecords> records = new HashMap<>();
    final Map<NodeId, IncomingTests> incoming = new HashMap<>();
    final Map<NodeId, PeerTests> tests = new HashMap<>();
    final List<String> warnings = new ArrayList<>();

    private final PriorityQueue<Look> looks = new PriorityQueue<>((one, other) -> Long.compare(one.at(), other.at()));
    private long nanos;

    SimTests(RandomGenerator random, int count) {
        for (var i = 0; i < count; i++) {
            nodes.add(NodeId.of(Seeds.bytes(random, NodeId.BYTES)));
        }
        registry.replace(nodes.stream().map(node -> info(node, SWARM)).toList());
        nodes.forEach(node -> start(node, random));
    }

    static NodeInfo info(NodeId node, SwarmId swarm) {
        return new NodeInfo(node, X25519PublicKey.of(new byte[32]), "127.0.0.1", 1, 2, swarm);
    }

    private void start(NodeId node, RandomGenerator random) {
        var rhythm = TestRhythm.of(Duration.ofSeconds(10));
        records.put(node, new TestRecords(clock));
        incoming.put(node, new IncomingTests(() -> nanos, rhythm, new IncomingTests.Watcher() {
            @Override
            public void testsStayAway(IncomingTests.Way way, Duration since) {
                warnings.add(node + " " + way);
            }

            @Override
            public void testsCameAgain(IncomingTests.Way way) {
                warnings.add(node + " " + way + " again");
            }
        }));
        tests.put(
                node,
                new PeerTests(
                        node,
                        registry,
                        other -> test(node, other.id()),
                        (other, passed) -> records(node).report(other, passed),
                        incoming(node),
                        rhythm,
                        () -> nanos,
                        random,
                        Runnable::run));
        looks.add(new Look(node, nanos));
    }

    TestRecords records(NodeId node) {
        return Objects.requireNonNull(records.get(node));
    }

    IncomingTests incoming(NodeId node) {
        return Objects.requireNonNull(incoming.get(node));
    }

    PeerTests tests(NodeId node) {
        return Objects.requireNonNull(tests.get(node));
    }

    private PeerTest.Outcome test(NodeId by, NodeId node) {
        tested.add(new Tested(by, node, nanos));
        var omq = !down.contains(node);
        var https = omq && !halfDown.contains(node);
        if (https) {
            incoming(node).came(IncomingTests.Way.HTTPS);
        }
        if (omq) {
            incoming(node).came(IncomingTests.Way.OMQ);
        }
        return new PeerTest.Outcome(https, omq);
    }

    /** Lets time go by, in which every node looks whenever it wanted to look again. */
    void run(Duration time) {
        var until = nanos + time.toNanos();
        while (!looks.isEmpty() && looks.element().at() <= until) {
            var look = looks.remove();
            to(look.at());
            var pause = down.contains(look.node())
                    ? Duration.ofSeconds(10)
                    : tests(look.node()).tick();
            looks.add(new Look(look.node(), nanos + pause.toNanos()));
        }
        to(until);
    }

    private void to(long at) {
        clock.advance(Duration.ofNanos(at - nanos));
        nanos = at;
    }

    long nanos() {
        return nanos;
    }

    /** When {@code by} tested {@code node}, in seconds. */
    double[] timesOf(NodeId by, NodeId node) {
        return tested.stream()
                .filter(one -> one.by().equals(by) && one.node().equals(node))
                .mapToDouble(one -> one.at() / 1e9)
                .toArray();
    }
}
