package hearth.protocol.onion;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.crypto.X25519KeyPair;
import hearth.protocol.crypto.X25519PublicKey;

/** Takes off the layer of an onion request that is for this node. Safe for use by many threads. */
public final class OnionPeeler {

    private static final int DEFAULT_PORT = 443;

    private final X25519KeyPair own;

    /** {@code own} is the node's long-term key. */
    public OnionPeeler(X25519KeyPair own) {
        this.own = own;
    }

    /**
     * Opens one layer. Untrusted input: throws {@link FormatException} if it does not decrypt, to be answered with
     * {@link OnionErrors#INVALID_CIPHERTEXT}; whatever else is wrong is {@link Layer.Refused}.
     */
    public Layer peel(byte[] ciphertext, X25519PublicKey ephemeral, EncType encType) throws FormatException {
        var key = HopKey.ofNode(encType, own, ephemeral);
        var plain = key.open(ciphertext);
        try {
            return read(plain, key);
        } catch (FormatException malformed) {
            return new Layer.Refused(OnionErrors.INVALID_JSON, key);
        }
    }

    /** The order of the tests is the protocol's: a layer may have the keys of several kinds. */
    static Layer read(byte[] plain, HopKey key) throws FormatException {
        var payload = CombinedPayload.decode(plain);
        var control = payload.control();
        if (control.has("headers")) {
            return new Layer.ForNode(
                    Bytes.wrap(payload.blob()), control.flag("json", false), control.flag("base64", true), key);
        }
        if (control.has("host")) {
            return server(control, plain, key);
        }
        return new Layer.RelayToNode(
                control.destination(), control.ephemeral(), control.encType(), Bytes.wrap(payload.blob()));
    }

    private static Layer server(Control control, byte[] plain, HopKey key) throws FormatException {
        var host = control.text("host");
        var target = control.text("target");
        var port = control.integer("port", DEFAULT_PORT);
        var protocol = control.has("protocol") ? control.text("protocol") : "https";
        if (!ServerTarget.isHost(host) || !ServerTarget.isPort(port) || !ServerTarget.isTarget(target)) {
            return new Layer.Refused(OnionErrors.INVALID_URL, key);
        }
        return switch (protocol) {
            case "http" -> relay(ServerTarget.Protocol.HTTP, host, port, target, plain);
            case "https" -> relay(ServerTarget.Protocol.HTTPS, host, port, target, plain);
            default -> new Layer.Refused(OnionErrors.INVALID_URL, key);
        };
    }

    private static Layer relay(ServerTarget.Protocol protocol, String host, int port, String target, byte[] plain) {
        return new Layer.RelayToServer(protocol, host, port, target, Bytes.wrap(plain));
    }
}
