package hearth.protocol.rpc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Several requests at once, answered together (network specification 3.6.16). They run concurrently; each has a status of
 * its own.
 *
 * @param requests 1 to {@value #REQUESTS_MAX}
 */
public record Batch(List<StorageRequest.Single> requests) implements StorageRequest.Meta {

    public static final String METHOD = "batch";

    public static final int REQUESTS_MAX = 20;

    public Batch {
        requests = Subrequests.checked(requests);
    }

    static Batch read(Params params) throws RequestException {
        return new Batch(Subrequests.read(params));
    }

    @Override
    public String method() {
        return METHOD;
    }

    @Override
    public ObjectNode params() {
        return Subrequests.params(requests);
    }
}
