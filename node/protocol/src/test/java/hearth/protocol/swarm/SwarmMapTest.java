package hearth.protocol.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import hearth.protocol.FormatException;
import hearth.protocol.crypto.X25519PublicKey;
import hearth.protocol.id.Account;
import hearth.protocol.id.NodeId;
import hearth.protocol.id.SwarmId;
import hearth.protocol.network.NodeInfo;
import hearth.testkit.Seeds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SwarmMapTest {

    private static final List<Long> PUBLISHED_IDS = List.of(100L, 200L, 300L, 399L, 498L, 596L, 694L);

    @Test
    void positionsAreThePublishedOnes() throws FormatException {
        assertPosition("17589930838143112648", "053506f4a71324b7dd114eddbf4e311f39dde243e1f2cb97c40db1961f70ebaae8");
        assertPosition("2144983569669512198", "03d3511706b8b34f6e8411bf07bd22ba6b2435ca56846fbccf6eb1e166a6cd15cc");
        assertPosition("308072453193212310", "054701d08488451f545a409fb58ae3e58581ca40ac3f7f114698cd71deac73ca01");
    }

    @Test
    void theNearestSwarmIsThePublishedOne() {
        var expected = new LinkedHashMap<Long, Long>();
        expected.put(0L, 100L);
        expected.put(150L, 100L);
        expected.put(151L, 200L);
        expected.put(349L, 300L);
        expected.put(350L, 399L);
        expected.put(0x8000000000000000L, 694L);
        expected.put(0x800000000000018dL, 694L);
        expected.put(0x800000000000018eL, 100L);
        expected.put(0xa000000000000000L, 100L);
        expected.put(0xffffffffffffffffL, 100L);
        var map = mapOf(PUBLISHED_IDS);

        expected.forEach((position, id) -> assertEquals(
                new SwarmId(id), map.swarmAt(position).orElseThrow().id(), Long.toUnsignedString(position)));
    }

    @Test
    void anAccountAtTheIdOfASwarmBelongsToIt() {
        for (var id : PUBLISHED_IDS) {
            assertEquals(id, mapOf(PUBLISHED_IDS).swarmAt(id).orElseThrow().id().value());
        }
    }

    @Test
    void theNearestSwarmIsTheOneAtTheSmallestDistance() {
        Seeds.check(500, random -> {
            var ids = random.longs(1 + random.nextInt(8))
                    .filter(id -> id != -1)
                    .boxed()
                    .toList();
            var position = random.nextLong();
            var map = mapOf(ids);

            var nearest = ids.stream().mapToLong(id -> distance(id, position)).min();

            if (nearest.isPresent()) {
                var found = map.swarmAt(position).orElseThrow().id().value();
                assertEquals(nearest.getAsLong(), distance(found, position));
            }
        });
    }

    @Test
    void withOneSwarmEveryAccountBelongsToIt() {
        Seeds.check(
                50,
                random -> assertEquals(
                        new SwarmId(7),
                        mapOf(List.of(7L))
                                .swarmAt(random.nextLong())
                                .orElseThrow()
                                .id()));
    }

    @Test
    void withoutSwarmsAnAccountBelongsNowhere() throws FormatException {
        var unassigned = node(1, SwarmId.UNASSIGNED);

        assertEquals(Optional.empty(), SwarmMap.of(List.of(unassigned)).swarmOf(Account.of(new byte[33])));
        assertEquals(List.of(), SwarmMap.of(List.of(unassigned)).swarms());
    }

    @Test
    void aSwarmHasTheMembersThatNameIt() {
        var a = node(1, new SwarmId(5));
        var b = node(2, new SwarmId(5));
        var other = node(3, new SwarmId(6));

        var map = SwarmMap.of(List.of(a, other, b));

        assertEquals(Optional.of(new Swarm(new SwarmId(5), List.of(a, b))), map.swarm(new SwarmId(5)));
        assertEquals(2, map.swarms().size());
        assertEquals(Optional.empty(), map.swarm(new SwarmId(7)));
    }

    @Test
    void aSwarmReplyGivesBackTheSwarm() throws Exception {
        var swarm = new Swarm(
                new SwarmId(0xabcdefL), List.of(node(1, new SwarmId(0xabcdefL)), node(2, new SwarmId(0xabcdefL))));

        var json = new ObjectMapper().readTree(swarm.toJson().toString());

        assertEquals(swarm, Swarm.read(json));
        assertEquals("abcdef", json.get("swarm").textValue());
        assertEquals("22101", json.get("snodes").get(0).get("port").textValue());
        assertEquals(22_101, json.get("snodes").get(0).get("port_https").intValue());
    }

    @Test
    void aReplyThatKnowsNoSwarmIsRead() throws Exception {
        assertEquals(
                "{\"snodes\":[],\"swarm\":\"ffffffffffffffff\"}",
                Swarm.NONE.toJson().toString());
        assertEquals(Swarm.NONE, Swarm.read(Swarm.NONE.toJson()));
    }

    @Test
    void whatIsNoSwarmReplyIsRefused() throws Exception {
        var json = new ObjectMapper();
        var notReplies =
                List.of("{}", "[]", "{\"snodes\":[]}", "{\"swarm\":\"1\"}", "{\"snodes\":[],\"swarm\":\"x\"}", "3");
        for (var text : notReplies) {
            var tree = json.readTree(text);
            assertThrows(FormatException.class, () -> Swarm.read(tree), text);
        }
    }

    private static void assertPosition(String unsigned, String account) throws FormatException {
        assertEquals(
                unsigned,
                Long.toUnsignedString(SwarmMap.position(Account.parse(account).key())));
    }

    private static long distance(long a, long b) {
        var one = a - b;
        return Long.compareUnsigned(one, -one) < 0 ? one : -one;
    }

    private static SwarmMap mapOf(List<Long> ids) {
        var nodes = new ArrayList<NodeInfo>();
        for (var i = 0; i < ids.size(); i++) {
            nodes.add(node(i, new SwarmId(ids.get(i))));
        }
        return SwarmMap.of(nodes);
    }

    private static NodeInfo node(int number, SwarmId swarm) {
        var key = new byte[32];
        key[0] = (byte) number;
        return new NodeInfo(
                NodeId.of(key), X25519PublicKey.of(key), "192.0.2." + number, 22_100 + number, 22_200 + number, swarm);
    }
}
