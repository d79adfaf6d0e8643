package hearth.protocol.onion;

import hearth.protocol.FormatException;
import hearth.protocol.Json;
import java.util.Map;

/**
 * What a node answered to an onion request (network specification 2.6).
 *
 * @param status  the status of the storage request, as a direct request would have it
 * @param body    the body, text as it was sent: mostly JSON
 * @param headers mostly none
 */
public record NodeReply(int status, String body, Map<String, String> headers) {

    public NodeReply {
        headers = Map.copyOf(headers);
    }

    /** Reads {@code {"body":…,"status":…}}. Untrusted input: throws {@link FormatException}, nothing else. */
    static NodeReply decode(byte[] plain) throws FormatException {
        var reply = Json.parseObject(plain);
        var status = Replies.status(reply.has("status_code") ? reply.path("status_code") : reply.path("status"));
        var body = reply.path("body");
        // A body that is no text stands for the whole reply, as in the reference client.
        var text = body.isTextual() ? body.textValue() : Json.text(reply);
        return new NodeReply(status, text, Replies.headers(reply.path("headers")));
    }
}
