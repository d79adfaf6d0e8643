package hearth.service.http;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.DefaultThreadFactory;

/** How bytes reach the network: by the native libraries, or by the JDK alone. */
public enum Transport {
    /** Linux epoll and BoringSSL. */
    NATIVE,
    /** NIO and the TLS of the JDK: works everywhere, costs more. */
    PORTABLE;

    /** System property; {@code true} forces {@link #PORTABLE}. */
    public static final String PORTABLE_PROPERTY = "hearth.node.portable";

    /** {@link #NATIVE} where its libraries load and nobody asked for the other. */
    public static Transport best() {
        return !Boolean.getBoolean(PORTABLE_PROPERTY) && isNativeUsable() ? NATIVE : PORTABLE;
    }

    /** Whether the native libraries load on this machine. */
    public static boolean isNativeUsable() {
        return Epoll.isAvailable() && OpenSsl.isAvailable();
    }

    /** Event loops whose threads are called {@code name-…}. */
    public EventLoopGroup eventLoops(int threads, String name) {
        IoHandlerFactory handlers = switch (this) {
            case NATIVE -> EpollIoHandler.newFactory();
            case PORTABLE -> NioIoHandler.newFactory();
        };
        return new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory(name, true), handlers);
    }

    public Class<? extends ServerSocketChannel> serverChannel() {
        return switch (this) {
            case NATIVE -> EpollServerSocketChannel.class;
            case PORTABLE -> NioServerSocketChannel.class;
        };
    }

    public Class<? extends Channel> clientChannel() {
        return switch (this) {
            case NATIVE -> EpollSocketChannel.class;
            case PORTABLE -> NioSocketChannel.class;
        };
    }

    public SslProvider sslProvider() {
        return switch (this) {
            case NATIVE -> SslProvider.OPENSSL;
            case PORTABLE -> SslProvider.JDK;
        };
    }
}
