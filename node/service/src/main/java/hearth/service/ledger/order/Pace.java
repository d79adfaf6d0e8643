package hearth.service.ledger.order;

/**
 * When the next block may come and when it must. Blocks come one per {@code blockMillis} on average; a block for which
 * something waits may come earlier, but all of them together only by a bounded lead, so that nobody can make the time of the
 * ledger, which is counted in blocks, run faster. Measured here, by a clock that nobody sets.
 */
final class Pace {

    private final long blockMillis;
    private final long leadMax;
    private long last;

    /** By how much the blocks until the last one came too early. */
    private long lead;

    /** @param ahead by how many blocks the ledger may be early */
    Pace(long blockMillis, int ahead, long now) {
        this.blockMillis = blockMillis;
        leadMax = ahead * blockMillis;
        last = now;
    }

    long blockMillis() {
        return blockMillis;
    }

    /** A block became final. */
    void tick(long now) {
        lead = Math.max(0, lead + blockMillis - (now - last));
        last = now;
    }

    /** When a block comes even if nothing waits for it. */
    long due() {
        return last + lead + blockMillis;
    }

    /** When a block can come if something waits for it. */
    long possible() {
        return Math.max(last, due() - leadMax);
    }

    boolean isDue(long now) {
        return now >= due();
    }

    boolean isPossible(long now) {
        return now >= possible();
    }
}
