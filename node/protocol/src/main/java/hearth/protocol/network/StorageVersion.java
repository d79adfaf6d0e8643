package hearth.protocol.network;

/**
 * The version of a node's storage program.
 *
 * @param major 0 to 255
 * @param minor 0 to 255
 * @param patch 0 to 255
 */
public record StorageVersion(int major, int minor, int patch) {

    private static final int PART_MAX = 255;

    public StorageVersion {
        if (!fits(major) || !fits(minor) || !fits(patch)) {
            throw new IllegalArgumentException("Each part of a version must be 0 to " + PART_MAX);
        }
    }

    private static boolean fits(int part) {
        return part >= 0 && part <= PART_MAX;
    }
}
