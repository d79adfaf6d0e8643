package hearth.service.rpc;

import hearth.protocol.Bytes;
import hearth.protocol.Json;
import hearth.protocol.network.ActiveNodes;
import hearth.protocol.rpc.OxendRequest;
import hearth.protocol.rpc.RpcAnswer;
import hearth.protocol.rpc.Stamp;
import hearth.protocol.rpc.Status;
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

    RpcAnswer answer(OxendRequest request, Stamp stamp) {
        var result = Json.object();
        switch (request.endpoint()) {
            case OxendRequest.SERVICE_NODES -> result.set("result", listing.answer(request.query()));
            // There is no register of names yet: no name is registered.
            case OxendRequest.NAMES -> result.set("result", Json.object());
            default -> {
                return RpcAnswer.text(
                        Status.BAD_REQUEST, "Invalid oxend endpoint '" + shortened(request.endpoint()) + "'");
            }
        }
        return RpcAnswer.ok(stamp.on(result));
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
