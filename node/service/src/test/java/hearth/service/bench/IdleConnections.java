package hearth.service.bench;

import hearth.service.http.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What idle TLS connections cost a node: {@code IdleConnections PORT COUNT PID} opens COUNT of them to a node in a process of its
 * own on 127.0.0.1, holds them, and says how much memory the process PID has before and after. At the end it asks something on
 * each, so that none is counted that the node has given up. Both processes need {@code ulimit -n} above COUNT.
 */
public final class IdleConnections {

    private static final int COUNT_MAX = 50_000;
    private static final int HANDSHAKES_AT_ONCE = 64;
    private static final int QUESTIONS_AT_ONCE = 256;
    /** So that no address runs out of ports, and the node sees several clients. */
    private static final int SOURCES = 20;

    private static final Duration HOLD = Duration.ofSeconds(20);
    private static final Duration OPENING_MAX = Duration.ofSeconds(100);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);
    private static final List<String> MEMORY = List.of("VmRSS", "VmHWM", "RssAnon", "RssFile");

    private final EventLoopGroup eventLoop = Transport.best().eventLoops(1, "client");
    private final SslContext tls;
    private final InetSocketAddress node;
    private final Path status;
    private final ConcurrentLinkedQueue<Channel> open = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answers = new AtomicInteger();

    private IdleConnections(int port, long pid) throws Exception {
        node = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        status = Path.of("/proc", Long.toString(pid), "status");
        tls = SslContextBuilder.forClient()
                .sslProvider(Transport.best().sslProvider())
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .endpointIdentificationAlgorithm(null)
                .build();
    }

    public static void main(String... args) throws Exception {
        var count = Integer.parseInt(args[1]);
        if (count < 1 || count > COUNT_MAX) {
            throw new IllegalArgumentException("COUNT is " + count + ", it must be 1 to " + COUNT_MAX);
        }
        var bench = new IdleConnections(Integer.parseInt(args[0]), Long.parseLong(args[2]));
        bench.run(count);
        System.exit(0);
    }

    private void run(int count) throws Exception {
        say("before");
        var from = System.nanoTime();
        openAll(count);
        System.out.printf("opened %d of %d in %.1f s%n", open.size(), count, (System.nanoTime() - from) / 1e9);
        say("opened");
        Thread.sleep(HOLD);
        say("after " + HOLD.toSeconds() + " s");
        askAll();
        System.out.printf("answered on %d%n", answers.get());
        say("asked");
    }

    private void openAll(int count) throws InterruptedException {
        var deadline = System.nanoTime() + OPENING_MAX.toNanos();
        var handshakes = new Semaphore(HANDSHAKES_AT_ONCE);
        for (var number = 0; number < count && System.nanoTime() < deadline; number++) {
            handshakes.acquire();
            var source = new InetSocketAddress("127.8.0." + (1 + number % SOURCES), 0);
            var connecting = client().connect(node, source);
            var _ = connecting.addListener(connected -> {
                if (!connected.isSuccess()) {
                    handshakes.release();
                    return;
                }
                var channel = connecting.channel();
                var _ = channel.pipeline()
                        .get(SslHandler.class)
                        .handshakeFuture()
                        .addListener(done -> {
                            handshakes.release();
                            if (done.isSuccess()) {
                                open.add(channel);
                            }
                        });
            });
        }
        handshakes.acquire(HANDSHAKES_AT_ONCE);
    }

    private Bootstrap client() {
        return new Bootstrap()
                .group(eventLoop)
                .channel(Transport.best().clientChannel())
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(
                                        tls.newHandler(channel.alloc()),
                                        new HttpClientCodec(),
                                        new HttpObjectAggregator(1 << 16));
                    }
                });
    }

    private void askAll() throws InterruptedException {
        var asked = new Semaphore(QUESTIONS_AT_ONCE);
        for (var channel : open) {
            if (!asked.tryAcquire(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                return; // then the figure says that answers are missing
            }
            channel.pipeline().addLast(new SimpleChannelInboundHandler<FullHttpResponse>() {
                @Override
                protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
                    if (response.status().code() == 200) {
                        answers.incrementAndGet();
                    }
                    asked.release();
                }
            });
            var request = new DefaultFullHttpRequest(
                    HttpVersion.HTTP_1_1, HttpMethod.GET, "/get_stats/v1", Unpooled.EMPTY_BUFFER);
            request.headers().set(HttpHeaderNames.HOST, node.getHostString());
            var _ = channel.writeAndFlush(request);
        }
        var _ = asked.tryAcquire(QUESTIONS_AT_ONCE, ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void say(String when) throws Exception {
        var line = new StringBuilder(when).append(':');
        for (var entry : Files.readAllLines(status)) {
            if (MEMORY.stream().anyMatch(name -> entry.startsWith(name + ':'))) {
                line.append(' ').append(entry.replaceAll("\\s+", " ")).append(';');
            }
        }
        System.out.println(line);
    }
}
