package hearth.service.http;

import hearth.protocol.Bytes;
import hearth.protocol.rpc.Status;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection. It is in one state at a time, each with a deadline: idle → receiving → answering (no deadline: handlers
 * bound themselves) → sending → idle. What arrives while a request is being answered is kept back, and reading stops.
 * All methods run on the connection's event loop, apart from the handler itself.
 */
final class HttpConnection extends ChannelInboundHandlerAdapter {

    private static final System.Logger LOG = System.getLogger(HttpConnection.class.getName());

    /** A body starts with room for this many bytes, however long it claims to be. */
    private static final int BODY_BYTES_START = 4_096;

    private static final byte[] EMPTY = {};

    private enum State {
        IDLE,
        RECEIVING,
        ANSWERING,
        SENDING,
        /** The last answer was given; everything that still arrives is dropped. */
        CLOSING
    }

    private final HttpListener.Shared shared;
    private final HttpLimits limits;
    private final Queue<Object> keptBack = new ArrayDeque<>();

    private State state = State.IDLE;
    private @Nullable HttpRequest head;
    private byte[] body = EMPTY;
    private int received;

    /** Bytes that this connection counts in {@link HttpListener.Shared#buffered()}. */
    private long counted;

    private long deadlineNanos;

    HttpConnection(HttpListener.Shared shared) {
        this.shared = shared;
        this.limits = shared.limits();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        // The TLS handler has the shorter time-out for its handshake.
        deadlineIn(limits.handshakeTimeout().plus(limits.idleTimeout()));
        watchDeadline(context, deadlineNanos - System.nanoTime());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (state == State.CLOSING) {
            ReferenceCountUtil.release(message);
        } else if (state == State.ANSWERING || state == State.SENDING) {
            keptBack.add(message);
            context.channel().config().setAutoRead(false);
        } else {
            take(context, message);
        }
    }

