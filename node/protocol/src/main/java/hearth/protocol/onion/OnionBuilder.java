package hearth.protocol.onion;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.crypto.X25519KeyPair;
import hearth.protocol.crypto.X25519PublicKey;
import hearth.protocol.network.NodeInfo;
import java.security.SecureRandom;
import java.util.List;

/**
 * Builds onion requests (network specification 2.5): one layer for each node of a path and one for the destination,
 * every layer with a fresh key. Safe for use by many threads.
 */
public final class OnionBuilder {

    private final SecureRandom random;

    public OnionBuilder(SecureRandom random) {
        this.random = random;
    }

    /**
     * A built request and what its sender must keep to read the answer.
     *
     * @param body      an {@link OnionEnvelope}
     * @param replyKeys secret
     */
    public record Built(Bytes body, ReplyKeys replyKeys) {}

    /**
     * A storage request for {@code destination}.
     *
     * @param path    the nodes on the way, the first one being the one that the request is posted to; if there are none,
     *                it is posted to the destination
     * @param request a storage request, JSON
     * @throws FormatException if a node's key has a small order
     */
    public Built toNode(List<NodeInfo> path, NodeInfo destination, byte[] request, EncType type)
            throws FormatException {
        var ephemeral = X25519KeyPair.generate(random);
        var key = HopKey.ofClient(type, ephemeral, destination.x25519());
        var innermost = key.seal(CombinedPayload.encode(request, Control.DESTINATION), random);
        var control = Control.toNode(destination.id(), ephemeral.publicKey(), type);
        return new Built(
                around(path, innermost, ephemeral.publicKey(), control, type),
                new ReplyKeys(key, ephemeral, destination.x25519()));
    }

    /**
     * A request for a server.
     *
     * @param path    the nodes on the way; if there are none, the request is in the form in which the server takes it
     * @param payload a request in the framing that the server's target stands for
     * @throws FormatException if a key has a small order
     */
    public Built toServer(List<NodeInfo> path, ServerTarget server, byte[] payload, EncType type)
            throws FormatException {
        var ephemeral = X25519KeyPair.generate(random);
        var key = HopKey.ofClient(type, ephemeral, server.key());
        var innermost = key.seal(payload, random);
        var control = Control.toServer(server, ephemeral.publicKey(), type);
        return new Built(
                around(path, innermost, ephemeral.publicKey(), control, type),
                new ReplyKeys(key, ephemeral, server.key()));
    }

    /** From the inside out: each layer holds the one before and says where that goes. */
    private Bytes around(
            List<NodeInfo> path, byte[] innermost, X25519PublicKey ephemeral, byte[] destination, EncType type)
            throws FormatException {
        var ciphertext = innermost;
        var publicKey = ephemeral;
        var control = destination;
        for (var node : path.reversed()) {
            var pair = X25519KeyPair.generate(random);
            var key = HopKey.ofClient(type, pair, node.x25519());
            ciphertext = key.seal(CombinedPayload.encode(ciphertext, control), random);
            pair.wipe();
            publicKey = pair.publicKey();
            control = Control.toNode(node.id(), publicKey, type);
        }
        return Bytes.wrap(CombinedPayload.encode(ciphertext, Control.envelope(publicKey, type, 0)));
    }
}
