package hearth.sqlite;

import java.time.Duration;

/**
 * How a database is opened.
 *
 * @param powerSafe   whether a write returns only after it would survive a power cut ({@code synchronous=FULL}); without,
 *                    it survives a killed process, and a power cut may undo the last moments but never damages the file
 * @param readers     how many reads run at once; the connections are opened when first needed
 * @param cacheKib    page cache per connection, in KiB
 * @param pageBytes   page size of a new file: a power of two, 512 to 65536
 * @param bytesMax    the file never grows beyond this many bytes; what does not fit fails with
 *                    {@link StoreException.Problem#FULL}
 * @param busyTimeout how long to wait for another process that holds the file
 * @param check       when to look for damage at open
 */
public record Options(
        boolean powerSafe, int readers, int cacheKib, int pageBytes, long bytesMax, Duration busyTimeout, Check check) {

    /** When {@code quick_check} reads the whole file at open. */
    public enum Check {
        ALWAYS,
        /** Only if the last use did not end with {@link Database#close()}. */
        AFTER_CRASH,
        NEVER
    }

    /** Power-safe, 4 readers of 1 MiB cache each, 4 KiB pages, 64 GiB at most, always checked. */
    public static final Options DEFAULT =
            new Options(true, 4, 1_024, 4_096, 64L << 30, Duration.ofSeconds(5), Check.ALWAYS);

    public Options {
        if (readers < 1) {
            throw new IllegalArgumentException("readers is " + readers + ", it must be at least 1");
        }
        if (cacheKib < 16) {
            throw new IllegalArgumentException("cacheKib is " + cacheKib + ", it must be at least 16");
        }
        if (pageBytes < 512 || pageBytes > 65_536 || Integer.bitCount(pageBytes) != 1) {
            throw new IllegalArgumentException(
                    "pageBytes is " + pageBytes + ", it must be a power of two in 512 to 65536");
        }
        if (bytesMax < pageBytes) {
            throw new IllegalArgumentException("bytesMax is " + bytesMax + ", it must hold at least one page");
        }
    }

    public Options withPowerSafe(boolean value) {
        return new Options(value, readers, cacheKib, pageBytes, bytesMax, busyTimeout, check);
    }

    public Options withReaders(int value) {
        return new Options(powerSafe, value, cacheKib, pageBytes, bytesMax, busyTimeout, check);
    }

    public Options withCacheKib(int value) {
        return new Options(powerSafe, readers, value, pageBytes, bytesMax, busyTimeout, check);
    }

    public Options withPageBytes(int value) {
        return new Options(powerSafe, readers, cacheKib, value, bytesMax, busyTimeout, check);
    }

    public Options withBytesMax(long value) {
        return new Options(powerSafe, readers, cacheKib, pageBytes, value, busyTimeout, check);
    }

    public Options withCheck(Check value) {
        return new Options(powerSafe, readers, cacheKib, pageBytes, bytesMax, busyTimeout, value);
    }
}
