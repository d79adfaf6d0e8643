package hearth.client;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Hands events to listeners, in order, on one thread of its own. An event that waits already is not added again. A listener
 * that is too slow loses events and is told so; it never holds up whoever reports them.
 */
final class EventHub implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(EventHub.class.getName());
    static final int WAITING_MAX = 1_000;

    private final Thread teller;
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

    /** Guards what follows. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition arrived = lock.newCondition();
    private final LinkedHashSet<EngineEvent> waiting = new LinkedHashSet<>();

    EventHub(String name) {
        teller = Thread.ofVirtual().name("hearth-events-" + name).unstarted(this::tell);
    }

    void start() {
        teller.start();
    }

    void report(EngineEvent event) {
        lock.lock();
        try {
            if (waiting.size() >= WAITING_MAX) {
                waiting.clear();
                waiting.add(new EngineEvent.Overrun());
            }
            waiting.add(event);
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Whether anybody listens. */
    boolean isHeard() {
        return !subscriptions.isEmpty();
    }

    /** Closing what comes back ends it: after that no call begins. */
    AutoCloseable subscribe(Consumer<EngineEvent> listener) {
        var subscription = new Subscription(listener);
        subscriptions.add(subscription);
        return subscription;
    }

    @Override
    public void close() {
        teller.interrupt();
    }

    private void tell() {
        try {
            while (true) {
                var event = next();
                subscriptions.forEach(subscription -> subscription.tell(event));
            }
        } catch (InterruptedException _) {
            // Closed.
        }
    }

    private EngineEvent next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty()) {
                arrived.await();
            }
            return waiting.removeFirst();
        } finally {
            lock.unlock();
        }
    }

    private final class Subscription implements AutoCloseable {

        private final Consumer<EngineEvent> listener;
        private volatile boolean open = true;

        Subscription(Consumer<EngineEvent> listener) {
            this.listener = listener;
        }

        void tell(EngineEvent event) {
            if (!open) {
                return;
            }
            try {
                listener.accept(event);
            } catch (RuntimeException fault) {
                LOG.log(System.Logger.Level.WARNING, "A listener failed", fault);
            }
        }

        @Override
        public void close() {
            open = false;
            subscriptions.remove(this);
        }
    }
}
