package hearth.protocol.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.FormatException;
import hearth.protocol.Json;
import hearth.protocol.id.NodeId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The result of a recursive request (network specification 3.5); that of {@code store} is {@link Stored}, which says more.
 *
 * @param members what each member of the swarm did
 */
public record SwarmResult(Map<NodeId, MemberReply> members) {

    /** As many members are read; swarms of the network have about ten. */
    public static final int MEMBERS_MAX = 256;

    public SwarmResult {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    public ObjectNode toJson() {
        var json = Json.object();
        var swarm = json.putObject("swarm");
        members.forEach((node, reply) -> swarm.set(node.hex(), reply.toJson()));
        return json;
    }

    /** Members that did what was asked and whose signature of that is right. */
    public long confirmed() {
        return members.entrySet().stream()
                .filter(member ->
                        member.getValue() instanceof MemberReply.Done done && done.isSignedBy(member.getKey()))
                .count();
    }

    static SwarmResult read(StorageRequest.Recursive request, ObjectNode json) throws FormatException {
        return new SwarmResult(members(json, element -> MemberReply.read(request, element)));
    }

    static Map<NodeId, MemberReply> members(ObjectNode json, Function<JsonNode, MemberReply> reader)
            throws FormatException {
        var swarm = json.path("swarm");
        if (!swarm.isObject() || swarm.size() > MEMBERS_MAX) {
            throw new FormatException("Answer has no swarm of at most " + MEMBERS_MAX + " members");
        }
        var members = new LinkedHashMap<NodeId, MemberReply>();
        for (var member : swarm.properties()) {
            members.put(NodeId.parse(member.getKey()), reader.apply(member.getValue()));
        }
        return members;
    }
}