    private void take(ChannelHandlerContext context, Object message) {
        try {
            if (((HttpObject) message).decoderResult().isFailure()) {
                refuseMalformed(
                        context, message, ((HttpObject) message).decoderResult().cause());
                return;
            }
            if (message instanceof HttpRequest request) {
                begin(context, request);
            }
            if (message instanceof HttpContent content && state == State.RECEIVING) {
                append(context, content.content());
                if (message instanceof LastHttpContent && state == State.RECEIVING) {
                    hand(context);
                }
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void begin(ChannelHandlerContext context, HttpRequest request) {
        head = request;
        state = State.RECEIVING;
        received = 0;
        deadlineIn(limits.receiveTimeout());
        var length = HttpUtil.getContentLength(request, 0L);
        if (length > limits.bodyBytesMax()) {
            refuse(context, HttpAnswer.text(Status.PAYLOAD_TOO_LARGE, "Request body too large"));
            return;
        }
        if (HttpUtil.is100ContinueExpected(request)) {
            var _ = context.writeAndFlush(new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
        }
        body = length == 0 ? EMPTY : new byte[(int) Math.min(length, BODY_BYTES_START)];
    }

    private void append(ChannelHandlerContext context, ByteBuf part) {
        var bytes = part.readableBytes();
        if (bytes == 0) {
            return;
        }
        if (received + bytes > limits.bodyBytesMax()) {
            refuse(context, HttpAnswer.text(Status.PAYLOAD_TOO_LARGE, "Request body too large"));
            return;
        }
        if (shared.buffered().addAndGet(bytes) > limits.bufferedBytesMax()) {
            shared.buffered().addAndGet(-bytes);
            refuse(context, busy());
            return;
        }
        counted += bytes;
        if (received + bytes > body.length) {
            var declared = head == null ? 0 : HttpUtil.getContentLength(head, 0L);
            var room = Math.min(Math.max(received + bytes, 2L * body.length), limits.bodyBytesMax());
            body = Arrays.copyOf(body, (int) (declared >= received + bytes ? Math.min(declared, room) : room));
        }
        part.readBytes(body, received, bytes);
        received += bytes;
        deadlineNanos += TimeUnit.SECONDS.toNanos(1) / limits.bytesPerSecondMin() * bytes;
    }

    private void hand(ChannelHandlerContext context) {
        var request = head;
        if (request == null) {
            return;
        }
        if (!shared.inFlight().tryAcquire()) {
            send(context, busy(), HttpUtil.isKeepAlive(request));
            return;
        }
        state = State.ANSWERING;
        deadlineNanos = Long.MAX_VALUE;
        var call = new HttpCall(
                ((InetSocketAddress) context.channel().remoteAddress()).getAddress(),
                request.method().name().toUpperCase(Locale.ROOT),
                pathOf(request.uri()),
                request.headers(),
                Bytes.wrap(received == body.length ? body : Arrays.copyOf(body, received)));
        head = null;
        body = EMPTY;
        var keepAlive = HttpUtil.isKeepAlive(request);
        try {
            shared.workers().execute(() -> {
                var answer = answer(call);
                shared.inFlight().release();
                context.executor().execute(() -> send(context, answer, keepAlive));
            });
        } catch (RejectedExecutionException stopping) {
            shared.inFlight().release();
            send(context, busy(), false);
        }
    }

    private HttpAnswer answer(HttpCall call) {
        try {
            return shared.handler().answer(call);
        } catch (RuntimeException | Error bug) {
            LOG.log(Level.ERROR, "A request handler failed", bug);
            return HttpAnswer.text(500, "Internal Server Error\n");
        }
    }

    private static HttpAnswer busy() {
        return HttpAnswer.text(503, "Server busy, try again later");
    }

    private static String pathOf(String target) {
        var query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    private void refuseMalformed(ChannelHandlerContext context, Object message, Throwable cause) {
        var answer = switch (cause) {
            case TooLongHttpLineException _ -> HttpAnswer.text(414, "URI Too Long\n");
            case TooLongHttpHeaderException _ -> HttpAnswer.text(431, "Request Header Fields Too Large\n");
            default ->
                message instanceof HttpRequest request && hasMalformedLength(request)
                        ? HttpAnswer.text(400, "invalid Content-Length")
                        : HttpAnswer.text(400, "Bad Request\n");
        };
        refuse(context, answer);
    }

    private static boolean hasMalformedLength(HttpRequest request) {
        return request.headers().getAll(HttpHeaderNames.CONTENT_LENGTH).stream()
                .anyMatch(value -> !value.matches("[0-9]{1,18}"));
    }

    /** Answers and closes, whatever else was under way. */
    private void refuse(ChannelHandlerContext context, HttpAnswer answer) {
        send(context, answer, false);
    }

    private void send(ChannelHandlerContext context, HttpAnswer answer, boolean keepAlive) {
        head = null;
        body = EMPTY;
        uncount();
        if (!context.channel().isActive()) {
            return;
        }
        state = keepAlive ? State.SENDING : State.CLOSING;
        deadlineIn(limits.sendTimeout().plusSeconds(answer.body().length() / limits.bytesPerSecondMin()));
        var sent = context.writeAndFlush(response(answer, keepAlive));
        if (keepAlive) {
            var _ = sent.addListener(_ -> next(context));
        } else {
            var _ = sent.addListener(ChannelFutureListener.CLOSE);
        }
    }

    private FullHttpResponse response(HttpAnswer answer, boolean keepAlive) {
        var response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                status(answer.status()),
                Unpooled.wrappedBuffer(answer.body().buffer()));
        var headers = response.headers();
        headers.set(HttpHeaderNames.SERVER, shared.server());
        headers.set(HttpHeaderNames.CONTENT_TYPE, answer.contentType());
        headers.setInt(HttpHeaderNames.CONTENT_LENGTH, answer.body().length());
        answer.headers().forEach(headers::set);
        if (!keepAlive) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        return response;
    }

    /** The phrases of network.md §1.5 where it has one; Netty has an older one for 413. */
    private static HttpResponseStatus status(int code) {
        return code == Status.PAYLOAD_TOO_LARGE
                ? HttpResponseStatus.valueOf(code, Status.phrase(code))
                : HttpResponseStatus.valueOf(code);
    }

    /** After an answer: what was kept back is taken now. It may hold the next request, or only a part of it. */
    private void next(ChannelHandlerContext context) {
        state = State.IDLE;
        deadlineIn(limits.idleTimeout());
        while (state == State.IDLE || state == State.RECEIVING) {
            var message = keptBack.poll();
            if (message == null) {
                context.channel().config().setAutoRead(true);
                return;
            }
            take(context, message);
        }
    }

    private void uncount() {
        shared.buffered().addAndGet(-counted);
        counted = 0;
    }

    private void deadlineIn(Duration time) {
        deadlineNanos = System.nanoTime() + time.toNanos();
    }

    /** One timer per connection: it looks at the deadline when it fires, so that moving the deadline costs nothing. */
    private void watchDeadline(ChannelHandlerContext context, long nanos) {
        var _ = context.executor()
                .schedule(
                        () -> {
                            if (!context.channel().isActive()) {
                                return;
                            }
                            var left = deadlineNanos == Long.MAX_VALUE
                                    ? limits.receiveTimeout().toNanos()
                                    : deadlineNanos - System.nanoTime();
                            if (left <= 0) {
                                cut(context);
                            } else {
                                // Deadlines may also move closer: never sleep longer than the shortest of them.
                                watchDeadline(context, Math.min(left, shortestNanos()));
                            }
                        },
                        Math.min(nanos, shortestNanos()),
                        TimeUnit.NANOSECONDS);
    }

    /** Closes without the farewell of TLS, which would wait for somebody who has just shown to be slow. */
    private static void cut(ChannelHandlerContext context) {
        var ssl = context.pipeline().context(SslHandler.class);
        var _ = (ssl == null ? context : ssl).close();
    }

    private long shortestNanos() {
        return Math.min(
                limits.idleTimeout().toNanos(),
                Math.min(limits.receiveTimeout().toNanos(), limits.sendTimeout().toNanos()));
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                deadlineIn(limits.idleTimeout());
            } else {
                var _ = context.close();
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        state = State.CLOSING;
        uncount();
        keptBack.forEach(ReferenceCountUtil::release);
        keptBack.clear();
    }

    /** Broken TLS, a reset: the other side's doing, and the end of this connection only. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.log(Level.DEBUG, "A connection ended: {0}", cause.getClass().getSimpleName());
        var _ = context.close();
    }
}
