package hearth.service.omq;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.crypto.X25519PublicKey;
import hearth.service.meter.NodeMeter;
import hearth.service.omq.wire.Command;
import hearth.service.omq.wire.CurveClient;
import hearth.service.omq.wire.CurveSession;
import hearth.service.omq.wire.Frame;
import hearth.service.omq.wire.Frames;
import hearth.service.omq.wire.Greeting;
import hearth.service.omq.wire.Handshake;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection, whoever dialled: greeting → handshake → messages, with PING and PONG once it is open. What the other side does
 * wrong ends it. Runs on the event loop of its channel, apart from {@link #send} and what says otherwise.
 */
final class OmqConnection extends ByteToMessageDecoder {

    private static final System.Logger LOG = System.getLogger(OmqConnection.class.getName());

    /** Who wants to know what happens. Called on the event loop; must not wait. */
    interface Owner {

        /** The handshake ended well. */
        void opened(OmqConnection connection);

        /** A message came, of one part at least. */
        void received(OmqConnection connection, List<Bytes> message);

        /** Nothing comes any more; called once. {@code reason} is safe to log. */
        void closed(OmqConnection connection, String reason);
    }

    private enum State {
        GREETING,
        HANDSHAKE,
        OPEN,
        CLOSED
    }

    private final Handshake handshake;
    private final OmqLimits limits;
    private final AtomicLong buffered;
    private final NodeMeter meter;
    private final Owner owner;
    private final Outbox outbox;
    private final AtomicBoolean sending = new AtomicBoolean();
    private final List<Bytes> parts = new ArrayList<>();

    private volatile @Nullable ChannelHandlerContext context;
    private volatile @Nullable X25519PublicKey other;
    private volatile boolean open;

    private State state = State.GREETING;
    private boolean greeted;
    private @Nullable CurveSession session;
    private int partsBytes;

    /** What this connection counts in {@link #buffered}. */
    private long counted;

    private long readNanos;
    private long pingNanos;

    /** What the other side says about how long its silence may last. */
    private long silenceNanos;

    private String reason = "The other side hung up";

    /** @param buffered bytes that all connections together keep while a message is not complete */
    OmqConnection(Handshake handshake, OmqLimits limits, AtomicLong buffered, NodeMeter meter, Owner owner) {
        this.handshake = handshake;
        this.limits = limits;
        this.buffered = buffered;
        this.meter = meter;
        this.owner = owner;
        outbox = new Outbox(limits.queuedBytesMax());
        silenceNanos = limits.silenceMax().toNanos();
    }

    /** The key that the other side holds; empty before the handshake ended. Any thread. */
    Optional<X25519PublicKey> other() {
        return Optional.ofNullable(other);
    }

    /** Whether messages can be sent. Any thread. */
    boolean isOpen() {
        return open;
    }

    /** Where the other side is. Any thread, once the connection is open. */
    InetAddress address() {
        var known = context;
        return known != null && known.channel().remoteAddress() instanceof InetSocketAddress remote
                ? remote.getAddress()
                : InetAddress.getLoopbackAddress();
    }

    /** Sends a message, soon. False if the connection is not open, or too much waits already. Any thread. */
    boolean send(List<Bytes> message) {
        var known = context;
        if (!open || known == null || !outbox.add(message)) {
            return false;
        }
        if (sending.compareAndSet(false, true)) {
            try {
                known.executor().execute(() -> {
                    sending.set(false);
                    drain(known);
                });
            } catch (RejectedExecutionException stopping) {
                return false;
            }
        }
        return true;
    }

    /** Ends the connection. Any thread. */
    void close(String why) {
        var known = context;
        if (known != null) {
            known.executor().execute(() -> end(known, why));
        }
    }

    /**
     * Sends a last message and ends the connection, unless {@code unused} says otherwise after nothing can be sent any more: what
     * somebody sends at this moment either holds the connection or is refused. On the event loop.
     */
    boolean leave(List<Bytes> last, BooleanSupplier unused) {
        var known = context;
        if (!open || known == null) {
            return true;
        }
        open = false;
        if (!unused.getAsBoolean()) {
            open = true;
            return false;
        }
        outbox.add(last);
        drain(known);
        end(known, "Not needed");
        return true;
    }

    /** Runs {@code action} on the event loop after {@code pause}, if the connection is still open then. */
    void later(Duration pause, Runnable action) {
        var known = context;
        if (known != null) {
            var _ = known.executor()
                    .schedule(
                            () -> {
                                if (open) {
                                    action.run();
                                }
                            },
                            pause.toNanos(),
                            TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        readNanos = System.nanoTime();
        if (added.channel().isActive()) {
            greet(added);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        greet(active);
    }

    private void greet(ChannelHandlerContext active) {
        if (greeted) {
            return;
        }
        greeted = true;
        var _ = active.writeAndFlush(
                Unpooled.wrappedBuffer(Greeting.curve(handshake.isServer()).encode()));
        var _ = active.executor()
                .schedule(
                        () -> {
                            if (!open) {
                                end(active, "No handshake in time");
                            }
                        },
                        limits.handshakeTimeout().toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext reading, Object message) throws Exception {
        readNanos = System.nanoTime();
        super.channelRead(reading, message);
    }

    @Override
    protected void decode(ChannelHandlerContext reading, ByteBuf in, List<Object> out) {
        try {
            switch (state) {
                case GREETING -> greeting(reading, in);
                case HANDSHAKE -> step(reading, in);
                case OPEN -> message(reading, in);
                case CLOSED -> in.skipBytes(in.readableBytes());
            }
        } catch (FormatException wrong) {
            in.skipBytes(in.readableBytes());
            end(reading, String.valueOf(wrong.getMessage()));
        }
    }

    private void greeting(ChannelHandlerContext reading, ByteBuf in) throws FormatException {
        if (in.readableBytes() < Greeting.BYTES) {
            return;
        }
        var bytes = new byte[Greeting.BYTES];
        in.readBytes(bytes);
        Greeting.decode(bytes).requireCurve();
        state = State.HANDSHAKE;
        handshake.first().ifPresent(first -> sendStep(reading, first));
    }

    private static void sendStep(ChannelHandlerContext sending, Bytes step) {
        var _ = sending.writeAndFlush(Unpooled.wrappedBuffer(Frames.command(step.toArray())));
    }

    private void step(ChannelHandlerContext reading, ByteBuf in) throws FormatException {
        var frame = Frames.read(in, CurveClient.STEP_BYTES_MAX);
        if (frame.isEmpty()) {
            return;
        }
        if (!frame.get().command()) {
            throw new FormatException("A step of the handshake expected");
        }
        var next = handshake.step(frame.get().body());
        next.send().ifPresent(step -> sendStep(reading, step));
        next.end().ifPresent(end -> {
            session = end.session();
            other = end.other();
            state = State.OPEN;
            open = true;
            pingNanos = System.nanoTime();
            watch(reading);
            owner.opened(this);
        });
    }

    private void message(ChannelHandlerContext reading, ByteBuf in) throws FormatException {
        var left = limits.messageBytesMax() + OmqLimits.HEAD_BYTES - partsBytes;
        var frame = Frames.read(in, Math.min(left, limits.messageBytesMax()) + CurveSession.OVERHEAD_BYTES);
        var current = session;
        if (frame.isEmpty() || current == null) {
            return;
        }
        var opened = current.open(frame.get().body());
        if (opened.command()) {
            command(reading, current, opened);
            return;
        }
        if (parts.size() == OmqLimits.PARTS_MAX) {
            throw new FormatException("Message has more than " + OmqLimits.PARTS_MAX + " parts");
        }
        parts.add(Bytes.wrap(opened.body()));
        partsBytes += opened.body().length;
        if (!opened.more()) {
            var message = List.copyOf(parts);
            meter.received(NodeMeter.Port.OMQ, partsBytes);
            parts.clear();
            partsBytes = 0;
            owner.received(this, message);
        }
    }

    private void command(ChannelHandlerContext reading, CurveSession current, Frame frame) throws FormatException {
        switch (Command.decode(frame.body())) {
            case Command.Ping(var ttl, var asked) -> {
                silenceNanos = ttl.isZero()
                        ? limits.silenceMax().toNanos()
                        : Math.min(limits.silenceMax().toNanos(), ttl.toNanos());
                if (reading.channel().isWritable()) {
                    var _ = reading.writeAndFlush(Unpooled.wrappedBuffer(current.seal(new Command.Pong(asked))));
                }
            }
            case Command.Failure(var why) -> throw new FormatException("The other side gives up: " + why);
            case Command.Pong _, Command.Other _ -> {}
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext reading) throws Exception {
        super.channelReadComplete(reading);
        if (state != State.CLOSED) {
            var held = partsBytes + actualReadableBytes();
            count(held > OmqLimits.UNCOUNTED_BYTES ? held : 0);
            if (counted > 0 && buffered.get() > limits.bufferedBytesMax()) {
                end(reading, "Too much is being received");
            }
        }
    }

    private void count(long now) {
        buffered.addAndGet(now - counted);
        counted = now;
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext changed) {
        drain(changed);
    }

    /** Seals what waits, in order, as long as the other side takes it. */
    private void drain(ChannelHandlerContext drained) {
        var current = session;
        if (state != State.OPEN || current == null) {
            return;
        }
        var wrote = false;
        while (drained.channel().isWritable()) {
            var message = outbox.poll();
            if (message == null) {
                break;
            }
            var bytes = 0;
            var buffer = drained.alloc().ioBuffer(Outbox.sizeOf(message) + Frames.HEAD_BYTES_MAX * message.size());
            for (var i = 0; i < message.size(); i++) {
                bytes += message.get(i).length();
                buffer.writeBytes(
                        current.seal(i < message.size() - 1, message.get(i).buffer()));
            }
            meter.sent(NodeMeter.Port.OMQ, bytes);
            var _ = drained.write(buffer);
            wrote = true;
        }
        if (wrote) {
            drained.flush();
        }
    }

    /** PINGs in time, and looks whether the other side is still there. */
    private void watch(ChannelHandlerContext watched) {
        var current = session;
        if (state != State.OPEN || current == null) {
            return;
        }
        var now = System.nanoTime();
        if (now - readNanos >= silenceNanos) {
            end(watched, "The other side fell silent");
            return;
        }
        var beat = limits.heartbeat().toNanos();
        if (now - pingNanos >= beat) {
            pingNanos = now;
            if (watched.channel().isWritable()) {
                var ping = new Command.Ping(limits.silenceMax(), Bytes.EMPTY);
                var _ = watched.writeAndFlush(Unpooled.wrappedBuffer(current.seal(ping)));
            }
        }
        var next = Math.min(beat - (now - pingNanos), silenceNanos - (now - readNanos));
        var _ = watched.executor().schedule(() -> watch(watched), Math.max(next, 1_000_000), TimeUnit.NANOSECONDS);
    }

    private void end(ChannelHandlerContext ended, String why) {
        if (state != State.CLOSED) {
            reason = why;
            over();
            var _ = ended.close();
        }
    }

    private void over() {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        open = false;
        count(0);
        parts.clear();
        outbox.clear();
        handshake.wipe();
        var current = session;
        if (current != null) {
            current.wipe();
        }
        LOG.log(Level.DEBUG, "A connection ended: {0}", reason);
        owner.closed(this, reason);
    }

    @Override
    public void channelInactive(ChannelHandlerContext inactive) throws Exception {
        over();
        super.channelInactive(inactive);
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext removed) {
        over();
    }

    /** A reset: the other side's doing, and the end of this connection only. */
    @Override
    public void exceptionCaught(ChannelHandlerContext caught, Throwable cause) {
        if (cause instanceof RuntimeException || cause instanceof Error) {
            LOG.log(Level.WARNING, "A connection failed", cause);
        }
        end(caught, cause.getClass().getSimpleName());
    }
}
