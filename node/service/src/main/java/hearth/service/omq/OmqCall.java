package hearth.service.omq;

import hearth.protocol.Bytes;
import java.util.List;

/**
 * One request of another side, complete and within the limits.
 *
 * @param command category and name, such as {@code sn.ping}
 * @param parts   what it says, without the tag
 */
public record OmqCall(String command, OmqCaller caller, List<Bytes> parts) {

    public OmqCall {
        parts = List.copyOf(parts);
    }

    /** Without content and caller: they are none of the log's business. */
    @Override
    public String toString() {
        return command + " (" + parts.size() + " parts)";
    }
}
