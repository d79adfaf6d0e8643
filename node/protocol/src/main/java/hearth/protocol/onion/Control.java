package hearth.protocol.onion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.FormatException;
import hearth.protocol.Json;
import hearth.protocol.crypto.X25519PublicKey;
import hearth.protocol.id.KeyText;
import hearth.protocol.id.NodeId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The JSON object of an onion layer, typed (network specification 2.3, 2.4). */
final class Control {

    /** What is written for the destination: only the key matters. */
    static final byte[] DESTINATION = "{\"headers\":\"\"}".getBytes(StandardCharsets.US_ASCII);

    private final ObjectNode object;

    Control(ObjectNode object) {
        this.object = object;
    }

    /** Says how the next layer is encrypted, to whoever opens it. */
    static byte[] envelope(X25519PublicKey ephemeral, EncType type, int hopNo) {
        var hop = hopNo > 0 ? ",\"hop_no\":" + hopNo : "";
        return ascii('{' + key(ephemeral, type) + hop + '}');
    }

    static byte[] toNode(NodeId next, X25519PublicKey ephemeral, EncType type) {
        return ascii("{\"destination\":\"" + next.hex() + "\"," + key(ephemeral, type) + '}');
    }

    static byte[] toServer(ServerTarget server, X25519PublicKey ephemeral, EncType type) {
        var control = Json.object();
        if (type != EncType.AES_GCM) {
            control.put("enc_type", type.wireName());
        }
        control.put("ephemeral_key", ephemeral.hex())
                .put("host", server.host())
                .put("method", "POST")
                .put("port", server.port())
                .put("protocol", server.protocol().wireName())
                .put("target", server.target());
        return Json.bytes(control);
    }

    /** AES-GCM is what no name means, and the clients that use it write none. */
    private static String key(X25519PublicKey ephemeral, EncType type) {
        var name = type == EncType.AES_GCM ? "" : "\"enc_type\":\"" + type.wireName() + "\",";
        return name + "\"ephemeral_key\":\"" + ephemeral.hex() + '"';
    }

    boolean has(String name) {
        return object.has(name);
    }

    X25519PublicKey ephemeral() throws FormatException {
        return X25519PublicKey.of(KeyText.parse(text("ephemeral_key")));
    }

    EncType encType() throws FormatException {
        return has("enc_type") ? EncType.parse(text("enc_type")) : EncType.AES_GCM;
    }

    /** A start value below zero counts as zero. */
    int hopNo() throws FormatException {
        return Math.max(0, integer("hop_no", 0));
    }

    NodeId destination() throws FormatException {
        return NodeId.parse(text("destination"));
    }

    String text(String name) throws FormatException {
        return Optional.ofNullable(object.get(name))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .orElseThrow(() -> new FormatException("Control needs a text as " + name));
    }

    boolean flag(String name, boolean absent) throws FormatException {
        var value = object.get(name);
        if (value == null) {
            return absent;
        }
        if (!value.isBoolean()) {
            throw new FormatException("Control needs true or false as " + name);
        }
        return value.booleanValue();
    }

    int integer(String name, int absent) throws FormatException {
        var value = object.get(name);
        if (value == null) {
            return absent;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw new FormatException("Control needs an integer as " + name);
        }
        return value.intValue();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
