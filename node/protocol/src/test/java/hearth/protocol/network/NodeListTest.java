package hearth.protocol.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import hearth.protocol.FormatException;
import hearth.protocol.crypto.Ed25519KeyPair;
import hearth.protocol.crypto.X25519PublicKey;
import hearth.protocol.id.NodeId;
import hearth.protocol.id.SwarmId;
import hearth.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class NodeListTest {

    private static final String RELAY = "bc7cbcb5636375fa1d82434d466724d92377f53b980695dd49d26d0ce12205a5";
    private static final String RECORD = "vHy8tWNjdfodgkNNRmck2SN39TuYBpXdSdJtDOEiBaUAAAAAAAASNAECAwRWBVYEAgsD";
    private static final StorageVersion VERSION = new StorageVersion(2, 11, 3);

    @Test
    void everyJsonShapeGivesBackTheNodes() {
        Seeds.check(50, random -> {
            var nodes = randomNodes(random, random.nextInt(6));
            var list = new NodeList(nodes);

            assertEquals(list, parse(list.toNodesJson().toString()));
            assertEquals(list, parse("{\"snodes\":" + list.toNodesJson() + "}"));
            assertEquals(list, parse("{\"service_node_states\":" + list.toServiceNodeStates() + ",\"height\":5}"));
            assertEquals(
                    list,
                    parse("{\"jsonrpc\":\"2.0\",\"id\":\"0\",\"result\":{\"service_node_states\":"
                            + list.toServiceNodeStates() + ",\"status\":\"OK\"}}"));
        });
    }

    @Test
    void damagedJsonThrowsOnlyFormatException() {
        Seeds.check(500, random -> {
            var list = new NodeList(randomNodes(random, 2));
            var bytes = list.toServiceNodeStates().toString().getBytes(StandardCharsets.UTF_8);
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
            var cut = Arrays.copyOf(bytes, random.nextInt(4) == 0 ? random.nextInt(bytes.length + 1) : bytes.length);
            try {
                var read = NodeList.parse(cut);
                assertEquals(read, parse(read.toNodesJson().toString()));
            } catch (FormatException expected) {
                // Refusing damaged input is the point.
            }
        });
    }

    @Test
    void aNodeThatCannotBeUsedIsLeftOutAndTheOthersStay() throws FormatException {
        var random = Seeds.random(1);
        var good = randomNodes(random, 1).getFirst();
        var array = JsonNodeFactory.instance.arrayNode();
        array.add(NodeJson.serviceNodeState(good).put("public_ip", "0.0.0.0"));
        array.add(NodeJson.serviceNodeState(good).put("storage_port", 0));
        array.add(NodeJson.serviceNodeState(good).put("storage_port", 65_536));
        array.add(NodeJson.serviceNodeState(good).put("storage_port", -1));
        array.add(NodeJson.serviceNodeState(good).put("pubkey_ed25519", ""));
        array.add(NodeJson.serviceNodeState(good).put("pubkey_x25519", "12"));
        array.add(NodeJson.serviceNodeState(good).put("public_ip", "1.2.3.4/../"));
        array.add(NodeJson.serviceNodeState(good).put("swarm", "xyz"));
        array.add(7);
        array.add(NodeJson.serviceNodeState(good));
        array.add(NodeJson.serviceNodeState(good).put("storage_port", 1));

        assertEquals(new NodeList(List.of(good)), NodeList.read(array));
    }

    @Test
    void theFieldsOfASeedReplyAreEnough() throws FormatException {
        var keys = Ed25519KeyPair.fromSeed(new byte[32]);
        var reply = "{\"result\":{\"service_node_states\":[{\"public_ip\":\"1.2.3.4\",\"storage_port\":22021,"
                + "\"pubkey_ed25519\":\"" + keys.publicKey().hex() + "\",\"requested_unlock_height\":0}]}}";

        var node = parse(reply).nodes().getFirst();

        assertEquals(keys.toX25519().publicKey(), node.x25519());
        assertEquals(SwarmId.UNASSIGNED, node.swarm());
        assertEquals(0, node.omqPort());
    }

    @Test
    void aSwarmIdOfSixtyFourBitsSurvivesAsANumber() throws FormatException {
        var node = randomNodes(Seeds.random(2), 1).getFirst().withSwarm(new SwarmId(-2));
        var list = new NodeList(List.of(node));

        var json = list.toNodesJson().toString();

        assertEquals(true, json.contains(":18446744073709551614"), json);
        assertEquals(list, parse(json));
    }

    @Test
    void whatIsNoNodeListIsRefused() {
        for (var text : List.of("", "{", "3", "{}", "{\"result\":{}}", "{\"snodes\":3}", "{\"result\":[]}")) {
            assertThrows(FormatException.class, () -> parse(text), text);
        }
        assertThrows(FormatException.class, () -> NodeList.parse(new byte[NodeList.JSON_BYTES_MAX + 1]));
    }

    @Test
    void aListWithTooManyNodesIsRefused() throws FormatException {
        var array = JsonNodeFactory.instance.arrayNode();
        for (var i = 0; i < NodeList.NODES_MAX; i++) {
            array.add(0);
        }

        assertEquals(0, NodeList.read(array).nodes().size());
        array.add(0);
        assertThrows(FormatException.class, () -> NodeList.read(array));
    }

    @Test
    void theBinaryRecordIsThePublishedOne() throws FormatException {
        var key = NodeId.parse(RELAY);
        var record = Base64.getDecoder().decode(RECORD);

        var node = ActiveNodes.decode(record).nodes().getFirst();

        assertEquals(key, node.id());
        assertEquals("1.2.3.4", node.host());
        assertEquals(22_021, node.httpsPort());
        assertEquals(22_020, node.omqPort());
        assertEquals(new SwarmId(0x1234), node.swarm());
        assertArrayEquals(record, ActiveNodes.encode(List.of(node), VERSION));
    }

    @Test
    void binaryRecordsGiveBackTheNodes() {
        Seeds.check(50, random -> {
            var nodes = randomNodes(random, random.nextInt(4));

            assertEquals(new NodeList(nodes), ActiveNodes.decode(ActiveNodes.encode(nodes, VERSION)));
        });
    }

    @Test
    void damagedBinaryRecordsThrowOnlyFormatException() {
        Seeds.check(300, random -> {
            var bytes = ActiveNodes.encode(randomNodes(random, 2), VERSION);
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
            var cut = Arrays.copyOf(bytes, random.nextInt(4) == 0 ? random.nextInt(bytes.length + 1) : bytes.length);
            try {
                assertEquals(true, ActiveNodes.decode(cut).nodes().size() <= 2);
            } catch (FormatException expected) {
                // Refusing damaged input is the point.
            }
        });
    }

    @Test
    void aBinaryListHasWholeRecordsAndNotTooMany() throws FormatException {
        assertEquals(List.of(), ActiveNodes.decode(new byte[0]).nodes());
        assertEquals(
                List.of(), ActiveNodes.decode(new byte[51 * NodeList.NODES_MAX]).nodes());
        assertThrows(FormatException.class, () -> ActiveNodes.decode(new byte[50]));
        assertThrows(FormatException.class, () -> ActiveNodes.decode(new byte[52]));
        assertThrows(FormatException.class, () -> ActiveNodes.decode(new byte[51 * (NodeList.NODES_MAX + 1)]));
    }

    @Test
    void aNodeWithoutAnIpv4AddressIsNotKnownInBinary() throws FormatException {
        var node = randomNodes(Seeds.random(3), 1).getFirst();
        for (var host : List.of("localhost", "1.2.3", "1.2.3.256", "1.2.3.4.5", "1..3.4", "::1", "1.2.3.0004")) {
            var named = new NodeInfo(node.id(), node.x25519(), host, 1, 1, node.swarm());

            var record = ActiveNodes.encode(List.of(named), VERSION);

            assertArrayEquals(new byte[8], Arrays.copyOfRange(record, 40, 48), host);
            assertEquals(List.of(), ActiveNodes.decode(record).nodes());
        }
    }

    @Test
    void portsAndHostsAreChecked() {
        var node = randomNodes(Seeds.random(4), 1).getFirst();
        assertThrows(IllegalArgumentException.class, () -> at(node, "a", 0, 0));
        assertThrows(IllegalArgumentException.class, () -> at(node, "a", 65_536, 0));
        assertThrows(IllegalArgumentException.class, () -> at(node, "a", 1, -1));
        assertThrows(IllegalArgumentException.class, () -> at(node, "a", 1, 65_536));
        assertThrows(IllegalArgumentException.class, () -> at(node, "", 1, 1));
        assertThrows(IllegalArgumentException.class, () -> at(node, "a".repeat(254), 1, 1));
        assertThrows(IllegalArgumentException.class, () -> at(node, "a b", 1, 1));
        assertEquals(65_535, at(node, "a".repeat(253), 65_535, 65_535).omqPort());
        assertThrows(IllegalArgumentException.class, () -> new StorageVersion(0, 256, 0));
        assertThrows(IllegalArgumentException.class, () -> new StorageVersion(-1, 0, 0));
    }

    private static NodeInfo at(NodeInfo node, String host, int httpsPort, int omqPort) {
        return new NodeInfo(node.id(), node.x25519(), host, httpsPort, omqPort, node.swarm());
    }

    private static NodeList parse(String json) throws FormatException {
        return NodeList.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    private static List<NodeInfo> randomNodes(RandomGenerator random, int count) {
        var nodes = new ArrayList<NodeInfo>();
        for (var i = 0; i < count; i++) {
            var keys = Ed25519KeyPair.fromSeed(Seeds.bytes(random, 32));
            nodes.add(new NodeInfo(
                    NodeId.of(keys.publicKey().bytes()),
                    X25519PublicKey.of(keys.toX25519().publicKey().bytes()),
                    (1 + random.nextInt(255)) + "." + random.nextInt(256) + "." + random.nextInt(256) + ".7",
                    1 + random.nextInt(65_535),
                    random.nextInt(65_536),
                    new SwarmId(random.nextLong())));
        }
        return nodes;
    }
}
