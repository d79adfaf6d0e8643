package hearth.protocol.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.FormatException;
import hearth.protocol.Json;
import hearth.protocol.bt.Bt;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * Results in the form for those who speak bt, and back (network specification, appendix B). Truth becomes 1 or 0 and stays a
 * number on the way back; signatures and data are bytes in bt and base64 in JSON.
 */
final class BtJson {

    /** What is bytes and not text, by its name. */
    private static final Set<String> BINARY = Set.of("signature", "data");

    private BtJson() {}

    static Bt toBt(JsonNode json) {
        return switch (json.getNodeType()) {
            case OBJECT -> dict((ObjectNode) json);
            case ARRAY ->
                new Bt.List(StreamSupport.stream(json.spliterator(), false)
                        .filter(element -> !element.isNull())
                        .map(BtJson::toBt)
                        .toList());
            case BOOLEAN -> Bt.of(json.booleanValue());
            case NUMBER -> json.isIntegralNumber() ? new Bt.Int(json.bigIntegerValue()) : Bt.text(json.asText());
            default -> Bt.text(json.asText());
        };
    }

    private static Bt.Dict dict(ObjectNode object) {
        var entries = new HashMap<String, Bt>();
        for (var member : object.properties()) {
            if (!member.getValue().isNull()) { // bt has no null: what is not there is not there
                entries.put(member.getKey(), member(member));
            }
        }
        return Bt.dict(entries);
    }

    private static Bt member(Map.Entry<String, JsonNode> member) {
        if (BINARY.contains(member.getKey()) && member.getValue().isTextual()) {
            var decoded = Base64Text.decode(member.getValue().textValue().getBytes(StandardCharsets.ISO_8859_1));
            if (decoded.isPresent()) {
                return Bt.of(decoded.get());
            }
        }
        return toBt(member.getValue());
    }

    /** Throws if a key is no text, which no result has. */
    static ObjectNode toJson(Bt.Dict dict) throws FormatException {
        var object = Json.object();
        for (var entry : dict.entries().entrySet()) {
            var name = entry.getKey().text();
            if (name.indexOf('\ufffd') >= 0) {
                throw new FormatException("Key of a result is not text");
            }
            object.set(name, value(name, entry.getValue()));
        }
        return object;
    }

    private static JsonNode value(String name, Bt value) throws FormatException {
        return switch (value) {
            case Bt.Dict dict -> toJson(dict);
            case Bt.List(var items) -> {
                var array = Json.array();
                for (var item : items) {
                    array.add(value(name, item));
                }
                yield array;
            }
            case Bt.Int(var number)
            when number.bitLength() <= Long.SIZE - 1 -> Json.object().numberNode(number.longValue());
            case Bt.Int(var number) -> Json.object().numberNode(number);
            case Bt.Bytes bytes ->
                Json.object()
                        .textNode(
                                BINARY.contains(name)
                                        ? Base64.getEncoder().encodeToString(bytes.value())
                                        : bytes.text());
        };
    }
}
