package hearth.service.reach;

import hearth.protocol.id.NodeId;
import hearth.protocol.network.NodeInfo;
import hearth.service.registry.NodeRegistry;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Tests the other nodes of the network, one after the other, as long as this node is in a swarm itself (network.md §6.4).
 * Call {@link #tick} again after the pause that it returns. Safe for use by many threads.
 */
public final class PeerTests implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(PeerTests.class.getName());

    private final NodeId own;
    private final NodeRegistry registry;
    private final PeerTest test;
    private final PeerReports reports;
    private final IncomingTests incoming;
    private final LongSupplier nanoTime;
    private final Executor workers;

    /** Guarded by itself. */
    private final TestPlan plan;

    private volatile boolean closed;

    /**
     * @param nanoTime as {@link System#nanoTime}
     * @param workers  run one test each, which waits
     */
    public PeerTests(
            NodeId own,
            NodeRegistry registry,
            PeerTest test,
            PeerReports reports,
            IncomingTests incoming,
            TestRhythm rhythm,
            LongSupplier nanoTime,
            RandomGenerator random,
            Executor workers) {
        this.own = own;
        this.registry = registry;
        this.test = test;
        this.reports = reports;
        this.incoming = incoming;
        this.nanoTime = nanoTime;
        this.workers = workers;
        plan = new TestPlan(rhythm, random, nanoTime.getAsLong());
    }

    /** Starts the tests that are due, and returns how long there are none. */
    public Duration tick() {
        var nodes = registry.nodes();
        var others = nodes.stream()
                .filter(node -> !node.id().equals(own) && node.hasAddress())
                .toList();
        var active =
                registry.find(own).filter(node -> !node.swarm().isUnassigned()).isPresent();
        incoming.look(active && others.stream().anyMatch(node -> !node.swarm().isUnassigned()));
        synchronized (plan) {
            var now = nanoTime.getAsLong();
            var due = plan.due(active ? others : List.of(), now);
            due.forEach(this::start);
            return Duration.ofNanos(plan.pauseNanos(now));
        }
    }

    private void start(NodeInfo node) {
        try {
            workers.execute(() -> run(node));
        } catch (RejectedExecutionException stopping) {
            LOG.log(Level.DEBUG, "No more tests");
        }
    }

    private void run(NodeInfo node) {
        var outcome = test.test(node);
        if (closed) {
            return;
        }
        if (!outcome.passed()) {
            LOG.log(
                    Level.DEBUG,
                    "Node {0} failed a test: HTTPS {1}, OMQ {2}",
                    node.id(),
                    outcome.https(),
                    outcome.omq());
        }
        synchronized (plan) {
            if (outcome.passed()) {
                plan.passed(node.id());
            } else {
                plan.failed(node.id(), nanoTime.getAsLong());
            }
        }
        reports.report(node.id(), outcome.passed());
    }

    /** Tests under way end without being reported. */
    @Override
    public void close() {
        closed = true;
    }
}
