package hearth.testkit;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Bytes as faults and attackers make them, and the check that a decoder stands them. */
public final class Hostile {

    /** Inputs made with one seed; more would make a failure slow to replay. */
    private static final int PER_SEED = 1_000;

    private static final int RANDOM_BYTES_MAX = 200;

    /** No decoder needs more for one input, besides {@link #ALLOCATED_PER_BYTE} for each of its bytes. */
    private static final long ALLOCATED_MAX = 4 << 20;

    private static final long ALLOCATED_PER_BYTE = 1_000;

    /** Reads something; what it returns does not matter. */
    @FunctionalInterface
    public interface Decoder {
        Object decode(byte[] bytes) throws Exception;
    }

    private Hostile() {}

    /**
     * Hands {@code runs} inputs to {@code decoder}, a quarter of them random, the others damaged forms of {@code samples}. Each
     * must be taken or refused with {@code refusal}, and may not make the decoder ask for memory out of proportion.
     */
    public static void check(int runs, Class<? extends Exception> refusal, List<byte[]> samples, Decoder decoder) {
        Seeds.check((runs + PER_SEED - 1) / PER_SEED, random -> {
            for (var sample : samples) {
                refusedOrTaken(refusal, sample, decoder); // classes are loaded by then, which costs memory once
            }
            for (var i = 0; i < PER_SEED; i++) {
                var bytes = bytes(random, samples);
                var before = allocated();
                refusedOrTaken(refusal, bytes, decoder);
                var cost = allocated() - before;
                if (cost > ALLOCATED_MAX + ALLOCATED_PER_BYTE * bytes.length) {
                    throw new AssertionError(cost + " bytes of memory for an input of " + bytes.length + " bytes");
                }
            }
        });
    }

    private static void refusedOrTaken(Class<? extends Exception> refusal, byte[] bytes, Decoder decoder)
            throws Exception {
        try {
            decoder.decode(bytes);
        } catch (Exception failure) {
            if (!refusal.isInstance(failure)) {
                throw failure;
            }
        }
    }

    private static byte[] bytes(RandomGenerator random, List<byte[]> samples) {
        return samples.isEmpty() || random.nextInt(4) == 0
                ? Seeds.bytes(random, random.nextInt(RANDOM_BYTES_MAX))
                : damaged(samples.get(random.nextInt(samples.size())), random);
    }

    /** A copy that is cut, longer, repeats a part of itself, or has some bytes changed; now and then it is not damaged at all. */
    public static byte[] damaged(byte[] bytes, RandomGenerator random) {
        var damaged = switch (random.nextInt(12)) {
            case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            case 1 -> Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(16));
            case 2 -> repeated(bytes, random);
            default -> bytes.clone();
        };
        for (var i = random.nextInt(4); i > 0 && damaged.length > 0; i--) {
            damaged[random.nextInt(damaged.length)] = changed(random);
        }
        return damaged;
    }

    /** Digits and brackets are what hurts in text, the ends of the range in binary forms. */
    private static byte changed(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> (byte) ('0' + random.nextInt(10));
            case 1 -> (byte) "{}[]\":,-.ilde\\".charAt(random.nextInt(14));
            case 2 -> new byte[] {0, 1, 127, -128, -1}[random.nextInt(5)];
            default -> (byte) random.nextInt();
        };
    }

    private static byte[] repeated(byte[] bytes, RandomGenerator random) {
        var from = random.nextInt(bytes.length + 1);
        var to = random.nextInt(from, bytes.length + 1);
        var longer = Arrays.copyOf(bytes, bytes.length + to - from);
        System.arraycopy(bytes, from, longer, to, bytes.length - from);
        return longer;
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
