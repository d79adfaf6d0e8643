package hearth.service.onion;

import hearth.protocol.Bytes;
import hearth.protocol.rpc.Status;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What goes back to where an onion request came from: to the client, or to the node before this one.
 *
 * @param contentType for the client; between nodes it is lost
 */
public record OnionAnswer(int status, String contentType, Bytes body) {

    static final String TEXT = "text/plain";

    static OnionAnswer text(int status, String text) {
        return new OnionAnswer(status, TEXT, Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    static OnionAnswer ok(Bytes body) {
        return new OnionAnswer(Status.OK, TEXT, body);
    }

    /** What somebody else answered. A status that nodes do not know becomes 500 on its way (network.md §1.5). */
    static OnionAnswer passedOn(int status, String contentType, Bytes body) {
        var known = status == Status.OK || !Status.phrase(status).equals(Status.phrase(Status.INTERNAL_SERVER_ERROR));
        return new OnionAnswer(known ? status : Status.INTERNAL_SERVER_ERROR, contentType, body);
    }

    /** The parts of the reply to another node: the status as decimal text, and the body. */
    public List<Bytes> parts() {
        return List.of(Bytes.wrap(Integer.toString(status).getBytes(StandardCharsets.US_ASCII)), body);
    }
}
