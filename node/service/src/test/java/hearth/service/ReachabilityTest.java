package hearth.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.network.NodeInfo;
import hearth.service.registry.TestHistory;
import hearth.testkit.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real nodes test each other, fifty times as often as they should. The ports of one of them are blocked. */
@Timeout(180)
class ReachabilityTest {

    private static final NodeLimits OFTEN = TestNodes.QUICK.withTestInterval(Duration.ofMillis(200));

    @TempDir
    private Path folder;

    private TestNodes nodes;

    @BeforeEach
    void start() throws IOException {
        nodes = TestNodes.start(folder, 3, OFTEN);
    }

    @AfterEach
    void stop() {
        nodes.close();
    }

    private Optional<Boolean> finds(int node, int other) {
        return nodes.node(node).testRecords().find(nodes.info(other).id()).map(TestHistory::isReachable);
    }

    /** Whether everybody finds everybody else, or {@code blocked} only not. */
    private boolean allFind(int blocked) {
        for (var node = 0; node < 3; node++) {
            for (var other = 0; other < 3; other++) {
                if (node != other && !finds(node, other).equals(Optional.of(other != blocked))) {
                    return false;
                }
            }
        }
        return true;
    }

    private void list(NodeInfo changed) {
        var all = List.of(nodes.info(0), nodes.info(1), nodes.info(2)).stream()
                .map(node -> node.id().equals(changed.id()) ? changed : node)
                .toList();
        nodes.know(all);
    }

    private static NodeInfo at(NodeInfo node, int https, int omq) {
        return new NodeInfo(node.id(), node.x25519(), node.host(), https, omq, node.swarm());
    }

    private static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void nodesThatAreReachedPassAndKnowThatTheyAreTested() throws Exception {
        Await.until("everybody passes", () -> allFind(-1));

        var reach = nodes.node(0).reach();
        assertEquals(2, reach.passing());
        assertEquals(0, reach.failing());
        Await.until("all were tested", () -> nodes.node(0).reach().omqTested().isPresent());
        assertTrue(nodes.node(0).reach().httpsTested().isPresent());
    }

    @Test
    void whoseHttpsPortIsBlockedFailsAndHearsOfItUntilItIsOpenAgain() throws Exception {
        var real = nodes.info(1);
        list(at(real, closedPort(), real.omqPort()));

        Await.until("the others find it blocked", () -> allFind(1));
        Await.until("it knows", () -> nodes.node(1).health().state() == NodeHealth.State.UNTESTED);

        assertEquals(
                "The node keeps 0 messages, but no other node tests its HTTPS port: it may be closed in router or"
                        + " firewall",
                nodes.node(1).health().sentence());
        assertEquals(1, nodes.node(0).reach().failing());

        list(real);

        Await.until("it is found again", () -> allFind(-1));
        Await.until("it knows", () -> nodes.node(1).health().state() == NodeHealth.State.GOOD);
    }

    @Test
    void whoseOmqPortIsBlockedFailsToo() throws Exception {
        var real = nodes.info(2);
        try (var silence = new ServerSocket(0, 100, InetAddress.getLoopbackAddress())) {
            list(at(real, real.httpsPort(), silence.getLocalPort()));

            Await.until("the others find it blocked", () -> allFind(2));
        }
    }

    @Test
    void whoAnswersForSomebodyElseFails() throws Exception {
        var real = nodes.info(2);
        list(at(real, nodes.info(1).httpsPort(), real.omqPort()));

        Await.until("the others find that it is another", () -> allFind(2));
    }
}
