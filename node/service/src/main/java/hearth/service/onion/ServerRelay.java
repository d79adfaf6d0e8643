package hearth.service.onion;

import hearth.protocol.onion.Layer;
import hearth.protocol.onion.OnionErrors;
import hearth.protocol.onion.ServerTarget;
import hearth.service.http.ClientConnection;
import hearth.service.http.HttpAnswer;
import hearth.service.http.Transport;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Posts the last layer of an onion request to a server (network.md §2.6). Certificates are checked as everywhere on the web,
 * redirects are not followed, and addresses that are not allowed are refused after the name was resolved, so that no name can
 * lead to them.
 */
public final class ServerRelay {

    /** A server's answer may be as long as a request; longer ones are a failure. */
    private static final int ANSWER_BYTES_MAX = 10 << 20;

    /** Finds the addresses of a host. May wait. */
    @FunctionalInterface
    public interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    private final Transport transport;
    private final EventLoopGroup eventLoops;
    private final Supplier<SslContext> tls;
    private final NameLookup names;
    private final Predicate<InetSocketAddress> allowed;
    private final Duration timeout;
    private final String userAgent;

    /**
     * @param tls     checks certificate and host name; asked for when first needed
     * @param allowed which addresses requests may go to; usually {@link PublicAddress#isPublicPlace}
     * @param timeout for the whole exchange
     */
    public ServerRelay(
            Transport transport,
            EventLoopGroup eventLoops,
            Supplier<SslContext> tls,
            Resolver resolver,
            Predicate<InetSocketAddress> allowed,
            Duration timeout,
            String userAgent) {
        this.transport = transport;
        this.eventLoops = eventLoops;
        this.tls = tls;
        names = new NameLookup(resolver);
        this.allowed = allowed;
        this.timeout = timeout;
        this.userAgent = userAgent;
    }

    OnionAnswer relay(Layer.RelayToServer request) {
        var deadline = System.nanoTime() + timeout.toNanos();
        try {
            var target = target(request, timeout);
            try (var connection = ClientConnection.open(transport, eventLoops, target, left(deadline))) {
                var reply = connection.post(
                        request.target(),
                        Map.of("User-Agent", userAgent, "Content-Type", HttpAnswer.BINARY),
                        request.body(),
                        left(deadline));
                var type = reply.contentType().isEmpty() ? HttpAnswer.BINARY : reply.contentType();
                return OnionAnswer.passedOn(reply.status(), type, reply.body());
            }
        } catch (SocketTimeoutException late) {
            return OnionAnswer.text(OnionErrors.GATEWAY_TIMEOUT, "Request timed out");
        } catch (UnknownHostException unknown) {
            return OnionAnswer.text(OnionErrors.BAD_GATEWAY, "Couldn't resolve host name");
        } catch (IOException failure) {
            return OnionAnswer.text(OnionErrors.BAD_GATEWAY, "Couldn't connect to server");
        }
    }

    private static Duration left(long deadlineNanos) {
        return Duration.ofNanos(Math.max(1, deadlineNanos - System.nanoTime()));
    }

    private ClientConnection.Target target(Layer.RelayToServer request, Duration patience) throws IOException {
        var host = withoutBrackets(request.host());
        var addresses = names.resolve(host, patience);
        // All of them: which one answers must not depend on chance when some lead into the house.
        for (var address : addresses) {
            if (!allowed.test(new InetSocketAddress(address, request.port()))) {
                throw new IOException("Address not allowed");
            }
        }
        if (addresses.length == 0) {
            throw new UnknownHostException("No address");
        }
        return new ClientConnection.Target(
                new InetSocketAddress(addresses[0], request.port()),
                host,
                request.protocol() == ServerTarget.Protocol.HTTPS ? Optional.of(tls.get()) : Optional.empty(),
                ANSWER_BYTES_MAX);
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
