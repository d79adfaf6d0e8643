package hearth.service.seed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.Json;
import hearth.service.http.HttpAnswer;
import hearth.service.registry.NodeListing;
import java.util.Set;

/** Tells clients that know no node yet which ones there are: {@code /json_rpc} of a ledger daemon (network.md §7.2). */
public final class SeedService {

    public static final String PATH = "/json_rpc";

    private static final Set<String> METHODS =
            Set.of("get_n_service_nodes", "get_service_nodes", "get_all_service_nodes");

    private static final int PARSE_ERROR = -32_700;
    private static final int METHOD_NOT_FOUND = -32_601;

    private final NodeListing listing;

    public SeedService(NodeListing listing) {
        this.listing = listing;
    }

    /** Answers one call, JSON-RPC 2.0. The HTTP status is always 200. */
    public HttpAnswer answer(Bytes body) {
        var reply = Json.object().put("jsonrpc", "2.0");
        try {
            var call = Json.parseObject(body.toArray());
            reply.set("id", id(call));
            if (METHODS.contains(call.path("method").asText(""))) {
                reply.set("result", listing.answer(call.path("params")));
            } else {
                reply.set("error", error(METHOD_NOT_FOUND, "Method not found"));
            }
        } catch (FormatException malformed) {
            reply.set("id", JsonNodeFactory.instance.nullNode());
            reply.set("error", error(PARSE_ERROR, "Parse error"));
        }
        return HttpAnswer.json(200, Bytes.wrap(Json.bytes(reply)));
    }

    /** What the caller sent, if it is what an id may be. */
    private static JsonNode id(JsonNode call) {
        var id = call.path("id");
        return id.isTextual() || id.isNumber() ? id : JsonNodeFactory.instance.nullNode();
    }

    private static JsonNode error(int code, String message) {
        return Json.object().put("code", code).put("message", message);
    }
}
