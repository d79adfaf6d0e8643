package hearth.protocol.rpc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.Json;
import java.util.ArrayList;
import java.util.List;

/** The requests inside a {@code batch} or a {@code sequence} (network specification 3.6.16). Nodes call both batches when they refuse one. */
final class Subrequests {

    private Subrequests() {}

    static List<StorageRequest.Single> read(Params params) throws RequestException {
        var elements = params.fields().objects("requests").orElse(List.of());
        if (elements.isEmpty()) {
            throw refused("request: no valid \"requests\" field");
        }
        if (elements.size() > Batch.REQUESTS_MAX) {
            throw refused("request: subrequest limit exceeded");
        }
        var requests = new ArrayList<StorageRequest.Single>();
        for (var element : elements) {
            requests.add(read(element.orElseThrow(() -> refused("request: requests must be objects"))));
        }
        return requests;
    }

    private static StorageRequest.Single read(Fields element) throws RequestException {
        var inner = element.object("params");
        if (!element.isString("method") || inner.isEmpty()) {
            throw refused("request: subrequests must have method/params keys");
        }
        var method = new Params(element).text("method").orElse("");
        var request = RequestParser.read(method, new Params(inner.get()))
                .orElseThrow(() -> refused("subrequest: invalid method \"" + RequestParser.shown(method) + '"'));
        if (request instanceof StorageRequest.Single single) {
            return single;
        }
        throw refused("subrequest: subrequests may not contain meta-requests");
    }

    private static RequestException refused(String detail) {
        return RequestException.invalid("Invalid batch " + detail);
    }

    static List<StorageRequest.Single> checked(List<StorageRequest.Single> requests) {
        if (requests.isEmpty() || requests.size() > Batch.REQUESTS_MAX) {
            throw new IllegalArgumentException(
                    "There are " + requests.size() + " requests, there must be 1 to " + Batch.REQUESTS_MAX);
        }
        return List.copyOf(requests);
    }

    static ObjectNode params(List<StorageRequest.Single> requests) {
        var all = Json.array();
        requests.forEach(request -> all.add(request.tree()));
        var params = Json.object();
        params.set("requests", all);
        return params;
    }
}
