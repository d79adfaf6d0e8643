package hearth.protocol.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.Json;
import hearth.protocol.id.Account;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import java.nio.charset.StandardCharsets;

/**
 * A message as a node holds it.
 *
 * @param timestampMs when it was sent, as its sender said
 * @param expiryMs    when it may be forgotten
 */
public record StoredMessage(MessageHash hash, long timestampMs, long expiryMs, Bytes data) {

    /** Says whether the message is what its hash says: it cannot have been made up or changed by the node. */
    public boolean isGenuine(Account account, Namespace namespace) {
        return MessageHash.of(account, namespace, data.toArray()).equals(hash);
    }

    /** The same message with another expiry. */
    public StoredMessage expiringAt(long otherExpiryMs) {
        return new StoredMessage(hash, timestampMs, otherExpiryMs, data);
    }

    ObjectNode toJson() {
        return Json.object()
                .put("hash", hash.text())
                .put("timestamp", timestampMs)
                .put("expiration", expiryMs)
                .put("data", data.base64());
    }

    static StoredMessage read(JsonNode json) throws FormatException {
        var data = Base64Text.decode(ReplyReader.text(json, "data").getBytes(StandardCharsets.ISO_8859_1))
                .orElseThrow(() -> new FormatException("Message is not base64"));
        return new StoredMessage(
                MessageHash.parse(ReplyReader.text(json, "hash")),
                ReplyReader.milliseconds(json, "timestamp"),
                ReplyReader.milliseconds(json, json.has("expiration") ? "expiration" : "expiry"),
                Bytes.wrap(data));
    }
}
