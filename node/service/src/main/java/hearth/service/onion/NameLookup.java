package hearth.service.onion;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks up names without waiting longer than one is willing to. Each lookup has a platform thread for itself: it waits in native
 * code, where a virtual thread would hold one of the few threads that carry all others.
 */
final class NameLookup {

    /** Lookups that take long are somebody's slow name server; they must not become many threads. */
    private static final int AT_ONCE_MAX = 16;

    private final ServerRelay.Resolver resolver;
    private final Semaphore slots = new Semaphore(AT_ONCE_MAX);

    NameLookup(ServerRelay.Resolver resolver) {
        this.resolver = resolver;
    }

    /**
     * All addresses of {@code host}.
     *
     * @throws SocketTimeoutException after {@code timeout}; the lookup itself goes on
     * @throws UnknownHostException   if it has none
     */
    InetAddress[] resolve(String host, Duration timeout) throws IOException {
        var deadline = System.nanoTime() + timeout.toNanos();
        try {
            if (!slots.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new SocketTimeoutException("Too many lookups at once");
            }
            var answer = new CompletableFuture<InetAddress[]>();
            Thread.ofPlatform().daemon().name("node-lookup").start(() -> {
                try {
                    answer.complete(resolver.resolve(host));
                } catch (UnknownHostException | RuntimeException failure) {
                    answer.completeExceptionally(failure);
                } finally {
                    slots.release();
                }
            });
            return answer.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new SocketTimeoutException("No address in time");
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof UnknownHostException unknown
                    ? unknown
                    : new IOException("Lookup failed", failure.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while looking up a name");
        }
    }
}
