package hearth.service.store;

import hearth.protocol.id.Account;
import hearth.protocol.id.Namespace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Wakes those who wait for a message in a mailbox. Safe for use by many threads.
 *
 * <p>To miss nothing: take a {@link Watch}, look into the store, and wait only if nothing is there.
 */
public final class Arrivals implements AutoCloseable {

    private record Mailbox(Account account, Namespace namespace) {}

    private final Semaphore slots;
    private volatile boolean closed;
    private final ConcurrentHashMap<Mailbox, Set<Watch>> watches = new ConcurrentHashMap<>();

    /** Lets at most {@code watchesMax} wait at once. */
    public Arrivals(int watchesMax) {
        if (watchesMax < 1) {
            throw new IllegalArgumentException("node.waiters-max is " + watchesMax + ", it must be at least 1");
        }
        slots = new Semaphore(watchesMax);
    }

    /** Watches one mailbox from now until it is closed. Used by one thread. */
    public final class Watch implements AutoCloseable {

        private final Mailbox mailbox;
        private final CountDownLatch arrived = new CountDownLatch(1);

        private Watch(Mailbox mailbox) {
            this.mailbox = mailbox;
        }

        /** Returns true as soon as a message arrived since this watch was taken (or everything ends), false after {@code time} without one. */
        public boolean await(Duration time) throws InterruptedException {
            return arrived.await(time.toNanos(), TimeUnit.NANOSECONDS);
        }

        @Override
        public void close() {
            watches.computeIfPresent(mailbox, (_, watching) -> {
                if (watching.remove(this)) {
                    slots.release();
                }
                return watching.isEmpty() ? null : watching;
            });
        }
    }

    /** Starts watching, or nothing if too many do already. */
    public Optional<Watch> watch(Account account, Namespace namespace) {
        if (closed || !slots.tryAcquire()) {
            return Optional.empty();
        }
        var watch = new Watch(new Mailbox(account, namespace));
        watches.compute(watch.mailbox, (_, watching) -> {
            var all = watching == null ? ConcurrentHashMap.<Watch>newKeySet() : watching;
            all.add(watch);
            return all;
        });
        if (closed) {
            watch.arrived.countDown();
        }
        return Optional.of(watch);
    }

    /** Tells those who watch this mailbox that a message was kept there. */
    public void arrived(Account account, Namespace namespace) {
        if (watches.isEmpty()) {
            return;
        }
        watches.computeIfPresent(new Mailbox(account, namespace), (_, watching) -> {
            watching.forEach(watch -> watch.arrived.countDown());
            return watching;
        });
    }

    /** How many wait now. */
    public int watching() {
        return watches.values().stream().mapToInt(Set::size).sum();
    }

    /** Wakes everybody; nobody watches from now on. */
    @Override
    public void close() {
        closed = true;
        watches.values().forEach(watching -> List.copyOf(watching).forEach(watch -> watch.arrived.countDown()));
    }
}
