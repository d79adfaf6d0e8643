package hearth.service.omq;

import hearth.protocol.Bytes;
import hearth.protocol.network.NodeInfo;
import hearth.service.omq.wire.Handshake;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What is said on one connection (network.md §1.9): our requests and their replies, the other side's requests and ours. It is the
 * same whoever dialled. Safe for use by many threads.
 */
final class Conversation implements OmqConnection.Owner, OmqCaller {

    private static final System.Logger LOG = System.getLogger(Conversation.class.getName());

    private static final List<Bytes> BUSY = List.of(Words.bytes("503"), Words.bytes("Server busy, try again later"));

    /** Is told how the connection does. Called on the event loop; must not wait. */
    interface Watcher {

        void opened(Conversation conversation);

        void closed(Conversation conversation, String reason);
    }

    private final Shared shared;
    private final boolean dialled;
    private final Watcher watcher;
    private final OmqConnection connection;
    private final Requests requests = new Requests();
    private final AtomicInteger inFlight = new AtomicInteger();

    /** When a request was sent last. */
    private volatile long usedNanos = System.nanoTime();

    /** Guarded by this. */
    private final List<Runnable> whenGone = new ArrayList<>();

    /** Guarded by {@link #whenGone}'s guard. */
    private boolean gone;

    Conversation(Shared shared, Handshake handshake, Watcher watcher) {
        this.shared = shared;
        this.watcher = watcher;
        dialled = !handshake.isServer();
        connection = new OmqConnection(handshake, shared.limits, shared.buffered, shared.meter, this);
    }

    OmqConnection connection() {
        return connection;
    }

    /**
     * Sends a request; {@link #await} must be called with it. What could not be sent at all has the outcome
     * {@link Requests.Outcome.NotSent} already.
     */
    Requests.Waiting send(String command, List<Bytes> parts) {
        var request = requests.add();
        usedNanos = System.nanoTime();
        if (!connection.send(message(Words.bytes(command), request.tag(), parts))) {
            return requests.notSent(request, connection.isOpen());
        }
        return request;
    }

    /** Waits for the outcome of a request; empty if none came in time. */
    Optional<Requests.Outcome> await(Requests.Waiting request, long timeoutNanos) throws InterruptedException {
        try {
            return Optional.of(request.outcome().get(timeoutNanos, TimeUnit.NANOSECONDS));
        } catch (TimeoutException late) {
            return Optional.empty();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } finally {
            requests.abandon(request);
        }
    }

    private static List<Bytes> message(Bytes word, Bytes tag, List<Bytes> parts) {
        var message = new ArrayList<Bytes>(2 + parts.size());
        message.add(word);
        message.add(tag);
        message.addAll(parts);
        return message;
    }

    /** Says good-bye and ends the connection. */
    void close() {
        connection.send(List.of(Words.bytes(Words.BYE)));
        connection.close("Closed by us");
    }

    @Override
    public void opened(OmqConnection opened) {
        if (dialled) {
            watchIdle();
        }
        watcher.opened(this);
    }

    private void watchIdle() {
        var idle = shared.limits.idleTimeout();
        var unused = System.nanoTime() - usedNanos;
        if (unused < idle.toNanos()
                || !connection.leave(
                        List.of(Words.bytes(Words.BYE)), () -> requests.isEmpty() && inFlight.get() == 0)) {
            connection.later(Duration.ofNanos(Math.max(idle.toNanos() - unused, idle.toNanos() / 10)), this::watchIdle);
        }
    }

    @Override
    public void received(OmqConnection from, List<Bytes> message) {
        var word = Words.text(message.getFirst());
        switch (word) {
            case Words.REPLY -> {
                if (message.size() >= 2) {
                    requests.complete(message.get(1), new Requests.Outcome.Reply(message.subList(2, message.size())));
                }
            }
            case Words.HI -> {
                if (!dialled) {
                    connection.send(List.of(Words.bytes(Words.HELLO)));
                }
            }
            case Words.HELLO -> {}
            case Words.BYE -> connection.close("The other side said good-bye");
            default -> {
                if (Words.isRefusal(word)) {
                    refused(word, message);
                } else {
                    command(word, message);
                }
            }
        }
    }

