package hearth.client.sync;

import hearth.client.store.Tx;

/**
 * A value that is on disk, at hand without reading it. Commits come one after the other, but what follows them may be
 * overtaken: what the last commit wrote stays. Safe for use by many threads.
 */
final class Kept<T> {

    private volatile T value;

    /** Counts what transactions wrote. Only inside write transactions, of which there is one at a time. */
    private long written;

    /** Which of those is shown; guarded by this. */
    private long shown;

    Kept(T value) {
        this.value = value;
    }

    /** What the last commit wrote, as far as that is known here. A transaction that is under way must ask its disk. */
    T get() {
        return value;
    }

    /** Shows {@code next} once {@code tx}, which writes it, is committed; then does what follows. */
    void set(Tx tx, T next, Runnable afterwards) {
        var number = ++written;
        tx.afterwards(() -> {
            show(number, next);
            afterwards.run();
        });
    }

    private synchronized void show(long number, T next) {
        if (number > shown) {
            shown = number;
            value = next;
        }
    }
}
