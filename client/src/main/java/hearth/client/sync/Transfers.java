package hearth.client.sync;

import java.util.concurrent.Semaphore;

/**
 * Lets few files be on their way at a time, whoever's they are: each is in memory several times over while it is encrypted
 * for every step of its way. Of large ones only one.
 */
final class Transfers {

    private static final int ALL = 3;
    private static final long LARGE_BYTES = 2_000_000;

    /** Of the whole process: it is memory that is short. */
    private static final Semaphore WAYS = new Semaphore(ALL, true);

    private Transfers() {}

    /** Something that moves a file. */
    interface Transfer<T> {
        T run() throws InterruptedException;
    }

    /** Runs {@code transfer} once there is room for a file of so many bytes. */
    static <T> T with(long bytes, Transfer<T> transfer) throws InterruptedException {
        var ways = bytes > LARGE_BYTES ? ALL : 1;
        WAYS.acquire(ways);
        try {
            return transfer.run();
        } finally {
            WAYS.release(ways);
        }
    }
}
