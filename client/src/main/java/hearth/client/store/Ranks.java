package hearth.client.store;

import java.sql.SQLException;
import java.util.Optional;

/**
 * Finds places for messages: numbers that sort as the messages' times do, without being those times, which stay
 * encrypted. Neighbours are far apart, so that late messages find room between them.
 */
final class Ranks {

    /** What the search needs to know of the messages that are there. */
    interface Neighbours {
        /** The first message with a rank above {@code low} and below {@code high}. */
        Optional<Placed> firstBetween(long low, long high) throws SQLException;

        /** The last message with a rank above {@code low} and below {@code high}. */
        Optional<Placed> lastBetween(long low, long high) throws SQLException;
    }

    /** A message's rank, and the time it is sorted by. */
    record Placed(long rank, long orderAt) {}

    /** Distance of neighbours: 32 messages fit between two even if each takes the middle of what is left. */
    static final long GAP = 1L << 32;

    /** Where a conversation begins, with room for half a billion messages on either side. */
    static final long FIRST = 1L << 62;

    private Ranks() {}

    /** A free rank for a message of {@code orderAt}, after all of the same time; empty if there is no room left. */
    static Optional<Long> find(Neighbours neighbours, long orderAt) throws SQLException {
        var newest = neighbours.lastBetween(0, Long.MAX_VALUE);
        if (newest.isEmpty()) {
            return Optional.of(FIRST);
        }
        if (newest.get().orderAt() <= orderAt) {
            var rank = newest.get().rank();
            return rank < Long.MAX_VALUE - GAP ? Optional.of(rank + GAP) : Optional.empty();
        }
        var between = split(neighbours, orderAt, newest.get().rank());
        var low = between.low();
        var high = between.high();
        if (low == 0) {
            return high > GAP ? Optional.of(high - GAP) : Optional.empty();
        }
        return high - low > 1 ? Optional.of(low + (high - low) / 2) : Optional.empty();
    }

    /** The rank of the last message that is not later than {@code orderAt}; 0 if there is none. */
    static long lastUpTo(Neighbours neighbours, long orderAt) throws SQLException {
        var newest = neighbours.lastBetween(0, Long.MAX_VALUE);
        if (newest.isEmpty()) {
            return 0;
        }
        return newest.get().orderAt() <= orderAt
                ? newest.get().rank()
                : split(neighbours, orderAt, newest.get().rank()).low();
    }

    /** The ranks of the last message that is not later, 0 if there is none, and of the first one that is. */
    private record Split(long low, long high) {}

    /** Searches below {@code later}, the rank of a message that is later. */
    private static Split split(Neighbours neighbours, long orderAt, long later) throws SQLException {
        // Everything up to `low` is not later than the message; the message at `high` is.
        var low = 0L;
        var high = later;
        while (high - low > 1) {
            var middle = low + (high - low) / 2;
            var above = neighbours.firstBetween(middle - 1, high);
            var probe = above.isPresent() ? above : neighbours.lastBetween(low, middle);
            if (probe.isEmpty()) {
                break;
            }
            if (probe.get().orderAt() <= orderAt) {
                low = probe.get().rank();
            } else {
                high = probe.get().rank();
            }
        }
        return new Split(low, high);
    }
}
