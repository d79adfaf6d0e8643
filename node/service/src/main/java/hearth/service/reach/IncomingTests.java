package hearth.service.reach;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Knows when others tested this node last (network.md §6.4): who is not tested cannot be reached, and should hear of it before others
 * vote about it. Safe for use by many threads.
 */
public final class IncomingTests {

    /** A way in. */
    public enum Way {
        HTTPS,
        OMQ
    }

    /** Is told when tests stay away, and when they come again. */
    public interface Watcher {

        void testsStayAway(Way way, Duration since);

        void testsCameAgain(Way way);
    }

    private static final long NEVER = Long.MIN_VALUE;

    private final LongSupplier nanoTime;
    private final Duration silenceMax;
    private final Watcher watcher;
    private final Map<Way, AtomicLong> last = new EnumMap<>(Way.class);

    /** Guarded by this. */
    private final Set<Way> missing = EnumSet.noneOf(Way.class);

    /** Since when this node may expect tests, or {@link #NEVER}. Guarded by this. */
    private long expectedSince = NEVER;

    /** {@code nanoTime} is as {@link System#nanoTime}. */
    public IncomingTests(LongSupplier nanoTime, TestRhythm rhythm, Watcher watcher) {
        this.nanoTime = nanoTime;
        this.silenceMax = rhythm.silenceMax();
        this.watcher = watcher;
        for (var way : Way.values()) {
            last.put(way, new AtomicLong(NEVER));
        }
    }

    private AtomicLong last(Way way) {
        return Objects.requireNonNull(last.get(way));
    }

    /** A test came. */
    public void came(Way way) {
        last(way).set(nanoTime.getAsLong());
    }

    /** How long ago the last test came; empty if there was none. */
    public Optional<Duration> age(Way way) {
        var at = last(way).get();
        return at == NEVER ? Optional.empty() : Optional.of(Duration.ofNanos(nanoTime.getAsLong() - at));
    }

    /** The ways in by which no test came for too long, as of the last look. */
    public synchronized Set<Way> missing() {
        return Set.copyOf(missing);
    }

    /** Looks whether tests stay away. {@code expected} says whether anybody has reason to test this node. */
    synchronized void look(boolean expected) {
        if (!expected) {
            expectedSince = NEVER;
            missing.clear();
            return;
        }
        var now = nanoTime.getAsLong();
        if (expectedSince == NEVER) {
            expectedSince = now;
        }
        for (var way : Way.values()) {
            var at = last(way).get();
            var silence = Duration.ofNanos(now - (at == NEVER || at - expectedSince < 0 ? expectedSince : at));
            if (silence.compareTo(silenceMax) <= 0) {
                if (missing.remove(way)) {
                    watcher.testsCameAgain(way);
                }
            } else if (missing.add(way)) {
                watcher.testsStayAway(way, silence);
            }
        }
    }
}
