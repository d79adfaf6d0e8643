package hearth.service.peer;

import hearth.protocol.Bytes;
import java.util.List;

/** What became of one call to another node. Every caller decides about every case. */
public sealed interface PeerReply {

    /** The node answered. */
    record Parts(List<Bytes> parts) implements PeerReply {
        public Parts {
            parts = List.copyOf(parts);
        }
    }

    /** Nothing came in time. Whether the node did what it was asked is not known. */
    record TimedOut() implements PeerReply {}

    /** Nobody listens there, or it is not the node that should, or it hung up. {@code reason} is safe to log. */
    record Unreachable(String reason) implements PeerReply {}
}
