package hearth.service.omq;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.crypto.X25519PublicKey;
import hearth.protocol.network.NodeInfo;
import hearth.service.http.Transport;
import hearth.service.key.NodeKeys;
import hearth.service.meter.NodeMeter;
import hearth.service.omq.wire.CurveClient;
import hearth.service.omq.wire.CurveServer;
import hearth.service.omq.wire.Handshake;
import hearth.service.omq.wire.PeerProperties;
import hearth.service.registry.NodeRegistry;
import io.netty.channel.EventLoopGroup;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/** What all connections of one node have in common. */
final class Shared {

    private static final PeerProperties LISTENER = new PeerProperties(PeerProperties.ROUTER, Bytes.EMPTY);

    final Transport transport;
    final EventLoopGroup eventLoops;
    final NodeRegistry registry;
    final OmqLimits limits;
    final Executor workers;
    final NodeMeter meter;

    /** Bytes of messages that are not complete, or not answered. */
    final AtomicLong buffered = new AtomicLong();

    /** What this node answers; nothing until it listens. */
    volatile Optional<OmqCommands> commands = Optional.empty();

    private final NodeKeys keys;
    private final SecureRandom random;

    Shared(
            Transport transport,
            EventLoopGroup eventLoops,
            NodeKeys keys,
            NodeRegistry registry,
            OmqLimits limits,
            Executor workers,
            SecureRandom random,
            NodeMeter meter) {
        this.transport = transport;
        this.eventLoops = eventLoops;
        this.keys = keys;
        this.registry = registry;
        this.limits = limits;
        this.workers = workers;
        this.random = random;
        this.meter = meter;
    }

    Handshake answering() {
        return Handshake.of(new CurveServer(keys.x25519(), LISTENER, random));
    }

    /** Throws if {@code server} is not a key to agree with. */
    Handshake dialling(X25519PublicKey server) throws FormatException {
        var own = keys.x25519();
        var name = ByteBuffer.allocate(1 + X25519PublicKey.BYTES)
                .put((byte) 'L')
                .put(own.publicKey().bytes())
                .array();
        var properties = new PeerProperties(PeerProperties.DEALER, Bytes.wrap(name));
        return Handshake.of(new CurveClient(own, server, properties, random), server);
    }

    /** The node that holds this key, if it is in a swarm at this moment. */
    Optional<NodeInfo> node(X25519PublicKey key) {
        return registry.findByX25519(key).filter(node -> !node.swarm().isUnassigned());
    }
}
