package hearth.protocol.rpc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.Json;

/** Asks for the active nodes in the form of {@link hearth.protocol.network.ActiveNodes} (network specification 3.6.15). */
public record GetActiveNodes() implements StorageRequest.Single {

    public static final String METHOD = "active_nodes_bin";

    @Override
    public String method() {
        return METHOD;
    }

    @Override
    public ObjectNode params() {
        return Json.object();
    }
}
