package hearth.web.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A brake on guessing: after some free failures each further one makes whoever is behind the key wait twice as long,
 * up to a maximum. A member who is being attacked is thus never locked out for longer than that.
 */
public final class Throttle {

    private static final Duration FIRST_WAIT = Duration.ofSeconds(2);
    private static final Duration WAIT_MAX = Duration.ofMinutes(1);
    /** Without a further failure for this long, all is forgotten. */
    private static final Duration MEMORY = Duration.ofHours(1);

    private final Clock clock;
    private final int freeFailures;
    private final int keysMax;
    /** Least recently failed first; guarded by this. */
    private final Map<String, Failures> byKey = new LinkedHashMap<>();

    private record Failures(int count, Instant last) {}

    /**
     * @param freeFailures failures without any wait
     * @param keysMax      keys remembered at once; beyond it the one that failed longest ago is forgotten
     */
    public Throttle(Clock clock, int freeFailures, int keysMax) {
        this.clock = clock;
        this.freeFailures = freeFailures;
        this.keysMax = keysMax;
    }

    /** How long this key has to wait before it may try; empty when it may now. */
    public synchronized Optional<Duration> pause(String key) {
        var failures = byKey.get(key);
        if (failures == null || failures.count() <= freeFailures) {
            return Optional.empty();
        }
        var left = Duration.between(clock.instant(), failures.last().plus(waitAfter(failures.count())));
        return left.isPositive() ? Optional.of(left) : Optional.empty();
    }

    /** A try failed. */
    public synchronized void failed(String key) {
        var now = clock.instant();
        var before = Optional.ofNullable(byKey.remove(key))
                .filter(failures -> now.isBefore(failures.last().plus(MEMORY)))
                .map(Failures::count)
                .orElse(0);
        byKey.put(key, new Failures(before + 1, now));
        if (byKey.size() > keysMax) {
            byKey.remove(byKey.keySet().iterator().next());
        }
    }

    /** A try succeeded: earlier failures were slips. */
    public synchronized void succeeded(String key) {
        byKey.remove(key);
    }

    private Duration waitAfter(int failures) {
        var doublings = Math.min(failures - freeFailures - 1, 16);
        var wait = FIRST_WAIT.multipliedBy(1L << doublings);
        return wait.compareTo(WAIT_MAX) < 0 ? wait : WAIT_MAX;
    }
}
