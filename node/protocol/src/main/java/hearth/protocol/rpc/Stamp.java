package hearth.protocol.rpc;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a node puts into every successful answer except those of batches (network specification 3.1): its clock and the
 * rules it follows.
 *
 * @param nowMs    the node's clock
 * @param hardfork version of the network's rules
 * @param revision revision of these
 */
public record Stamp(long nowMs, int hardfork, int revision) {

    /** The rules that this implementation follows. */
    public static final int HARDFORK = 19;

    public static final int REVISION = 6;

    public static Stamp at(long nowMs) {
        return new Stamp(nowMs, HARDFORK, REVISION);
    }

    /** Adds the stamp to {@code result} and returns it. */
    public ObjectNode on(ObjectNode result) {
        result.put("t", nowMs);
        result.putArray("hf").add(hardfork).add(revision);
        return result;
    }
}
