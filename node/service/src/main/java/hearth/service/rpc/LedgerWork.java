package hearth.service.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.Json;
import hearth.protocol.id.KeyText;
import hearth.protocol.network.ActiveNodes;
import hearth.protocol.rpc.OxendRequest;
import hearth.protocol.rpc.RequestException;
import hearth.protocol.rpc.RpcAnswer;
import hearth.protocol.rpc.Stamp;
import hearth.protocol.rpc.Status;
import hearth.service.registry.NameRegistry;
import hearth.service.registry.NodeListing;
import hearth.service.registry.NodeRegistry;

/** What a node knows from the ledger (network.md §§3.6.14, 3.6.15, 7). */
final class LedgerWork {

    private static final int NAME_SHOWN_MAX = 100;

    private final NodeRegistry registry;
    private final NodeListing listing;

    LedgerWork(NodeRegistry registry, NodeListing listing) {
        this.registry = registry;
        this.listing = listing;
    }

    RpcAnswer answer(OxendRequest request, Stamp stamp) throws RequestException {
        var result = switch (request.endpoint()) {
            case OxendRequest.SERVICE_NODES -> listing.answer(request.query());
            case OxendRequest.NAMES -> name(request.query());
            case OxendRequest.PROVEN_NODES ->
                listing.proven(request.query()).orElseThrow(() -> invalid(request.endpoint()));
            default -> throw invalid(request.endpoint());
        };
        return RpcAnswer.ok(stamp.on(Json.object().set("result", result)));
    }

    private static RequestException invalid(String endpoint) {
        return new RequestException(Status.BAD_REQUEST, "Invalid oxend endpoint '" + shortened(endpoint) + "'");
    }

    /** An empty object for a name that is not registered. */
    private ObjectNode name(JsonNode query) throws RequestException {
        var type = query.path("type");
        if (!type.isMissingNode() && !type.canConvertToExactIntegral()) {
            throw new RequestException(Status.BAD_REQUEST, "Invalid name request: type must be a number");
        }
        var result = Json.object();
        registry.names().find(type.asInt(NameRegistry.ACCOUNT), nameHash(query)).ifPresent(entry -> {
            result.put("encrypted_value", entry.encryptedValue().hex());
            entry.nonce().ifPresent(nonce -> result.put("nonce", nonce.hex()));
        });
        return result;
    }

    /** Base64, or hex, of 32 bytes. */
    private static Bytes nameHash(JsonNode query) throws RequestException {
        var text = query.path("name_hash").asText("");
        try {
            return Bytes.wrap(KeyText.parse(text));
        } catch (FormatException malformed) {
            throw new RequestException(
                    Status.BAD_REQUEST,
                    "Invalid name request: name_hash must be base64 of " + NameRegistry.HASH_BYTES + " bytes");
        }
    }

    RpcAnswer activeNodes() {
        var active = registry.nodes().stream()
                .filter(node -> !node.swarm().isUnassigned())
                .toList();
        return new RpcAnswer(
                Status.OK, new RpcAnswer.Body.Binary(Bytes.wrap(ActiveNodes.encode(active, Version.REPORTED))));
    }

    int height() {
        return listing.height();
    }

    private static String shortened(String text) {
        return text.length() <= NAME_SHOWN_MAX ? text : text.substring(0, NAME_SHOWN_MAX);
    }
}