    private void refused(String code, List<Bytes> message) {
        if (message.size() == 3 && Words.text(message.get(1)).equals(Words.REPLY)) {
            requests.complete(message.get(2), new Requests.Outcome.Refused(code));
        }
    }

    private void command(String command, List<Bytes> message) {
        var commands = shared.commands;
        var access = commands.flatMap(known -> known.access(command));
        var isNode = node().isPresent();
        if (commands.isEmpty() || access.isEmpty()) {
            refuse(Words.UNKNOWN_COMMAND, message);
        } else if (access.get() == Access.NOBODY) {
            refuse(Words.FORBIDDEN, message);
        } else if (access.get() == Access.NODES && !isNode) {
            refuse(Words.FORBIDDEN_SN, message);
        } else if (message.size() < 2 || message.get(1).length() > OmqLimits.TAG_BYTES_MAX) {
            refuse(Words.NO_REPLY_TAG, message);
        } else {
            work(commands.get(), command, message, isNode);
        }
    }

    private void refuse(String code, List<Bytes> message) {
        if (message.size() >= 2 && message.get(1).length() <= OmqLimits.TAG_BYTES_MAX) {
            connection.send(List.of(Words.bytes(code), Words.bytes(Words.REPLY), message.get(1)));
        } else {
            connection.send(List.of(Words.bytes(code), Words.bytes(Words.text(message.getFirst()))));
        }
    }

    private void work(OmqCommands commands, String command, List<Bytes> message, boolean isNode) {
        var limits = shared.limits;
        var bytes = Outbox.sizeOf(message);
        var tag = message.get(1);
        if (inFlight.incrementAndGet() > (isNode ? limits.inFlightMax() : limits.strangerInFlightMax())
                || shared.buffered.addAndGet(bytes) > limits.bufferedBytesMax()) {
            shared.buffered.addAndGet(-bytes);
            inFlight.decrementAndGet();
            reply(tag, BUSY);
            return;
        }
        var call = new OmqCall(command, this, message.subList(2, message.size()));
        Runnable answering = () -> {
            try {
                commands.answer(call).ifPresent(parts -> reply(tag, parts));
            } catch (RuntimeException | Error bug) {
                LOG.log(Level.ERROR, "A command failed", bug);
                reply(tag, List.of(Words.bytes("500"), Words.bytes("request failed")));
            } finally {
                shared.buffered.addAndGet(-bytes);
                inFlight.decrementAndGet();
            }
        };
        try {
            shared.workers.execute(answering);
        } catch (RejectedExecutionException stopping) {
            shared.buffered.addAndGet(-bytes);
            inFlight.decrementAndGet();
        }
    }

    private void reply(Bytes tag, List<Bytes> parts) {
        connection.send(message(Words.bytes(Words.REPLY), tag, parts));
    }

    @Override
    public void closed(OmqConnection closed, String reason) {
        requests.end();
        List<Runnable> actions;
        synchronized (this) {
            gone = true;
            actions = List.copyOf(whenGone);
            whenGone.clear();
        }
        actions.forEach(Runnable::run);
        watcher.closed(this, reason);
    }

    @Override
    public Optional<NodeInfo> node() {
        return connection.other().flatMap(shared::node);
    }

    @Override
    public InetAddress address() {
        return connection.address();
    }

    @Override
    public boolean push(String command, List<Bytes> parts) {
        var message = new ArrayList<Bytes>(1 + parts.size());
        message.add(Words.bytes(command));
        message.addAll(parts);
        return connection.send(message);
    }

    @Override
    public void whenGone(Runnable action) {
        synchronized (this) {
            if (!gone) {
                whenGone.add(action);
                return;
            }
        }
        action.run();
    }
}
