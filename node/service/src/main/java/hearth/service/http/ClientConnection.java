package hearth.service.http;

import hearth.protocol.Bytes;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A connection to an HTTP server, kept alive between requests. One request at a time, from one thread at a time, which waits
 * for the answer. A time-out or a failure closes it.
 */
public final class ClientConnection implements AutoCloseable {

    private static final int HEAD_BYTES_MAX = 16_384;

    /**
     * Where a connection goes.
     *
     * @param address      resolved
     * @param host         goes into the {@code Host} header and, with TLS, is the name asked for
     * @param tls          empty for plain HTTP
     * @param bodyBytesMax a longer answer is a failure
     */
    public record Target(InetSocketAddress address, String host, Optional<SslContext> tls, int bodyBytesMax) {}

    private final String hostHeader;
    private final Answers answers = new Answers();
    private @Nullable Channel channel;
    private boolean used;

    private ClientConnection(String hostHeader) {
        this.hostHeader = hostHeader;
    }

    /**
     * Connects.
     *
     * @throws SocketTimeoutException after {@code timeout}
     * @throws IOException if nobody listens there, or TLS fails
     */
    public static ClientConnection open(Transport transport, EventLoopGroup eventLoops, Target target, Duration timeout)
            throws IOException {
        var connection =
                new ClientConnection(target.host() + ':' + target.address().getPort());
        var deadline = System.nanoTime() + timeout.toNanos();
        var connecting = new Bootstrap()
                .group(eventLoops)
                .channel(transport.clientChannel())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.clamp(timeout.toMillis(), 1, 60_000))
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel fresh) {
                        target.tls().ifPresent(tls -> fresh.pipeline().addLast(handler(tls, fresh, target, timeout)));
                        fresh.pipeline()
                                .addLast(
                                        new HttpClientCodec(HttpLimits.LINE_BYTES_MAX, HEAD_BYTES_MAX, 64 << 10),
                                        new HttpObjectAggregator(target.bodyBytesMax(), true),
                                        connection.answers);
                    }
                })
                .connect(target.address());
        var fresh = connecting.channel();
        try {
            await(connecting, deadline);
            var ssl = fresh.pipeline().get(SslHandler.class);
            if (ssl != null) {
                await(ssl.handshakeFuture(), deadline);
            }
        } catch (IOException failure) {
            var _ = fresh.close();
            throw failure;
        }
        connection.channel = fresh;
        return connection;
    }

    private static SslHandler handler(SslContext tls, Channel channel, Target target, Duration timeout) {
        var ssl =
                tls.newHandler(channel.alloc(), target.host(), target.address().getPort());
        ssl.setHandshakeTimeoutMillis(timeout.toMillis());
        ssl.setCloseNotifyFlushTimeoutMillis(1_000);
        return ssl;
    }

    private static void await(Future<?> future, long deadlineNanos) throws IOException {
        try {
            if (!future.await(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw new SocketTimeoutException("No connection in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while connecting");
        }
        if (!future.isSuccess()) {
            throw future.cause() instanceof IOException cause
                    ? cause
                    : new IOException("No connection", future.cause());
        }
    }

    /**
     * Posts {@code body} and waits for the answer.
     *
     * @param headers beside, or instead of, those that every request needs
     * @throws SocketTimeoutException after {@code timeout}
     * @throws IOException if the connection ends before the answer does, or the answer is malformed or too long
     */
    public ClientReply post(String path, Map<String, String> headers, Bytes body, Duration timeout) throws IOException {
        var open = channel;
        if (open == null) {
            throw new IllegalStateException("Not connected");
        }
        used = true;
        var answer = answers.expect();
        var request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1, HttpMethod.POST, path, Unpooled.wrappedBuffer(body.buffer()));
        request.headers().set(HttpHeaderNames.HOST, hostHeader).setInt(HttpHeaderNames.CONTENT_LENGTH, body.length());
        headers.forEach(request.headers()::set);
        var _ = open.writeAndFlush(request).addListener(written -> {
            if (!written.isSuccess()) {
                answers.fail(written.cause());
            }
        });
        try {
            return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failure) {
            close();
            throw new IOException("The connection failed before the answer", failure.getCause());
        } catch (TimeoutException late) {
            close();
            throw new SocketTimeoutException("No answer in time");
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while waiting for an answer");
        }
    }

    /** Whether another request may be tried. */
    public boolean isOpen() {
        return channel != null && channel.isActive();
    }

    /** Whether a request was made before: then the other side may have hung up without our knowing. */
    public boolean wasUsed() {
        return used;
    }

    /** Runs {@code action} once the connection has ended, for whatever reason. */
    public void whenClosed(Runnable action) {
        if (channel != null) {
            var _ = channel.closeFuture().addListener(_ -> action.run());
        }
    }

    @Override
    public void close() {
        if (channel != null) {
            var _ = channel.close();
        }
    }

    /** Hands the answer to whoever waits for it. */
    private static final class Answers extends SimpleChannelInboundHandler<FullHttpResponse> {

        private volatile CompletableFuture<ClientReply> expected = new CompletableFuture<>();

        CompletableFuture<ClientReply> expect() {
            var fresh = new CompletableFuture<ClientReply>();
            expected = fresh;
            return fresh;
        }

        void fail(@Nullable Throwable cause) {
            expected.completeExceptionally(cause != null ? cause : new IOException("Closed by the other side"));
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
            if (response.decoderResult().isFailure()) {
                fail(response.decoderResult().cause());
                var _ = context.close();
                return;
            }
            var reply = new ClientReply(
                    response.status().code(), response.headers(), Bytes.wrap(ByteBufUtil.getBytes(response.content())));
            // Closed before the answer is handed over, so that nobody puts a dying connection aside for later.
            if (!HttpUtil.isKeepAlive(response) || expected.isDone()) {
                var _ = context.close();
            }
            expected.complete(reply);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            fail(null);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            fail(cause);
            var _ = context.close();
        }
    }
}
