package hearth.service.ledger;

/**
 * The 64-bit Mersenne Twister: the generator {@code mt19937_64} of C++, from which a ledger draws (network specification
 * 5.2). Predictable, and meant to be.
 */
final class Mt19937x64 {

    private static final int WORDS = 312;
    private static final int MIDDLE = 156;
    private static final long TWIST = 0xb5026f5aa96619e9L;
    private static final long SEED_FACTOR = 6364136223846793005L;
    private static final long LOWER_BITS = (1L << 31) - 1;
    private static final long ALL_BITS = -1;

    private final long[] words = new long[WORDS];
    private int next = WORDS;

    Mt19937x64(long seed) {
        words[0] = seed;
        for (var i = 1; i < WORDS; i++) {
            words[i] = SEED_FACTOR * (words[i - 1] ^ (words[i - 1] >>> 62)) + i;
        }
    }

    /** The next 64 bits, to be read as unsigned. */
    long next() {
        if (next == WORDS) {
            twist();
        }
        var x = words[next++];
        x ^= (x >>> 29) & 0x5555555555555555L;
        x ^= (x << 17) & 0x71d67fffeda60000L;
        x ^= (x << 37) & 0xfff7eee000000000L;
        return x ^ (x >>> 43);
    }

    /** A number from 0 to {@code bound} − 1, each equally likely; {@code bound} is at least 1. */
    int uniform(int bound) {
        var limit = ALL_BITS - Long.remainderUnsigned(ALL_BITS, bound);
        var x = next();
        while (Long.compareUnsigned(x, limit) >= 0) {
            x = next();
        }
        return (int) Long.divideUnsigned(x, Long.divideUnsigned(limit, bound));
    }

    private void twist() {
        for (var i = 0; i < WORDS; i++) {
            var x = (words[i] & ~LOWER_BITS) | (words[(i + 1) % WORDS] & LOWER_BITS);
            words[i] = words[(i + MIDDLE) % WORDS] ^ (x >>> 1) ^ ((x & 1) * TWIST);
        }
        next = 0;
    }
}
