package hearth.protocol.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.FormatException;
import hearth.protocol.id.NodeId;
import hearth.protocol.id.SwarmId;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Nodes of the network, each once, in the order in which they were listed.
 *
 * @param nodes at most {@value #NODES_MAX}
 */
public record NodeList(List<NodeInfo> nodes) {

    /** The most nodes that are read; the public network has about two thousand. */
    public static final int NODES_MAX = 20_000;

    /** The longest JSON that is read, in bytes. */
    public static final int JSON_BYTES_MAX = 1 << 25;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    public NodeList {
        nodes = List.copyOf(nodes);
        if (nodes.size() > NODES_MAX) {
            throw new IllegalArgumentException("List has " + nodes.size() + " nodes, at most " + NODES_MAX + " fit");
        }
    }

    /**
     * Reads a list in any of the shapes that the network uses: the ledger's reply (7.2, 7.4), bare or as the result of a
     * JSON-RPC call; a swarm reply (3.6.13); or {@code nodes.json}, an array or an object that holds one. Nodes that
     * cannot be used are left out, as is the second of two with one id.
     */
    public static NodeList parse(byte[] json) throws FormatException {
        if (json.length > JSON_BYTES_MAX) {
            throw new FormatException(
                    "Node list has " + json.length + " bytes, at most " + JSON_BYTES_MAX + " are read");
        }
        JsonNode tree;
        try {
            tree = JSON.readTree(json);
        } catch (IOException e) {
            throw new FormatException("Node list is not JSON", e);
        }
        return read(tree);
    }

    /** As {@link #parse}, for JSON that is already a tree. */
    public static NodeList read(JsonNode tree) throws FormatException {
        var content = tree.path("result").isObject() ? tree.path("result") : tree;
        var array = arrayOf(content);
        if (array.size() > NODES_MAX) {
            throw new FormatException("Node list has " + array.size() + " nodes, at most " + NODES_MAX + " are read");
        }
        var swarm = content.path("swarm").isTextual()
                ? SwarmId.parseHex(content.path("swarm").textValue())
                : SwarmId.UNASSIGNED;
        Map<NodeId, NodeInfo> nodes = new LinkedHashMap<>();
        for (var item : array) {
            NodeJson.read(item, swarm).ifPresent(node -> nodes.putIfAbsent(node.id(), node));
        }
        return new NodeList(List.copyOf(nodes.values()));
    }

    /** The load generator's {@code nodes.json}: an array. */
    public ArrayNode toNodesJson() {
        return array(NodeJson::entry);
    }

    /** The {@code service_node_states} of {@code get_service_nodes}, with all fields. */
    public ArrayNode toServiceNodeStates() {
        return array(NodeJson::serviceNodeState);
    }

    private ArrayNode array(Function<NodeInfo, ObjectNode> form) {
        var array = JsonNodeFactory.instance.arrayNode();
        nodes.forEach(node -> array.add(form.apply(node)));
        return array;
    }

    private static JsonNode arrayOf(JsonNode content) throws FormatException {
        for (var candidate : List.of(content, content.path("service_node_states"), content.path("snodes"))) {
            if (candidate.isArray()) {
                return candidate;
            }
        }
        throw new FormatException("Node list has neither service_node_states nor snodes, and is no array");
    }
}
