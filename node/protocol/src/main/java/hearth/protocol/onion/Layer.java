package hearth.protocol.onion;

import hearth.protocol.Bytes;
import hearth.protocol.crypto.X25519PublicKey;
import hearth.protocol.id.NodeId;

/** What a node finds under the layer that it can open (network specification 2.4, 2.6). */
public sealed interface Layer {

    /**
     * The request is for this node.
     *
     * @param request  a storage request, JSON
     * @param json     whether a JSON result goes into the reply as a value instead of as text
     * @param base64   whether the reply is base64 text instead of bytes
     * @param replyKey encrypts the reply
     */
    record ForNode(Bytes request, boolean json, boolean base64, HopKey replyKey) implements Layer {}

    /** The rest is for another node, to which {@link #hop} goes. */
    record RelayToNode(NodeId next, X25519PublicKey ephemeral, EncType encType, Bytes ciphertext) implements Layer {

        /** What the next node gets, {@code hopNo} being the number that this node got: one more. */
        public OnionHop hop(int hopNo) {
            return new OnionHop(ciphertext, ephemeral, encType, Math.clamp(hopNo, 0, Integer.MAX_VALUE - 1) + 1);
        }
    }

    /**
     * The rest is for a server.
     *
     * @param body what the server gets: the whole content of the layer
     */
    record RelayToServer(ServerTarget.Protocol protocol, String host, int port, String target, Bytes body)
            implements Layer {}

    /**
     * The layer could be opened, but what it asks for is malformed. The answer has status
     * {@value OnionErrors#BAD_REQUEST} and goes back as {@link OnionReply} wraps it.
     *
     * @param text one of the texts of {@link OnionErrors}
     */
    record Refused(String text, HopKey replyKey) implements Layer {}
}
