package hearth.protocol.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.FormatException;
import hearth.protocol.id.SwarmId;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.network.NodeJson;
import hearth.protocol.network.NodeList;
import java.util.List;

/**
 * The nodes that keep the same mailboxes.
 *
 * @param id their common name
 * @param members in the order of a node list; empty only in a reply of a node that knows no swarm
 */
public record Swarm(SwarmId id, List<NodeInfo> members) {

    /** What a node answers that knows no swarm. */
    public static final Swarm NONE = new Swarm(SwarmId.UNASSIGNED, List.of());

    public Swarm {
        members = List.copyOf(members);
    }

    /** The reply to {@code get_swarm} and the body of a 421 (3.6.13), without the fields that every reply has. */
    public ObjectNode toJson() {
        var json = JsonNodeFactory.instance.objectNode();
        var snodes = json.putArray("snodes");
        members.forEach(member -> snodes.add(NodeJson.swarmMember(member)));
        return json.put("swarm", id.hex());
    }

    /** Reads what {@link #toJson} writes. Members that cannot be used are left out. */
    public static Swarm read(JsonNode json) throws FormatException {
        if (!json.path("swarm").isTextual() || !json.path("snodes").isArray()) {
            throw new FormatException("Swarm reply has no swarm or no snodes");
        }
        var id = SwarmId.parseHex(json.path("swarm").textValue());
        return new Swarm(id, NodeList.read(json).nodes());
    }
}
