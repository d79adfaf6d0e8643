package hearth.protocol.onion;

import com.fasterxml.jackson.databind.JsonNode;
import hearth.protocol.FormatException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the replies of nodes and of servers have in common. */
final class Replies {

    private Replies() {}

    static int status(JsonNode status) throws FormatException {
        if (!status.isIntegralNumber() || !status.canConvertToInt()) {
            throw new FormatException("Reply has no status");
        }
        return status.intValue();
    }

    /** Names and values of a JSON object; none if it is not there. */
    static Map<String, String> headers(JsonNode headers) throws FormatException {
        var all = new LinkedHashMap<String, String>();
        if (headers.isMissingNode() || headers.isNull()) {
            return all;
        }
        if (!headers.isObject()) {
            throw new FormatException("Headers are no JSON object");
        }
        for (var header : headers.properties()) {
            if (!header.getValue().isTextual()) {
                throw new FormatException("Header is no text");
            }
            all.put(header.getKey(), header.getValue().textValue());
        }
        return all;
    }
}
