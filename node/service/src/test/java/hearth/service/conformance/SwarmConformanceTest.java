package hearth.service.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.id.Namespace;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.rpc.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Points 19, 22 and 24 of network.md §10.5: members that are away, pings, and members that come and go. */
class SwarmConformanceTest {

    private static final long MINUTE_MS = 60_000;

    @TempDir
    private static Path folder;

    private static Town town = Town.shared();

    @BeforeAll
    static void start() throws Exception {
        town = new Town(folder);
    }

    @AfterAll
    static void stop() {
        town.close();
    }

    @ParameterizedTest
    @EnumSource
    void point19AMemberThatIsAwayHasATimeOutAndTheOthersKeepTheMessage(Way way) throws Exception {
        var alice = new Person();
        var away = town.keeper(alice.account, 2);
        var index = town.indexOf(away.id());
        town.nodes.stop(index);
        try {
            var store = alice.store(Namespace.DIRECT, "one is away", MINUTE_MS);
            var before = System.nanoTime();

            var reply = town.ask(way, town.keeper(alice.account, 0), store);

            var took = Duration.ofNanos(System.nanoTime() - before);
            var swarm = reply.ok().path("swarm");
            assertEquals(Town.SWARM_SIZE, swarm.size());
            assertEquals(
                    "{\"failed\":true,\"timeout\":true}",
                    swarm.path(away.id().hex()).toString());
            assertTrue(swarm.path(town.keeper(alice.account, 1).id().hex()).has("signature"));
            assertTrue(took.compareTo(Duration.ofSeconds(20)) < 0, "took " + took);
            var other = town.ask(way, town.keeper(alice.account, 1), alice.retrieve(Namespace.DIRECT));
            assertEquals(
                    store.hash().text(),
                    other.ok().path("messages").path(0).path("hash").textValue());
        } finally {
            town.nodes.restart(index);
        }
    }

    @Test
    void point22APingNamesTheNodeAlsoWhileItIsNotReady() throws Exception {
        var node = town.node(0);
        var before = town.nodes.nodes();
        try {
            town.registry().pretend(List.of()); // nothing known: the node is not done syncing

            var ping = town.post(node, "/ping_test/v1", new byte[0]);
            var request = town.post(
                    node, "/storage_rpc/v1", "{\"method\":\"info\",\"params\":{}}".getBytes(StandardCharsets.UTF_8));

            assertEquals(200, ping.status());
            assertEquals(Base64.getEncoder().encodeToString(node.id().bytes()), ping.header("x-oxen-snode-pubkey"));
            assertEquals("503 Service node is not ready: not done syncing\n", request.status() + " " + request.body());
        } finally {
            town.registry().pretend(before);
        }
    }

    // ---- 24 ----

    @Test
    void point24MessagesFollowTheirAccountWhenMembersComeAndSwarmsGo() throws Exception {
        var alice = new Person();
        var direct = alice.store(Namespace.DIRECT, "direct", 10 * MINUTE_MS);
        var profile = alice.store(new Namespace(2), "profile", 10 * MINUTE_MS);
        town.ask(Way.DIRECT, town.keeper(alice.account), direct).ok();
        town.ask(Way.DIRECT, town.keeper(alice.account), profile).ok();
        var before = town.nodes.nodes();
        var swarm = town.swarm(alice.account).id();
        var newcomer = town.stranger(alice.account);
        try {
            town.registry()
                    .pretend(before.stream()
                            .map(node -> node.id().equals(newcomer.id()) ? node.withSwarm(swarm) : node)
                            .toList());
            for (var way : Way.values()) {
                arrives(way, newcomer, alice, direct);
                arrives(way, newcomer, alice, profile);
            }

            // Now everybody is in the other swarm, and alice's is gone.
            town.registry()
                    .pretend(before.stream()
                            .map(node -> node.withSwarm(newcomer.swarm()))
                            .toList());
            for (var node : before) {
                arrives(Way.DIRECT, node, alice, direct);
                arrives(Way.DIRECT, node, alice, profile);
            }
        } finally {
            town.registry().pretend(before);
        }
    }

    private static void arrives(Way way, NodeInfo node, Person owner, Store message) throws Exception {
        var deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (true) {
            var reply = town.ask(way, node, owner.retrieve(message.namespace()));
            if (reply.body().contains(message.hash().text())) {
                return;
            }
            assertTrue(System.nanoTime() < deadline, "Not there yet: " + reply);
            Thread.sleep(100);
        }
    }
}
