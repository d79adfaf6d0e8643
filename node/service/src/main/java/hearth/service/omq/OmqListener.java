package hearth.service.omq;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** An OMQ port. Whoever dials it proves to hold a key, and may then ask what that key may ask. */
public final class OmqListener implements AutoCloseable {

    static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(256 << 10, 1 << 20);

    private final Channel channel;
    private final ChannelGroup connections;

    private OmqListener(Channel channel, ChannelGroup connections) {
        this.channel = channel;
        this.connections = connections;
    }

    static OmqListener open(Shared shared, InetSocketAddress address) throws IOException {
        var connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
        var strangers = new Strangers(shared.limits.handshakesMax());
        var bound = new ServerBootstrap()
                .group(shared.eventLoops)
                .channel(shared.transport.serverChannel())
                .option(ChannelOption.SO_BACKLOG, 1_024)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel accepted) {
                        if (connections.size() >= shared.limits.connectionsMax()) {
                            var _ = accepted.close();
                            return;
                        }
                        connections.add(accepted);
                        var conversation = new Conversation(shared, shared.answering(), strangers);
                        strangers.add(conversation);
                        accepted.pipeline().addLast(conversation.connection());
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
        return new OmqListener(bound.channel(), connections);
    }

    /** Those whose key is not known yet, the oldest first. */
    private static final class Strangers implements Conversation.Watcher {

        private final int max;

        /** Guarded by this. */
        private final Set<Conversation> waiting = new LinkedHashSet<>();

        Strangers(int max) {
            this.max = max;
        }

        void add(Conversation conversation) {
            Conversation oldest;
            synchronized (this) {
                waiting.add(conversation);
                if (waiting.size() <= max) {
                    return;
                }
                oldest = waiting.iterator().next();
                waiting.remove(oldest);
            }
            oldest.connection().close("Younger ones came");
        }

        @Override
        public synchronized void opened(Conversation conversation) {
            waiting.remove(conversation);
        }

        @Override
        public synchronized void closed(Conversation conversation, String reason) {
            waiting.remove(conversation);
        }
    }

    /** The bound port, also when 0 was asked for. */
    public int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /** Connections open now. */
    public int connections() {
        return connections.size();
    }

    /** Stops listening and cuts every connection; requests being answered lose their answer. */
    @Override
    public void close() {
        channel.close().awaitUninterruptibly(5, TimeUnit.SECONDS);
        connections.close().awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
