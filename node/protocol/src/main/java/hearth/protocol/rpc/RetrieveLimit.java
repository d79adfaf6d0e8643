package hearth.protocol.rpc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalLong;

/**
 * How much a {@code retrieve} returns at once (network specification 3.6.2).
 *
 * @param countMax messages; 0 or less: no limit of its own
 * @param size     bytes if positive, −n for the n-th part of what a node ever returns, 0: not set
 */
public record RetrieveLimit(long countMax, long size) {

    /** What a node returns at most, in bytes. */
    public static final long BUDGET_MAX = 7_800_000;

    /** What the node chooses. */
    public static final RetrieveLimit DEFAULT = new RetrieveLimit(0, 0);

    private static final long DEFAULT_PART = 5;
    private static final int MESSAGE_OVERHEAD = 100;

    /** The {@code n}-th part of what a node returns at most. */
    public static RetrieveLimit part(int n) {
        return new RetrieveLimit(0, -n);
    }

    static RetrieveLimit read(Params params) throws RequestException {
        return new RetrieveLimit(orNone(params.integer("max_count")), orNone(params.integer("max_size")));
    }

    /** Messages, at most. */
    public int count() {
        return countMax <= 0 ? Integer.MAX_VALUE : (int) Math.min(countMax, Integer.MAX_VALUE);
    }

    /** The sum of {@link #cost} at which a reply ends. */
    public long budget() {
        if (size > 0) {
            return Math.min(size, BUDGET_MAX);
        }
        if (size < 0) {
            // The smallest number has no opposite.
            return size == Long.MIN_VALUE ? 0 : BUDGET_MAX / -size;
        }
        return countMax > 0 ? BUDGET_MAX : BUDGET_MAX / DEFAULT_PART;
    }

    /** What one message costs. The first of a reply is returned whatever it costs. */
    public static long cost(int hashLength, int dataLength) {
        return MESSAGE_OVERHEAD + hashLength + dataLength * 4L / 3;
    }

    void write(ObjectNode params) {
        if (countMax > 0) {
            params.put("max_count", countMax);
        }
        if (size != 0) {
            params.put("max_size", size);
        }
    }

    private static long orNone(OptionalLong value) {
        return value.orElse(0);
    }
}
