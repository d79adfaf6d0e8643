package hearth.service.peer;

import hearth.service.http.HttpAnswer;
import hearth.service.http.HttpCall;
import hearth.service.http.Transport;
import hearth.service.key.NodeKeys;
import hearth.service.registry.NodeRegistry;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.security.SecureRandom;
import java.time.Clock;
import javax.net.ssl.SSLException;

/** Both ends of one node's link to the others: what it calls with, and what takes calls on its HTTPS port. */
public final class Peers {

    /** The path of the HTTPS port that takes calls. */
    public static final String PATH = HttpsPeerLink.PATH;

    private static final int NONCES_MAX = 200_000;

    private final PeerSeal seal;

    public Peers(NodeKeys keys, NodeRegistry registry, Clock clock, SecureRandom random) {
        // A request is good from its time minus the window to its time plus the window.
        var seen = new SeenNonces(2 * PeerSeal.WINDOW.toMillis(), NONCES_MAX);
        seal = new PeerSeal(keys, registry, clock, random, seen);
    }

    /** TLS towards the ports of nodes, whose certificates say nothing (network.md §1.3). One serves all nodes of a JVM. */
    public static SslContext clientContext(Transport transport) throws SSLException {
        return SslContextBuilder.forClient()
                .sslProvider(transport.sslProvider())
                .protocols("TLSv1.3", "TLSv1.2")
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .endpointIdentificationAlgorithm("")
                .build();
    }

    /** Calls other nodes, over at most {@code connectionsPerPeerMax} connections to each. */
    public PeerLink link(Transport transport, EventLoopGroup eventLoops, SslContext tls, int connectionsPerPeerMax) {
        return new HttpsPeerLink(transport, eventLoops, tls, seal, connectionsPerPeerMax);
    }

    /** Answers one call of another node. */
    public HttpAnswer answer(HttpCall call, PeerCommands commands) {
        return new PeerEndpoint(seal, commands).answer(call.body());
    }
}
