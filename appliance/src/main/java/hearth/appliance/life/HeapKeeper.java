package hearth.appliance.life;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Keeps the heap about as small as what is used of it. The serial collector lets its old generation grow to the limit before it
 * looks for garbage there, and hours of traffic fill it with what lived a moment too long. Here it is told to look sooner.
 */
public final class HeapKeeper implements AutoCloseable {

    private static final String OLD_GENERATION = "Tenured Gen";
    private static final Duration LOOK_EVERY = Duration.ofSeconds(10);

    /** What it may grow by after a collection in any case, in bytes. */
    static final long GROWTH_MIN = 16 << 20;

    private final LongSupplier used;
    private final LongSupplier left;
    private final Runnable collection;
    private final Thread watcher;

    /**
     * @param used       bytes in the old generation
     * @param left       bytes that the last collection left there
     * @param collection collects
     */
    HeapKeeper(LongSupplier used, LongSupplier left, Runnable collection) {
        this.used = used;
        this.left = left;
        this.collection = collection;
        watcher = Thread.ofVirtual().name("heap").unstarted(this::watch);
    }

    /** Begins to watch, if the collector is the serial one; others see to themselves. */
    public static AutoCloseable start() {
        var pool = oldGeneration();
        if (pool.isEmpty()) {
            return () -> {};
        }
        var old = pool.get();
        var keeper = new HeapKeeper(
                () -> old.getUsage().getUsed(), () -> old.getCollectionUsage().getUsed(), System::gc);
        keeper.watcher.start();
        return keeper;
    }

    private static Optional<MemoryPoolMXBean> oldGeneration() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals(OLD_GENERATION))
                .findFirst();
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(LOOK_EVERY);
                look();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Collects if more than half of what is there came since the last time. */
    void look() {
        var kept = left.getAsLong();
        if (used.getAsLong() > kept + Math.max(kept, GROWTH_MIN)) {
            collection.run();
        }
    }

    @Override
    public void close() {
        watcher.interrupt();
    }
}
