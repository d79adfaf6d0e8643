package hearth.protocol.rpc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.Json;

/** Asks a node for its version and its clock (network specification 3.6.12). */
public record GetInfo() implements StorageRequest.Single {

    public static final String METHOD = "info";

    @Override
    public String method() {
        return METHOD;
    }

    @Override
    public ObjectNode params() {
        return Json.object();
    }
}
