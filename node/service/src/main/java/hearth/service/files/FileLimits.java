package hearth.service.files;

import java.time.Duration;

/**
 * What a file server takes.
 *
 * @param fileBytesMax of one file, encrypted
 * @param bytesMax     of all files together; beyond it uploads are refused until others have expired
 * @param lifetime     of a file whose sender asks for none
 * @param lifetimeMax  what a sender may ask for
 */
public record FileLimits(int fileBytesMax, long bytesMax, Duration lifetime, Duration lifetimeMax) {

    /** The largest file that clients send fits, 2 GiB in all, two weeks, a month at most. */
    public static final FileLimits DEFAULT =
            new FileLimits(10_223_616, 2L << 30, Duration.ofDays(14), Duration.ofDays(30));

    public FileLimits {
        if (fileBytesMax < 1 || bytesMax < fileBytesMax) {
            throw new IllegalArgumentException(
                    "Files have up to " + fileBytesMax + " bytes, " + bytesMax + " in all: at least one must fit");
        }
        if (!lifetime.isPositive() || lifetimeMax.compareTo(lifetime) < 0) {
            throw new IllegalArgumentException(
                    "Files live " + lifetime + ", " + lifetimeMax + " at most: not a lifetime and a longer one");
        }
    }
}
