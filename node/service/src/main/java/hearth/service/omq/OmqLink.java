package hearth.service.omq;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.crypto.X25519PublicKey;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection to one place, dialled when it is needed and again after it ended. After two failures in a row it is not dialled
 * for a while, which doubles up to {@link #PAUSE_MAX}: requests then fail at once. Safe for use by many threads; requests wait.
 */
public final class OmqLink implements AutoCloseable {

    /** What became of a request. */
    public sealed interface Answer {

        /** The parts of the reply. */
        record Reply(List<Bytes> parts) implements Answer {}

        /** Nothing came in time. Whether the request was done is not known. */
        record TimedOut() implements Answer {}

        /** The other side does not want to; {@code code} is one of the words of network.md §1.9. */
        record Refused(String code) implements Answer {}

        /** Nobody is there, or not who should be, or it hung up. {@code reason} is safe to log. */
        record Unreachable(String reason) implements Answer {}
    }

    /** The longest time without a try to connect. */
    static final Duration PAUSE_MAX = Duration.ofSeconds(2);

    private static final Duration PAUSE_MIN = Duration.ofMillis(100);

    private final Shared shared;
    private final String host;
    private final int port;
    private final X25519PublicKey key;

    // All guarded by this.
    private @Nullable CompletableFuture<Conversation> connection;
    private int failures;
    private long failedNanos;
    private String failure = "";
    private boolean closed;

    OmqLink(Shared shared, String host, int port, X25519PublicKey key) {
        this.shared = shared;
        this.host = host;
        this.port = port;
        this.key = key;
    }

    /** Asks and waits, {@code timeout} at most. */
    public Answer request(String command, List<Bytes> parts, Duration timeout) {
        var deadline = System.nanoTime() + timeout.toNanos();
        return waiting(() -> connectAndAsk(command, parts, deadline));
    }

    /**
     * Sends a request without waiting, if there is a connection at this moment. What is returned then waits for the answer,
     * {@code timeout} from now at most, and must be called.
     */
    public Optional<Supplier<Answer>> send(String command, List<Bytes> parts, Duration timeout) {
        var conversation = conversation();
        if (conversation == null) {
            return Optional.empty();
        }
        var deadline = System.nanoTime() + timeout.toNanos();
        var request = conversation.send(command, parts);
        return Optional.of(() -> waiting(() -> {
            var answer = answer(conversation.await(request, left(deadline)));
            return answer.isPresent() ? answer.get() : connectAndAsk(command, parts, deadline);
        }));
    }

    private Answer connectAndAsk(String command, List<Bytes> parts, long deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        while (true) {
            var conversation = connection().get(left(deadline), TimeUnit.NANOSECONDS);
            var answer = answer(conversation.await(conversation.send(command, parts), left(deadline)));
            if (answer.isPresent()) {
                return answer.get();
            }
            Thread.onSpinWait();
        }
    }

    /** Empty if the connection ended just now, before the request: in a moment there is a new one. */
    private static Optional<Answer> answer(Optional<Requests.Outcome> outcome) {
        if (outcome.isEmpty()) {
            return Optional.of(new Answer.TimedOut());
        }
        return switch (outcome.get()) {
            case Requests.Outcome.Reply(var reply) -> Optional.of(new Answer.Reply(reply));
            case Requests.Outcome.Refused(var code) -> Optional.of(new Answer.Refused(code));
            case Requests.Outcome.HungUp() -> Optional.of(new Answer.Unreachable("The other side hung up"));
            case Requests.Outcome.NotSent(var open) ->
                open ? Optional.of(new Answer.Unreachable("Too much waits to be sent")) : Optional.empty();
        };
    }

    private interface Wait {
        Answer end() throws InterruptedException, ExecutionException, TimeoutException;
    }

    private static Answer waiting(Wait wait) {
        try {
            return wait.end();
        } catch (TimeoutException late) {
            return new Answer.TimedOut();
        } catch (ExecutionException failed) {
            return new Answer.Unreachable(reason(failed));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return new Answer.Unreachable("Interrupted");
        }
    }

    private static String reason(ExecutionException failed) {
        var cause = failed.getCause();
        return cause == null ? "Unknown" : String.valueOf(cause.getMessage());
    }

    private static long left(long deadline) {
        return Math.max(1, deadline - System.nanoTime());
    }

    /** The connection of this moment, or null if there is none that is open. */
    private synchronized @Nullable Conversation conversation() {
        var known = connection;
        return known != null && known.isDone() && !known.isCompletedExceptionally() ? known.join() : null;
    }

    /** The connection of this moment, or the one being made; failed if there is none to be had. */
    private synchronized CompletableFuture<Conversation> connection() {
        var known = connection;
        if (known != null) {
            return known;
        }
        if (closed) {
            return CompletableFuture.failedFuture(new IOException("Closed"));
        }
        if (failures > 1 && System.nanoTime() - failedNanos < pauseNanos()) {
            return CompletableFuture.failedFuture(new IOException(failure));
        }
        var dialling = new CompletableFuture<Conversation>();
        connection = dialling;
        dial(dialling);
        return dialling;
    }

    private long pauseNanos() {
        return Math.min(PAUSE_MAX.toNanos(), PAUSE_MIN.toNanos() << Math.min(20, failures - 2));
    }

    private void dial(CompletableFuture<Conversation> dialling) {
        var address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            failed(dialling, "Unknown host");
            return;
        }
        Conversation conversation;
        try {
            conversation = new Conversation(shared, shared.dialling(key), new Watcher(dialling));
        } catch (FormatException nobodysKey) {
            failed(dialling, "Key of nobody");
            return;
        }
        var bootstrap = new Bootstrap()
                .group(shared.eventLoops)
                .channel(shared.transport.clientChannel())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, OmqListener.WATER_MARK)
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(shared.limits.handshakeTimeout().toMillis()))
                .handler((ChannelHandler) conversation.connection());
        var _ = bootstrap.connect(address).addListener(connected -> {
            if (!connected.isSuccess()) {
                failed(dialling, connected.cause().getClass().getSimpleName());
            }
        });
    }

    private final class Watcher implements Conversation.Watcher {

        private final CompletableFuture<Conversation> dialling;

        Watcher(CompletableFuture<Conversation> dialling) {
            this.dialling = dialling;
        }

        @Override
        public void opened(Conversation conversation) {
            synchronized (OmqLink.this) {
                failures = 0;
                if (closed) {
                    conversation.close();
                }
            }
            dialling.complete(conversation);
        }

        @Override
        public void closed(Conversation conversation, String reason) {
            if (dialling.isDone() && !dialling.isCompletedExceptionally()) {
                forget(dialling);
            } else {
                failed(dialling, reason);
            }
        }
    }

    /** Forgets this very attempt, and none that came after it. */
    @SuppressWarnings("ReferenceEquality")
    private synchronized void forget(CompletableFuture<Conversation> ended) {
        if (connection == ended) {
            connection = null;
        }
    }

    private void failed(CompletableFuture<Conversation> dialling, String reason) {
        synchronized (this) {
            forget(dialling);
            if (dialling.completeExceptionally(new IOException(reason))) {
                failures++;
                failedNanos = System.nanoTime();
                failure = reason;
            }
        }
    }

    /** Hangs up. Requests under way end as {@link Answer.Unreachable}. */
    @Override
    public void close() {
        CompletableFuture<Conversation> ending;
        synchronized (this) {
            closed = true;
            ending = connection;
        }
        if (ending != null) {
            ending.completeExceptionally(new IOException("Closed"));
            var _ = ending.thenAccept(Conversation::close);
        }
    }
}
