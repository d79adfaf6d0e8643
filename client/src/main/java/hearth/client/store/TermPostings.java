package hearth.client.store;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Reads the messages of one word from the newest to the oldest. Valid inside one transaction. */
final class TermPostings {

    /** Reads blocks of one word. */
    interface Blocks {
        /** The block with the highest number up to {@code number}; counts as work. */
        Optional<Block> upTo(long number) throws SQLException;
    }

    /** One block, never empty. */
    record Block(long number, List<Posting> postings) {

        long first() {
            return postings.getFirst().message();
        }
    }

    private final Blocks blocks;
    private Optional<Block> current;

    /** What was answered last: for anything between it and the row it was asked for, the answer is the same. */
    private Optional<Posting> answer = Optional.empty();

    TermPostings(Blocks blocks) throws SQLException {
        this.blocks = blocks;
        current = blocks.upTo(Long.MAX_VALUE);
    }

    /** The newest message whose row is at most {@code row}. Rows asked for never grow. */
    Optional<Posting> upTo(long row) throws SQLException {
        if (answer.isPresent() && answer.get().message() <= row) {
            return answer;
        }
        answer = blockAt(row).map(block -> last(block.postings(), row));
        return answer;
    }

    /** The block in which the row has its place. Rows asked for never grow. */
    Optional<Block> blockAt(long row) throws SQLException {
        if (current.isPresent() && current.get().first() > row) {
            current = search(current.get(), row);
        }
        return current;
    }

    /** The same, below a block that lies above it: first in growing strides, then by halves. Numbers may have gaps. */
    private Optional<Block> search(Block from, long row) throws SQLException {
        var high = from.number();
        // No block is searched for at `low` or below it.
        var low = -1L;
        var best = Optional.<Block>empty();
        for (var stride = 1L; high > 0 && best.isEmpty() && low < 0; stride *= 2) {
            var probe = Math.max(0, high - stride);
            var found = blocks.upTo(probe);
            if (found.isEmpty()) {
                low = probe;
            } else if (found.get().first() <= row) {
                best = found;
                low = probe;
            } else {
                high = found.get().number();
            }
        }
        while (high - low > 1) {
            var middle = low + (high - low) / 2;
            var found = blocks.upTo(middle);
            if (found.isPresent() && found.get().first() > row) {
                high = found.get().number();
            } else {
                best = found.isPresent() ? found : best;
                low = middle;
            }
        }
        return best;
    }

    private static Posting last(List<Posting> postings, long row) {
        var low = 0;
        var high = postings.size();
        while (high - low > 1) {
            var middle = (low + high) >>> 1;
            if (postings.get(middle).message() <= row) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return postings.get(low);
    }
}
