package hearth.protocol.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.FormatException;
import hearth.protocol.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * The result of {@code retrieve} (network specification 3.6.2).
 *
 * @param messages in the order in which the node got them
 * @param more     whether there are others after these
 */
public record Retrieved(List<StoredMessage> messages, boolean more) {

    public Retrieved {
        messages = List.copyOf(messages);
    }

    public ObjectNode toJson() {
        var json = Json.object().put("more", more);
        var array = json.putArray("messages");
        messages.forEach(message -> array.add(message.toJson()));
        return json;
    }

    /** A message that cannot be read is left out: it must not keep the others from being read. */
    static Retrieved read(ObjectNode json) throws FormatException {
        var array = json.path("messages");
        if (!array.isArray()) {
            throw new FormatException("Answer has no messages");
        }
        var messages = new ArrayList<StoredMessage>();
        for (var message : array) {
            addReadable(messages, message);
        }
        return new Retrieved(messages, ReplyReader.isTrue(json.path("more")));
    }

    private static void addReadable(List<StoredMessage> messages, JsonNode json) {
        try {
            messages.add(StoredMessage.read(json));
        } catch (FormatException _) {
            // Left out, as said above.
        }
    }
}
