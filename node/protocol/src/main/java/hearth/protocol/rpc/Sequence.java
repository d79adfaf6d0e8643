package hearth.protocol.rpc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Several requests one after the other, answered together (network specification 3.6.16). The first one that fails is the
 * last one that is done.
 *
 * @param requests 1 to {@value Batch#REQUESTS_MAX}
 */
public record Sequence(List<StorageRequest.Single> requests) implements StorageRequest.Meta {

    public static final String METHOD = "sequence";

    public Sequence {
        requests = Subrequests.checked(requests);
    }

    static Sequence read(Params params) throws RequestException {
        return new Sequence(Subrequests.read(params));
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
