package hearth.service.peer;

import hearth.protocol.Bytes;
import hearth.service.omq.OmqCaller;
import java.util.List;

/** What a node does for clients that speak OMQ (network.md §3.1). Called on threads that may wait; many at once. */
public interface ClientCommands {

    /**
     * A storage request.
     *
     * @param params a JSON object, a bt dictionary, or nothing
     * @return the parts of the reply: the body, or status and body
     */
    List<Bytes> storage(String method, Bytes params, OmqCaller from);

    /**
     * Subscriptions to new messages, which end with the connection.
     *
     * @param body a bt dictionary or a list of them
     */
    List<Bytes> monitor(Bytes body, OmqCaller from);
}
