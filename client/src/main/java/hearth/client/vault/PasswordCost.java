package hearth.client.vault;

/**
 * How much work one guess at a password takes: the parameters of Argon2id.
 *
 * @param memoryKib   memory in KiB
 * @param iterations  passes over it
 * @param parallelism lanes
 */
public record PasswordCost(int memoryKib, int iterations, int parallelism) {

    /**
     * For a home. 64 MiB and three passes take 0.27 s of CPU on x86-64 and about a second on a Raspberry Pi 4
     * (libraries.md section 4; a Pi 4 needs four to six times the time), which a person accepts at sign-in, and the
     * memory fits beside everything else on a Pi with 2 GB.
     */
    public static final PasswordCost HOME = new PasswordCost(64 * 1024, 3, 1);

    private static final int MEMORY_KIB_MIN = 8;
    private static final int MEMORY_KIB_MAX = 1 << 20;
    private static final int ITERATIONS_MAX = 64;
    private static final int PARALLELISM_MAX = 16;

    public PasswordCost {
        if (!isPossible(memoryKib, iterations, parallelism)) {
            throw new IllegalArgumentException("Password cost of " + memoryKib + " KiB, " + iterations + " passes, "
                    + parallelism + " lanes: " + MEMORY_KIB_MIN + " to " + MEMORY_KIB_MAX
                    + " KiB (8 for each lane at least), 1 to "
                    + ITERATIONS_MAX + " passes, 1 to " + PARALLELISM_MAX + " lanes are possible");
        }
    }

    /** Whether a file may ask for this much: the upper bounds keep a damaged file from eating the box. */
    public static boolean isPossible(int memoryKib, int iterations, int parallelism) {
        return parallelism >= 1
                && parallelism <= PARALLELISM_MAX
                && iterations >= 1
                && iterations <= ITERATIONS_MAX
                && memoryKib >= MEMORY_KIB_MIN * parallelism
                && memoryKib <= MEMORY_KIB_MAX;
    }
}
