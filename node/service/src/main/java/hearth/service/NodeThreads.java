package hearth.service;

import hearth.service.http.Transport;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The threads that one node uses, or all nodes of one JVM together: event loops that frame and never wait, one virtual
 * thread per piece of work, and platform threads that wait for the disk. Beside them what is costly to have twice: the
 * settings of TLS towards others.
 */
public final class NodeThreads implements AutoCloseable {

    private static final int DISK_THREADS = 2;

    private final Transport transport;
    private final EventLoopGroup eventLoops;
    private final ExecutorService workers;
    private final ExecutorService disk;

    /** Made when first needed, since that means to read all certificate authorities of the machine. Guarded by this. */
    private @Nullable SslContext serverTls;

    /** Made when first needed. Guarded by this. */
    private @Nullable SslContext nodeTls;

    private NodeThreads(Transport transport, int eventLoopThreads) {
        this.transport = transport;
        eventLoops = transport.eventLoops(eventLoopThreads, "node-io");
        workers = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("node-work-", 1).factory());
        disk = Executors.newFixedThreadPool(
                DISK_THREADS, Thread.ofPlatform().daemon().name("node-disk-", 1).factory());
    }

    /** Starts the threads: as many event loops as processors, two at most. */
    public static NodeThreads start(Transport transport) throws IOException {
        return new NodeThreads(transport, Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 2));
    }

    public Transport transport() {
        return transport;
    }

    public EventLoopGroup eventLoops() {
        return eventLoops;
    }

    public ExecutorService workers() {
        return workers;
    }

    public ExecutorService disk() {
        return disk;
    }

    /** TLS towards servers on the web. */
    synchronized SslContext serverTls() {
        var known = serverTls;
        if (known == null) {
            known = built(tls());
            serverTls = known;
        }
        return known;
    }

    /** TLS towards other nodes, whose certificates nobody vouches for (network.md §1.3). */
    synchronized SslContext nodeTls() {
        var known = nodeTls;
        if (known == null) {
            known = built(
                    tls().trustManager(InsecureTrustManagerFactory.INSTANCE).endpointIdentificationAlgorithm(""));
            nodeTls = known;
        }
        return known;
    }

    private SslContextBuilder tls() {
        return SslContextBuilder.forClient()
                .sslProvider(transport.sslProvider())
                .protocols("TLSv1.3", "TLSv1.2");
    }

    private static SslContext built(SslContextBuilder builder) {
        try {
            return builder.build();
        } catch (SSLException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Stops all threads; what is still running on them is interrupted. The nodes that use them are closed before. */
    @Override
    public void close() {
        workers.shutdownNow();
        eventLoops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
        disk.shutdown();
    }
}
