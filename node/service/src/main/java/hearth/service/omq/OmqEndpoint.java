package hearth.service.omq;

import hearth.protocol.crypto.X25519PublicKey;
import hearth.service.http.Transport;
import hearth.service.key.NodeKeys;
import hearth.service.meter.NodeMeter;
import hearth.service.registry.NodeRegistry;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Executor;

/** One node's end of OMQ: what it dials with, and what it listens on. Safe for use by many threads. */
public final class OmqEndpoint {

    private final Shared shared;

    /**
     * @param keys     who this node is
     * @param registry who is a node, asked anew for every request
     * @param workers  run one request each, which may wait
     */
    public OmqEndpoint(
            Transport transport,
            EventLoopGroup eventLoops,
            NodeKeys keys,
            NodeRegistry registry,
            OmqLimits limits,
            Executor workers,
            SecureRandom random,
            NodeMeter meter) {
        shared = new Shared(transport, eventLoops, keys, registry, limits, workers, random, meter);
    }

    /** Dials whoever holds {@code key} there, when the first request is made. */
    public OmqLink link(String host, int port, X25519PublicKey key) {
        return new OmqLink(shared, host, port, key);
    }

    /**
     * Answers {@code commands} from now on, to those who dial {@code address} and to those whom this node dialled.
     *
     * @throws IOException if the address cannot be bound; the message names it
     */
    public OmqListener listen(InetSocketAddress address, OmqCommands commands) throws IOException {
        shared.commands = Optional.of(commands);
        return OmqListener.open(shared, address);
    }
}
