package hearth.service.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a node's own tests of another found (network.md §7.4, {@code storage_server_*}).
 *
 * @param lastReachable    when it passed last
 * @param firstUnreachable when the failures began that still last; empty since it passed
 * @param lastUnreachable  when it failed last
 */
public record TestHistory(
        Optional<Instant> lastReachable, Optional<Instant> firstUnreachable, Optional<Instant> lastUnreachable) {

    /** Never tested. */
    public static final TestHistory NONE = new TestHistory(Optional.empty(), Optional.empty(), Optional.empty());

    /** After a test that was passed. */
    public TestHistory passed(Instant now) {
        return new TestHistory(Optional.of(now), Optional.empty(), lastUnreachable);
    }

    /** After a test that was failed. */
    public TestHistory failed(Instant now) {
        return new TestHistory(lastReachable, firstUnreachable.or(() -> Optional.of(now)), Optional.of(now));
    }

    /** Whether the last test was passed. */
    public boolean isReachable() {
        return firstUnreachable.isEmpty();
    }

    /**
     * What a validator votes against (network.md §8.4): failing for at least {@code unreachable}, the last time less than
     * {@code valid} ago.
     */
    public boolean failsObligation(Instant now, Duration unreachable, Duration valid) {
        return firstUnreachable
                        .filter(first -> !first.plus(unreachable).isAfter(now))
                        .isPresent()
                && lastUnreachable.filter(last -> last.plus(valid).isAfter(now)).isPresent();
    }
}
