package hearth.protocol.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.Json;
import hearth.protocol.name.NameRecord;

/**
 * Asks a node what the ledger behind it knows (network specification 3.6.14).
 *
 * @param endpoint {@value #SERVICE_NODES}, {@value #NAMES} or {@value #PROVEN_NODES}; nodes refuse others
 * @param query    what the endpoint takes, usually an object
 */
public record OxendRequest(String endpoint, JsonNode query) implements StorageRequest.Single {

    public static final String METHOD = "oxend_request";

    /** The list of nodes (network specification 7.4). */
    public static final String SERVICE_NODES = "get_service_nodes";

    /** The name service (network specification 7.6). */
    public static final String NAMES = "ons_resolve";

    /** The list of nodes with what proves it, only where a network has a ledger of its own. */
    public static final String PROVEN_NODES = "hearth_nodes";

    /** Which kind of names is meant: those of accounts. */
    private static final int ACCOUNT = 0;

    /** Asks for a name, which is to be in lower case. Nodes hear its hash only. */
    public static OxendRequest ofName(String name) {
        return new OxendRequest(NAMES, Json.object().put("type", ACCOUNT).put("name_hash", NameRecord.hash(name)));
    }

    static OxendRequest read(Params params) throws RequestException {
        var endpoint = Params.require(params.text("endpoint"), "endpoint");
        return new OxendRequest(endpoint, params.fields().json("params").orElseGet(Json::object));
    }

    @Override
    public String method() {
        return METHOD;
    }

    @Override
    public ObjectNode params() {
        var params = Json.object().put("endpoint", endpoint);
        params.set("params", query);
        return params;
    }
}
