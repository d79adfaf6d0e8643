package hearth.service.seed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.Json;
import hearth.protocol.rpc.OxendRequest;
import hearth.service.http.HttpAnswer;
import hearth.service.registry.NodeListing;
import hearth.service.registry.NodeRegistry;
import java.util.Set;

/** Tells clients that know no node yet which ones there are: {@code /json_rpc} of a ledger daemon (network.md §7.2). */
public final class SeedService {

    public static final String PATH = "/json_rpc";

    private static final Set<String> METHODS =
            Set.of("get_n_service_nodes", "get_service_nodes", "get_all_service_nodes");

    private static final int PARSE_ERROR = -32_700;
    private static final int METHOD_NOT_FOUND = -32_601;

    /** The genesis of a ledger of one's own, for whoever was invited: {@code {"genesis": base64}}. */
    private static final String GENESIS = "hearth_genesis";

    private final NodeListing listing;
    private final NodeRegistry registry;

    public SeedService(NodeListing listing, NodeRegistry registry) {
        this.listing = listing;
        this.registry = registry;
    }

    /** Answers one call, JSON-RPC 2.0. The HTTP status is always 200. */
    public HttpAnswer answer(Bytes body) {
        var reply = Json.object().put("jsonrpc", "2.0");
        try {
            var call = Json.parseObject(body.toArray());
            reply.set("id", id(call));
            var method = call.path("method").asText("");
            var ledger = registry.ledger();
            if (METHODS.contains(method)) {
                reply.set("result", listing.answer(call.path("params")));
            } else if (method.equals(OxendRequest.PROVEN_NODES) && ledger.isPresent()) {
                reply.set("result", listing.proven(call.path("params")).orElseThrow());
            } else if (method.equals(GENESIS) && ledger.isPresent()) {
                var genesis = ledger.get().state().genesis().encode();
                reply.set(
                        "result",
                        Json.object().put("genesis", Bytes.wrap(genesis).base64()));
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
