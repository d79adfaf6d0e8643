package hearth.protocol.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.FormatException;
import hearth.protocol.id.MessageHash;
import java.util.List;

/**
 * A member of a swarm deleted single messages (network specification 3.6.3).
 *
 * @param request what it was asked
 * @param deleted what it had of that, ascending
 */
public record Deleted(Delete request, List<MessageHash> deleted, Signature signature) implements MemberReply.Done {

    public Deleted {
        deleted = List.copyOf(deleted);
    }

    /** What a member signs that deleted {@code deleted}. */
    public static byte[] signed(Delete request, List<MessageHash> deleted) {
        return SignedStrings.deleted(request.account(), request.messages(), deleted);
    }

    @Override
    public byte[] signed() {
        return signed(request, deleted);
    }

    ObjectNode write(ObjectNode json) {
        Hashes.write(json.putArray("deleted"), deleted);
        return json;
    }

    static Deleted read(Delete request, JsonNode json) throws FormatException {
        return new Deleted(request, Hashes.read(json.path("deleted")), ReplyReader.signature(json));
    }
}
