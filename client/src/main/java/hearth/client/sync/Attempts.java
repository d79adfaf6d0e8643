package hearth.client.sync;

import hearth.client.conversation.Delivery.WaitReason;
import hearth.protocol.id.NodeId;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * How sending one item has gone since this box started. Not on disk: after a restart everything is tried at once. Guarded
 * by the outbox's lock.
 */
final class Attempts {

    /** Nodes that will never take it; when several agree, it is given up. */
    final Set<NodeId> refusing = new HashSet<>();

    /** Nodes that failed last time. */
    final Set<NodeId> skip = new HashSet<>();

    private int failures;
    private long sinceMs;
    private long dueMs;
    private WaitReason reason = WaitReason.TURN;
    private boolean sending;
    private boolean withdrawn;

    int failures() {
        return failures;
    }

    boolean isSending() {
        return sending;
    }

    /** The item must not be sent (any more). */
    void withdraw() {
        withdrawn = true;
    }

    boolean isWithdrawn() {
        return withdrawn;
    }

    void begin() {
        sending = true;
    }

    void end() {
        sending = false;
    }

    /** Nothing is in the way: try at the next opportunity. */
    void dueNow(long nowMs) {
        sinceMs = nowMs;
        dueMs = nowMs;
    }

    /** What was in the way may be gone: try soon, though never at once again after a failure. */
    void hurry(long nowMs, OutboxSettings settings) {
        dueMs = Math.min(dueMs, Math.max(nowMs, sinceMs + settings.retryFirst().toMillis()));
    }

    /** An attempt failed; the next one is later, and each time later, a little by chance so that not all come at once. */
    void failed(WaitReason why, long nowMs, OutboxSettings settings, RandomGenerator random) {
        failures++;
        reason = why;
        var doubled = settings.retryFirst().toMillis() << Math.min(failures - 1, 20);
        var pause = Math.min(Math.max(doubled, 1), settings.retryMax().toMillis());
        sinceMs = nowMs;
        dueMs = nowMs + pause * 4 / 5 + random.nextLong(pause * 2 / 5 + 1);
    }

    WaitReason reason() {
        return reason;
    }

    long dueMs() {
        return dueMs;
    }

    /** A clock that was moved back makes everything due. */
    boolean isDue(long nowMs) {
        return nowMs >= dueMs || nowMs < sinceMs;
    }

    Duration untilDue(long nowMs) {
        return isDue(nowMs) ? Duration.ZERO : Duration.ofMillis(dueMs - nowMs);
    }
}
