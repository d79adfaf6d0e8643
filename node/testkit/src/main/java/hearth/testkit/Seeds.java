package hearth.testkit;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Runs a property with many seeds. A failure names its seed; {@code -Dseed=…} replays exactly that one. */
public final class Seeds {

    /** What must hold for every seed. Any throwable counts as "does not hold". */
    public interface Property {
        void holds(RandomGenerator random) throws Throwable;
    }

    private Seeds() {}

    /** Checks {@code property} with {@code runs} fresh seeds, or once with the seed of {@code -Dseed}. */
    public static void check(int runs, Property property) {
        var replay = Long.getLong("seed");
        var first = replay != null ? replay : System.nanoTime();
        for (var seed = first; seed < first + (replay != null ? 1 : runs); seed++) {
            try {
                property.holds(random(seed));
            } catch (Throwable failure) {
                throw new AssertionError("Fails with -Dseed=" + seed, failure);
            }
        }
    }

    /** The generator that {@link #check} hands to a property for {@code seed}. */
    public static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /** {@code length} random bytes. */
    public static byte[] bytes(RandomGenerator random, int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
