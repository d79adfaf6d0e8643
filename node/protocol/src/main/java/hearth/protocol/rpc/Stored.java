package hearth.protocol.rpc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.FormatException;
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

    public Stored {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    public ObjectNode toJson() {
        return new SwarmResult(members).toJson().put("hash", hash.text());
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
        var members = SwarmResult.members(json, MemberReply::read);
        return new Stored(MessageHash.parse(ReplyReader.text(json, "hash")), members);
    }
}
