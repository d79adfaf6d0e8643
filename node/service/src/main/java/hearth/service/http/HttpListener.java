package hearth.service.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An HTTPS port, or one of plain HTTP. Event loops frame requests, hold them to {@link HttpLimits} and hand them over; the handler runs on
 * {@code workers} and may block. Requests of one connection are answered one after the other, in order.
 */
public final class HttpListener implements AutoCloseable {

    private final Channel channel;
    private final ChannelGroup connections;
    private final AtomicLong buffered;

    private HttpListener(Channel channel, ChannelGroup connections, AtomicLong buffered) {
        this.channel = channel;
        this.connections = connections;
        this.buffered = buffered;
    }

    /** What all connections of one listener share. */
    record Shared(
            HttpLimits limits,
            HttpHandler handler,
            Executor workers,
            String server,
            Semaphore inFlight,
            AtomicLong buffered) {}

    /**
     * Binds and listens.
     *
     * @param tls    empty for plain HTTP
     * @param server value of the {@code Server} header
     * @throws IOException if the address cannot be bound; the message names it
     */
    public static HttpListener open(
            Transport transport,
            EventLoopGroup eventLoops,
            InetSocketAddress address,
            Optional<SslContext> tls,
            HttpLimits limits,
            String server,
            HttpHandler handler,
            Executor workers)
            throws IOException {
        var shared =
                new Shared(limits, handler, workers, server, new Semaphore(limits.inFlightMax()), new AtomicLong());
        var connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
        var bound = new ServerBootstrap()
                .group(eventLoops)
                .channel(transport.serverChannel())
                .option(ChannelOption.SO_BACKLOG, 1_024)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(32 << 10, 64 << 10))
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel connection) {
                        if (connections.size() >= limits.connectionsMax()) {
                            var _ = connection.close();
                            return;
                        }
                        connections.add(connection);
                        tls.ifPresent(context -> connection.pipeline().addLast(tls(context, connection, limits)));
                        connection.pipeline().addLast(codec(limits), new HttpConnection(shared));
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "Cannot listen on " + address.getHostString() + ':' + address.getPort() + ": "
                            + String.valueOf(bound.cause().getMessage()),
                    bound.cause());
        }
        return new HttpListener(bound.channel(), connections, shared.buffered());
    }

    private static SslHandler tls(SslContext context, SocketChannel connection, HttpLimits limits) {
        var handler = context.newHandler(connection.alloc());
        handler.setHandshakeTimeoutMillis(limits.handshakeTimeout().toMillis());
        handler.setCloseNotifyFlushTimeoutMillis(1_000);
        return handler;
    }

    /** Frames requests and answers of one connection. */
    static HttpServerCodec codec(HttpLimits limits) {
        return new HttpServerCodec(new HttpDecoderConfig()
                .setMaxInitialLineLength(HttpLimits.LINE_BYTES_MAX)
                .setMaxHeaderSize(limits.headerBytesMax())
                .setMaxChunkSize(64 << 10));
    }

    /** The bound port, also when 0 was asked for. */
    public int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /** Connections open now. */
    public int connections() {
        return connections.size();
    }

    /** Bytes of bodies that are held in memory now, of requests that are being received or answered. */
    long bufferedBytes() {
        return buffered.get();
    }

    /** Stops listening and cuts every connection; requests being answered lose their answer. */
    @Override
    public void close() {
        channel.close().awaitUninterruptibly(5, TimeUnit.SECONDS);
        connections.close().awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
