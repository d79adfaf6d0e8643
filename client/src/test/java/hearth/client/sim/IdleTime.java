package hearth.client.sim;

import hearth.client.network.Pace;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import jdk.management.VirtualThreadSchedulerMXBean;

/**
 * Time that passes only while nobody has anything to do: work takes none, and waiting takes no longer than the work of those
 * who are waited for, on however busy a machine. Everything that works must do so on virtual threads, the test itself too:
 * whether they work is asked of their scheduler. Other work in the process only keeps time from passing.
 */
public final class IdleTime implements Pace, AutoCloseable {

    private static final Instant BEGIN = Instant.parse("2026-01-05T08:00:00Z");

    /** So often in a row nobody must work: a thread may just be on its way from one who woke it. */
    private static final int LOOKS = 4;

    private static final long BETWEEN_LOOKS_NANOS = 20_000;

    /** Somebody who waits, and how to wake them. */
    private record Sleeper(long until, long order, Runnable wake) {}

    private final VirtualThreadSchedulerMXBean scheduler =
            ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
    private final AtomicLong now = new AtomicLong();
    private final Thread clockwork =
            Thread.ofPlatform().name("idle-time").daemon().unstarted(this::run);
    private volatile boolean closed;

    /** Guarded by itself. */
    private final PriorityQueue<Sleeper> sleepers =
            new PriorityQueue<>(Comparator.comparingLong(Sleeper::until).thenComparingLong(Sleeper::order));

    private long order;

    /** Time that begins to pass. */
    public static IdleTime begin() {
        var time = new IdleTime();
        time.clockwork.start();
        return time;
    }

    private IdleTime() {}

    /** The right time. */
    public Clock clock() {
        return new RightClock();
    }

    @Override
    public long nanos() {
        return now.get();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        var over = new CountDownLatch(1);
        var sleeper = add(duration.toNanos(), over::countDown);
        try {
            over.await();
        } finally {
            remove(sleeper);
        }
    }

    @Override
    @SuppressWarnings("WaitNotInLoop") // The caller looks again.
    public void await(Lock lock, Condition changed, long nanos) throws InterruptedException {
        var sleeper = add(nanos, () -> {
            lock.lock();
            try {
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        });
        try {
            changed.await();
        } finally {
            remove(sleeper);
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(clockwork);
    }

    private Sleeper add(long nanos, Runnable wake) {
        synchronized (sleepers) {
            var sleeper = new Sleeper(now.get() + Math.max(nanos, 0), order++, wake);
            sleepers.add(sleeper);
            return sleeper;
        }
    }

    private void remove(Sleeper sleeper) {
        synchronized (sleepers) {
            sleepers.remove(sleeper);
        }
    }

    private void run() {
        while (!closed) {
            if (!isIdle() || !wakeNext()) {
                LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
            }
        }
    }

    private boolean isIdle() {
        for (var look = 0; look < LOOKS; look++) {
            if (scheduler.getQueuedVirtualThreadCount() > 0 || scheduler.getMountedVirtualThreadCount() > 0) {
                return false;
            }
            Thread.onSpinWait();
        }
        return true;
    }

    /** Lets time pass until somebody has something to do. Returns whether anybody waits for that. */
    private boolean wakeNext() {
        Sleeper next;
        synchronized (sleepers) {
            next = sleepers.poll();
            if (next == null) {
                return false;
            }
            now.set(Math.max(now.get(), next.until()));
        }
        next.wake().run();
        return true;
    }

    private final class RightClock extends Clock {

        @Override
        public Instant instant() {
            return BEGIN.plusNanos(now.get());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        /** This clock itself: it knows no zones but UTC. */
        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
