package hearth.protocol.onion;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Damages bytes as faults and attackers do: cuts, grows, overwrites. */
final class Mutation {

    private Mutation() {}

    static byte[] of(byte[] bytes, RandomGenerator random) {
        var damaged = switch (random.nextInt(8)) {
            case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            case 1 -> Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(16));
            default -> bytes.clone();
        };
        for (var i = random.nextInt(4); i > 0 && damaged.length > 0; i--) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        }
        return damaged;
    }
}
