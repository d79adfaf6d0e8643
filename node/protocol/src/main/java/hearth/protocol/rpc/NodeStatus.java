package hearth.protocol.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.FormatException;
import hearth.protocol.Json;
import hearth.protocol.network.StorageVersion;

/**
 * The result of {@code info} (network specification 3.6.12).
 *
 * @param timestampMs the node's clock
 */
public record NodeStatus(StorageVersion version, long timestampMs) {

    public ObjectNode toJson() {
        var json = Json.object().put("timestamp", timestampMs);
        json.putArray("version").add(version.major()).add(version.minor()).add(version.patch());
        return json;
    }

    static NodeStatus read(ObjectNode json) throws FormatException {
        var version = json.path("version");
        if (version.size() != 3) {
            throw new FormatException("Node tells no version of three numbers");
        }
        var read = new StorageVersion(part(version.path(0)), part(version.path(1)), part(version.path(2)));
        return new NodeStatus(read, ReplyReader.milliseconds(json, "timestamp"));
    }

    private static int part(JsonNode number) throws FormatException {
        if (!number.isIntegralNumber() || !number.canConvertToInt() || number.intValue() >>> Byte.SIZE != 0) {
            throw new FormatException("Part of a version is no number from 0 to 255");
        }
        return number.intValue();
    }
}
