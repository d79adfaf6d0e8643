package hearth.protocol.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import hearth.protocol.FormatException;
import hearth.protocol.id.MessageHash;
import java.util.ArrayList;
import java.util.List;

/** Lists of message hashes in results. */
final class Hashes {

    private Hashes() {}

    static void write(ArrayNode array, List<MessageHash> hashes) {
        hashes.forEach(hash -> array.add(hash.text()));
    }

    static List<MessageHash> read(JsonNode array) throws FormatException {
        if (!array.isArray()) {
            throw new FormatException("Answer has no list of hashes");
        }
        var hashes = new ArrayList<MessageHash>();
        for (var hash : array) {
            hashes.add(MessageHash.parse(hash.asText("")));
        }
        return hashes;
    }
}
