package hearth.client.network;

import hearth.protocol.onion.ServerReplyV4;

/** What became of a request to a server. */
public sealed interface ServerReply {

    /** It answered, whatever the status. */
    record Answered(ServerReplyV4 reply) implements ServerReply {}

    /** It did not. */
    record NotReached(Obstacle obstacle) implements ServerReply {}
}
