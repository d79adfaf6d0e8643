package hearth.client.network;

import java.util.random.RandomGenerator;

/** Lets many threads share a generator that is made for one. */
public final class SharedChance implements RandomGenerator {

    private final RandomGenerator random;

    public SharedChance(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public synchronized long nextLong() {
        return random.nextLong();
    }
}
