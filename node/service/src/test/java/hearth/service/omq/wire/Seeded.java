package hearth.service.omq.wire;

import java.io.Serial;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/** Keys and nonces that a seed decides, so that a failure can be replayed. */
final class Seeded extends SecureRandom {

    @Serial
    private static final long serialVersionUID = 1;

    private final transient RandomGenerator generator;

    Seeded(RandomGenerator generator) {
        this.generator = generator;
    }

    @Override
    public void nextBytes(byte[] bytes) {
        generator.nextBytes(bytes);
    }
}
