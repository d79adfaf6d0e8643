package hearth.client.sync;

import hearth.client.store.Tx;

/** A value that is on disk, at hand without reading it: what the last commit wrote. Safe for use by many threads. */
final class Kept<T> {

    private volatile T value;

    Kept(T value) {
        this.value = value;
    }

    /** What the last commit wrote. A transaction that is under way must ask its disk. */
    T get() {
        return value;
    }

    /** Keeps {@code next} once {@code tx}, which writes it, is committed. */
    void set(Tx tx, T next) {
        tx.atCommit(() -> value = next);
    }
}
