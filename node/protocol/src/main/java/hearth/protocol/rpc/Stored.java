package hearth.protocol.rpc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.FormatException;
import hearth.protocol.Json;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.NodeId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The result of {@code store} (network specification 3.6.1).
 *
 * @param hash    names the message from now on
 * @param members what each member of the swarm did
 */
public record Stored(MessageHash hash, Map<NodeId, MemberReply> members) {

    /** As many members are read; swarms of the network have about ten. */
    public static final int MEMBERS_MAX = 256;

    public Stored {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    public ObjectNode toJson() {
        var json = Json.object().put("hash", hash.text());
        var swarm = json.putObject("swarm");
        members.forEach((node, reply) -> swarm.set(node.hex(), reply.toJson()));
        return json;
    }

    /** Members that keep the message and whose signature of that is right. */
    public long confirmed() {
        return members.entrySet().stream()
                .filter(member -> member.getValue() instanceof MemberReply.Kept kept
                        && kept.hash().equals(hash)
                        && kept.isSignedBy(member.getKey()))
                .count();
    }

    static Stored read(ObjectNode json) throws FormatException {
        var swarm = json.path("swarm");
        if (!swarm.isObject() || swarm.size() > MEMBERS_MAX) {
            throw new FormatException("Answer has no swarm of at most " + MEMBERS_MAX + " members");
        }
        var members = new LinkedHashMap<NodeId, MemberReply>();
        for (var member : swarm.properties()) {
            members.put(NodeId.parse(member.getKey()), MemberReply.read(member.getValue()));
        }
        return new Stored(MessageHash.parse(ReplyReader.text(json, "hash")), members);
    }
}
