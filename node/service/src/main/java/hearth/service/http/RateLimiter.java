package hearth.service.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How many requests one address may make (network.md §1.7): {@value #TOKENS_MAX} at once and {@value #TOKENS_PER_SECOND} a second
 * after that. Of an IPv6 address the first 64 bits count, since the rest is its owner's to choose. Remembers
 * {@value #ADDRESSES_MAX} addresses; while so many are busy, others are refused. Safe for use by many threads.
 */
public final class RateLimiter {

    static final int TOKENS_MAX = 600;
    static final int TOKENS_PER_SECOND = 300;
    static final int ADDRESSES_MAX = 10_000;

    private static final long PURGE_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** A token, in the unit in which they grow: one every so many nanoseconds. */
    private static final long TOKEN_NANOS = TimeUnit.SECONDS.toNanos(1) / TOKENS_PER_SECOND;

    private static final long FULL_NANOS = TOKENS_MAX * TOKEN_NANOS;

    private record Source(boolean v6, long bits) {

        static Source of(InetAddress address) {
            var bytes = ByteBuffer.wrap(address.getAddress());
            return address instanceof Inet6Address
                    ? new Source(true, bytes.getLong())
                    : new Source(false, bytes.getInt());
        }
    }

    private final LongSupplier nanoTime;

    /** When each address would have all its tokens again. Guarded by this. */
    private final Map<Source, Long> fullAt = new HashMap<>();

    private long purgeAt;

    /** {@code nanoTime} is as {@link System#nanoTime}. */
    public RateLimiter(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        purgeAt = nanoTime.getAsLong() + PURGE_NANOS;
    }

    /** Whether {@code address} may make a request now. If so, it has one less. */
    public synchronized boolean allows(InetAddress address) {
        var now = nanoTime.getAsLong();
        if (now - purgeAt >= 0) {
            purge(now);
        }
        var source = Source.of(address);
        var known = fullAt.get(source);
        if (known == null && fullAt.size() >= ADDRESSES_MAX) {
            purge(now);
            if (fullAt.size() >= ADDRESSES_MAX) {
                return false;
            }
        }
        var missing = known == null ? 0 : Math.max(0, known - now);
        if (missing + TOKEN_NANOS > FULL_NANOS) {
            return false;
        }
        fullAt.put(source, now + missing + TOKEN_NANOS);
        return true;
    }

    private void purge(long now) {
        fullAt.values().removeIf(full -> full - now <= 0);
        purgeAt = now + PURGE_NANOS;
    }

    synchronized int remembered() {
        return fullAt.size();
    }
}
