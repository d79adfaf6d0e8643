package hearth.protocol.rpc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * Several requests at once, answered together (network specification 3.6.16). They run concurrently; each has a status of
 * its own.
 *
 * @param requests 1 to {@value #REQUESTS_MAX}
 */
public record Batch(List<StorageRequest.Single> requests) implements StorageRequest {

    public static final String METHOD = "batch";

    public static final int REQUESTS_MAX = 20;

    public Batch {
        requests = List.copyOf(requests);
        if (requests.isEmpty() || requests.size() > REQUESTS_MAX) {
            throw new IllegalArgumentException(
                    "Batch has " + requests.size() + " requests, it must have 1 to " + REQUESTS_MAX);
        }
    }

    static Batch read(Params params) throws RequestException {
        var elements = params.fields().objects("requests").orElse(List.of());
        if (elements.isEmpty()) {
            throw refused("request: no valid \"requests\" field");
        }
        if (elements.size() > REQUESTS_MAX) {
            throw refused("request: subrequest limit exceeded");
        }
        var requests = new ArrayList<StorageRequest.Single>();
        for (var element : elements) {
            requests.add(read(element.orElseThrow(() -> refused("request: requests must be objects"))));
        }
        return new Batch(requests);
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

    @Override
    public String method() {
        return METHOD;
    }

    @Override
    public ObjectNode params() {
        var all = Json.array();
        requests.forEach(request -> all.add(request.tree()));
        var params = Json.object();
        params.set("requests", all);
        return params;
    }
}
