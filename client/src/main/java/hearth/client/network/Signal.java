package hearth.client.network;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes a worker that sleeps until there is something to do. A call that comes while it works is not lost. */
public final class Signal {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Pace pace;
    private boolean raised;

    public Signal(Pace pace) {
        this.pace = pace;
    }

    /** Wakes the worker, or keeps it from sleeping next time. */
    public void raise() {
        lock.lock();
        try {
            raised = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Sleeps until {@link #raise} or until {@code atMost} has passed. Returns whether it was raised. */
    public boolean await(Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            var begin = pace.nanos();
            for (var left = atMost.toNanos(); !raised && left > 0; left = atMost.toNanos() - (pace.nanos() - begin)) {
                pace.await(lock, changed, left);
            }
            var was = raised;
            raised = false;
            return was;
        } finally {
            lock.unlock();
        }
    }
}
