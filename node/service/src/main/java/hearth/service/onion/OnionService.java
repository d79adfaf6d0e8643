package hearth.service.onion;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.crypto.X25519PublicKey;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.onion.EncType;
import hearth.protocol.onion.Layer;
import hearth.protocol.onion.OnionEnvelope;
import hearth.protocol.onion.OnionErrors;
import hearth.protocol.onion.OnionHop;
import hearth.protocol.onion.OnionPeeler;
import hearth.protocol.onion.OnionReply;
import hearth.protocol.rpc.RpcAnswer;
import hearth.service.key.NodeKeys;
import hearth.service.peer.PeerLink;
import hearth.service.peer.PeerReply;
import hearth.service.registry.NodeRegistry;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * One node's part in onion requests (network.md §§2.4, 2.6, 6.3): opens its layer and answers, or hands the rest to the next
 * node or to a server, passing the answer back unread. Called on threads that may wait; many at once.
 */
public final class OnionService {

    private final NodeKeys keys;
    private final OnionPeeler peeler;
    private final NodeRegistry registry;
    private final PeerLink peers;
    private final ServerRelay servers;
    private final Function<byte[], RpcAnswer> destination;
    private final BooleanSupplier ready;
    private final Duration relayTimeout;
    private final SecureRandom random;

    /**
     * @param destination  answers storage requests that are for this node
     * @param ready        whether this node serves at present
     * @param relayTimeout how long to wait for the next node
     */
    public OnionService(
            NodeKeys keys,
            NodeRegistry registry,
            PeerLink peers,
            ServerRelay servers,
            Function<byte[], RpcAnswer> destination,
            BooleanSupplier ready,
            Duration relayTimeout,
            SecureRandom random) {
        this.keys = keys;
        peeler = new OnionPeeler(keys.x25519());
        this.registry = registry;
        this.peers = peers;
        this.servers = servers;
        this.destination = destination;
        this.ready = ready;
        this.relayTimeout = relayTimeout;
        this.random = random;
    }

    /** Takes a request from a client. */
    public OnionAnswer fromClient(byte[] envelope) {
        try {
            var request = OnionEnvelope.decode(envelope);
            return process(request.ciphertext(), request.ephemeral(), request.encType(), request.hopNo());
        } catch (FormatException malformed) {
            return OnionAnswer.text(
                    OnionErrors.BAD_REQUEST, OnionErrors.parsing(String.valueOf(malformed.getMessage())));
        }
    }

    /** Takes a request from another node. */
    public OnionAnswer fromNode(byte[] bytes) {
        try {
            var hop = OnionHop.decode(bytes);
            if (hop.isTooFar()) {
                return OnionAnswer.text(OnionErrors.BAD_REQUEST, OnionErrors.TOO_MANY_HOPS);
            }
            return process(hop.ciphertext(), hop.ephemeral(), hop.encType(), hop.hopNo());
        } catch (FormatException malformed) {
            return OnionAnswer.text(
                    OnionErrors.BAD_REQUEST, OnionErrors.internal(String.valueOf(malformed.getMessage())));
        }
    }

    private OnionAnswer process(Bytes ciphertext, X25519PublicKey ephemeral, EncType encType, int hopNo) {
        if (!ready.getAsBoolean()) {
            return OnionAnswer.text(OnionErrors.UNAVAILABLE, OnionErrors.notReady(keys.id()));
        }
        Layer layer;
        try {
            layer = peeler.peel(ciphertext.toArray(), ephemeral, encType);
        } catch (FormatException wrongKeyOrDamaged) {
            return OnionAnswer.text(OnionErrors.BAD_REQUEST, OnionErrors.INVALID_CIPHERTEXT);
        }
        return switch (layer) {
            case Layer.ForNode request -> {
                var answer = destination.apply(request.request().toArray());
                yield OnionAnswer.ok(Bytes.wrap(OnionReply.wrap(request, answer, random)));
            }
            case Layer.RelayToNode relay ->
                registry.find(relay.next())
                        .map(next -> relay(next, relay.hop(hopNo)))
                        .orElseGet(() ->
                                OnionAnswer.text(OnionErrors.BAD_GATEWAY, OnionErrors.nextNodeNotFound(relay.next())));
            case Layer.RelayToServer relay -> servers.relay(relay);
            case Layer.Refused refused -> OnionAnswer.ok(Bytes.wrap(OnionReply.wrap(refused, random)));
        };
    }

    /** Only a node without address is named: one that is down may be there again in a moment, and counts as silent. */
    private OnionAnswer relay(NodeInfo next, OnionHop hop) {
        if (!next.hasAddress()) {
            return OnionAnswer.text(OnionErrors.BAD_GATEWAY, OnionErrors.nextNodeUnreachable(next.id()));
        }
        return switch (peers.onion(next, hop, relayTimeout)) {
            case PeerReply.Parts(var parts) when parts.size() >= 2 -> passedOn(parts.get(0), parts.get(1));
            case PeerReply.Parts _ -> OnionAnswer.text(OnionErrors.INTERNAL_ERROR, OnionErrors.INVALID_RESPONSE);
            case PeerReply.TimedOut _, PeerReply.Unreachable _ ->
                OnionAnswer.text(OnionErrors.GATEWAY_TIMEOUT, OnionErrors.TIMED_OUT);
        };
    }

    private static OnionAnswer passedOn(Bytes code, Bytes body) {
        var text = new String(code.toArray(), StandardCharsets.US_ASCII);
        if (!text.matches("[0-9]{1,9}")) {
            return OnionAnswer.text(OnionErrors.INTERNAL_ERROR, OnionErrors.INVALID_RESPONSE);
        }
        return OnionAnswer.passedOn(Integer.parseInt(text), OnionAnswer.TEXT, body);
    }
}
