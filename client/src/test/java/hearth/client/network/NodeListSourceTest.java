package hearth.client.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.client.network.NetworkProfile.Seed;
import hearth.client.sim.SimNetwork;
import hearth.client.sim.SimNode;
import hearth.protocol.Json;
import hearth.protocol.network.ActiveNodes;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.network.NodeList;
import hearth.protocol.network.StorageVersion;
import hearth.protocol.rpc.RpcAnswer;
import hearth.testkit.Seeds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Where node lists come from, and whom they are believed. */
class NodeListSourceTest {

    private static final String PIN = Base64.getEncoder().encodeToString(new byte[32]);
    private static final Seed ONE = Seed.of("https://one.invalid:1/json_rpc", PIN);
    private static final Seed TWO = Seed.of("https://two.invalid:1/json_rpc", PIN);
    private static final NetworkSettings SETTINGS = new NetworkSettings(
            Duration.ofSeconds(2),
            Duration.ofSeconds(50),
            Duration.ofMinutes(10),
            Duration.ofHours(2),
            Duration.ofMillis(20),
            Duration.ofMillis(200),
            2);

    private final RandomGenerator random = Seeds.random(1);
    private final SimNetwork network = new SimNetwork(random, Clock.systemUTC(), 12, 2);
    private final List<NodeInfo> known =
            network.nodes().stream().map(SimNode::info).toList();

    @Test
    void theFirstGoodAnswerOfASeedIsTakenAndOthersAreNotWaitedFor() throws Exception {
        var never = new CountDownLatch(1);
        var source = source(Map.of(ONE, list(known.subList(0, 5)), TWO, silentUntil(never)));

        assertEquals(known.subList(0, 5), source.fromSeeds());
    }

    @Test
    void aSeedThatIsAwayOrTalksNonsenseIsMadeUpForByAnother() throws Exception {
        for (var bad : List.of(away(), says("nonsense"), says("{\"result\":{}}"), list(List.of()))) {
            assertEquals(known, source(Map.of(ONE, bad, TWO, list(known))).fromSeeds());
            assertEquals(List.of(), source(Map.of(ONE, bad, TWO, bad)).fromSeeds());
        }
    }

    @Test
    void whatTwoOfThreeNodesListIsBelieved() throws Exception {
        var invented = TestNodes.apart(6);
        lists(node -> node == liar() ? invented : known);

        var list = source(Map.of()).fromNodes(known);

        assertEquals(Set.copyOf(known), Set.copyOf(list));
        assertEquals(known.size(), list.size());
    }

    @Test
    void nodesThatAllTellDifferentStoriesAreBelievedNothing() throws Exception {
        var stories = TestNodes.apart(36);
        lists(node -> {
            var number = network.nodes().indexOf(node);
            return stories.subList(number * 3, number * 3 + 3);
        });

        assertEquals(List.of(), source(Map.of()).fromNodes(known));
    }

    @Test
    void nodesThatDoNotOfferAListOrSendAnotherThingAreNoSource() throws Exception {
        assertEquals(List.of(), source(Map.of()).fromNodes(known));

        for (var body : List.of("AAAA", "!", "")) {
            network.nodes().forEach(node -> node.setListing(_ -> batchOf(200, body)));
            assertEquals(List.of(), source(Map.of()).fromNodes(known));
        }
        network.nodes().forEach(node -> node.setListing(_ -> batchOf(500, "AAAA")));
        assertEquals(List.of(), source(Map.of()).fromNodes(known));
    }

    @Test
    void agreedIsWhatTwoListsHaveInTheSameWayEachOnce() {
        Seeds.check(500, seeded -> {
            var all = TestNodes.spread(seeded, 12, 4);
            var lists = new ArrayList<List<NodeInfo>>();
            var votes = new HashMap<NodeInfo, Integer>();
            for (var i = 0; i < 3; i++) {
                var list = all.stream()
                        .filter(_ -> seeded.nextInt(4) > 0)
                        .map(node -> seeded.nextInt(5) == 0 ? elsewhere(node) : node)
                        .toList();
                lists.add(list);
                list.forEach(node -> votes.merge(node, 1, Integer::sum));
            }

            var agreed = NodeListSource.agreed(lists);

            assertEquals(agreed.size(), Set.copyOf(TestNodes.ids(agreed)).size());
            votes.forEach((node, count) -> assertEquals(count >= 2, agreed.contains(node)));
            assertTrue(votes.keySet().containsAll(agreed));
        });
    }

    @Test
    void oneListAloneIsNeverAgreed() {
        assertEquals(List.of(), NodeListSource.agreed(List.of(known)));
        assertEquals(List.of(), NodeListSource.agreed(List.of()));
    }

    private SimNode liar() {
        return network.nodes().getFirst();
    }

    private static NodeInfo elsewhere(NodeInfo node) {
        return new NodeInfo(node.id(), node.x25519(), "192.0.2.66", node.httpsPort(), node.omqPort(), node.swarm());
    }

    private void lists(Function<SimNode, List<NodeInfo>> story) {
        for (var node : network.nodes()) {
            var body = Base64.getEncoder()
                    .encodeToString(ActiveNodes.encode(story.apply(node), new StorageVersion(2, 11, 0)));
            node.setListing(_ -> batchOf(200, body));
        }
    }

    private static RpcAnswer batchOf(int code, String body) {
        var json = Json.object();
        json.putArray("results").addObject().put("code", code).put("body", body);
        return RpcAnswer.ok(json);
    }

    private NodeListSource source(Map<Seed, SeedLink> seeds) {
        var clock = Clock.systemUTC();
        var pool = new NodePool(new TestNodes.Memory());
        pool.replace(known);
        var health = new NodeHealth(clock);
        var paths = new Paths(pool, health, false, random, clock, SETTINGS);
        return new NodeListSource(
                new NetworkProfile("test", List.copyOf(seeds.keySet()), known, false, Optional.empty()),
                (seed, json, timeout) -> Objects.requireNonNull(seeds.get(seed)).post(seed, json, timeout),
                new OnionCalls(pool, paths, health, network, new SecureRandom(), clock),
                Optional.empty(),
                random,
                SETTINGS.requestTimeout());
    }

    private static SeedLink list(List<NodeInfo> nodes) {
        var json = Json.object();
        json.putObject("result").set("service_node_states", new NodeList(nodes).toServiceNodeStates());
        return (_, _, _) -> Json.bytes(json);
    }

    private static SeedLink says(String text) {
        return (_, _, _) -> text.getBytes(StandardCharsets.UTF_8);
    }

    private static SeedLink away() {
        return (_, _, _) -> {
            throw new IOException("Away");
        };
    }

    private static SeedLink silentUntil(CountDownLatch latch) {
        return (_, _, _) -> {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return new byte[0];
        };
    }
}
