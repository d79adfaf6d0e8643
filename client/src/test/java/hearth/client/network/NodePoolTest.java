package hearth.client.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.account.AccountKeys;
import hearth.protocol.id.Account;
import hearth.protocol.id.SwarmId;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.swarm.Swarm;
import hearth.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodePoolTest {

    private static final Account ACCOUNT =
            AccountKeys.fromSeed16(new byte[16]).id().account();

    private final TestNodes.Memory memory = new TestNodes.Memory();

    @Test
    void nodesAndGuardsAreThereAgainAfterARestartInTheirOrder() {
        var nodes = TestNodes.apart(12);
        var pool = new NodePool(memory);
        pool.replace(nodes);
        pool.useGuard(nodes.get(7).id());
        pool.useGuard(nodes.get(2).id());
        pool.useGuard(nodes.get(7).id());

        var again = new NodePool(memory);

        assertEquals(nodes, again.nodes());
        assertEquals(List.of(nodes.get(7).id(), nodes.get(2).id()), again.guards());
    }

    @Test
    void anEmptyListIsNoList() {
        var pool = new NodePool(memory);
        pool.replace(TestNodes.apart(5));

        pool.replace(List.of());

        assertEquals(5, pool.size());
    }

    @Test
    void aFreshListReplacesTheOldOneAndGuardsThatAreNotInItAreForgotten() {
        var nodes = TestNodes.apart(12);
        var pool = new NodePool(memory);
        pool.replace(nodes.subList(0, 8));
        pool.useGuard(nodes.get(1).id());
        pool.useGuard(nodes.get(6).id());

        pool.replace(nodes.subList(4, 12));

        assertEquals(nodes.subList(4, 12), pool.nodes());
        assertEquals(List.of(nodes.get(6).id()), pool.guards());
        assertEquals(List.of(nodes.get(6).id()), new NodePool(memory).guards());
    }

    @Test
    void aNodeThatIsGoneComesBackWithTheNextList() {
        var nodes = TestNodes.apart(6);
        var pool = new NodePool(memory);
        pool.replace(nodes);
        pool.useGuard(nodes.getFirst().id());

        pool.remove(nodes.getFirst().id());

        assertTrue(pool.find(nodes.getFirst().id()).isEmpty());
        assertTrue(pool.guards().isEmpty());
        pool.replace(nodes);
        assertTrue(pool.find(nodes.getFirst().id()).isPresent());
    }

    @Test
    void atMostEightGuardsAreRememberedAndTheOldestGoesFirst() {
        var nodes = TestNodes.apart(12);
        var pool = new NodePool(memory);
        pool.replace(nodes);

        nodes.subList(0, 9).forEach(node -> pool.useGuard(node.id()));

        assertEquals(TestNodes.ids(nodes.subList(1, 9)), pool.guards());
    }

    @Test
    void damagedMemoryIsNoMemoryAndNothingWorse() {
        Seeds.check(300, random -> {
            var pool = new NodePool(memory);
            pool.replace(TestNodes.apart(6));
            pool.useGuard(TestNodes.apart(6).getFirst().id());
            memory.values.replaceAll((_, value) -> {
                var damaged = value.clone();
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
                return damaged;
            });

            var again = new NodePool(memory);

            assertTrue(again.size() <= 6);
            assertTrue(again.guards().size() <= 1);
            memory.values.clear();
        });
        memory.save("network.nodes", "[".getBytes(StandardCharsets.UTF_8));
        assertEquals(0, new NodePool(memory).size());
    }

    @Test
    void theSwarmOfAnAccountFollowsFromTheListUnlessTheListDoesNotSay() {
        var pool = new NodePool(memory);
        var nodes = TestNodes.apart(8);
        assertEquals(Optional.empty(), pool.swarmOf(ACCOUNT));

        pool.replace(nodes);
        var members = pool.swarmOf(ACCOUNT).orElseThrow().members();
        pool.replace(
                nodes.stream().map(node -> node.withSwarm(SwarmId.UNASSIGNED)).toList());

        assertEquals(4, members.size());
        assertEquals(1, members.stream().map(NodeInfo::swarm).distinct().count());
        assertEquals(Optional.empty(), pool.swarmOf(ACCOUNT));
    }

    @Test
    void aNodeCanOnlyPointToNodesThatTheListHasWithTheKeysOfTheList() {
        var nodes = TestNodes.apart(8);
        var pool = new NodePool(memory);
        pool.replace(nodes);
        var moved = nodes.get(1);
        var forged = new NodeInfo(moved.id(), nodes.get(2).x25519(), "192.0.2.66", 1, 0, moved.swarm());
        var invented = TestNodes.node(30, "192.0.2.67", moved.swarm());

        var known = pool.move(ACCOUNT, new Swarm(moved.swarm(), List.of(forged, invented)));

        assertEquals(1, known);
        assertEquals(List.of(moved), pool.swarmOf(ACCOUNT).orElseThrow().members());
        assertEquals(0, pool.move(ACCOUNT, new Swarm(moved.swarm(), List.of(invented))));
        assertEquals(List.of(moved), pool.swarmOf(ACCOUNT).orElseThrow().members());
    }

    @Test
    void aFreshListEndsWhatNodesSaidAboutSwarms() {
        var nodes = TestNodes.apart(8);
        var pool = new NodePool(memory);
        pool.replace(nodes);
        var before = pool.swarmOf(ACCOUNT);
        pool.move(ACCOUNT, new Swarm(new SwarmId(77), List.of(nodes.getFirst())));
        assertFalse(before.equals(pool.swarmOf(ACCOUNT)));

        pool.replace(nodes);

        assertEquals(before, pool.swarmOf(ACCOUNT));
    }
}
