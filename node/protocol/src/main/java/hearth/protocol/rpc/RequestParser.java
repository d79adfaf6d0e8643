package hearth.protocol.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.FormatException;
import hearth.protocol.Json;
import hearth.protocol.bt.BtCodec;
import java.util.Map;
import java.util.Optional;

/**
 * Reads storage requests in every form they travel in (network specification 3.1). Untrusted input: throws
 * {@link RequestException}, nothing else, and that says word for word what a node answers.
 */
public final class RequestParser {

    private static final int METHOD_SHOWN_MAX = 100;

    /** One line per method; a new one needs nothing else here. */
    private static final Map<String, Reader> METHODS = Map.ofEntries(
            Map.entry(Store.METHOD, Store::read),
            Map.entry(Retrieve.METHOD, Retrieve::read),
            Map.entry(Wait.METHOD, Wait::read),
            Map.entry(Delete.METHOD, Delete::read),
            Map.entry(DeleteAll.METHOD, DeleteAll::read),
            Map.entry(DeleteBefore.METHOD, DeleteBefore::read),
            Map.entry(Expire.METHOD, Expire::read),
            Map.entry(ExpireAll.METHOD, ExpireAll::read),
            Map.entry(GetExpiries.METHOD, GetExpiries::read),
            Map.entry(RevokeSubaccount.METHOD, RevokeSubaccount::read),
            Map.entry(UnrevokeSubaccount.METHOD, UnrevokeSubaccount::read),
            Map.entry(RevokedSubaccounts.METHOD, RevokedSubaccounts::read),
            Map.entry(GetSwarm.METHOD, GetSwarm::read),
            Map.entry(GetSwarm.ALIAS, GetSwarm::read),
            Map.entry(GetInfo.METHOD, _ -> new GetInfo()),
            Map.entry(GetActiveNodes.METHOD, _ -> new GetActiveNodes()),
            Map.entry(OxendRequest.METHOD, OxendRequest::read),
            Map.entry(Batch.METHOD, Batch::read),
            Map.entry(Sequence.METHOD, Sequence::read),
            Map.entry(IfElse.METHOD, IfElse::read));

    private interface Reader {
        StorageRequest read(Params params) throws RequestException;
    }

    private RequestParser() {}

    /** Reads the body of a direct or an onion request: {@code {"method":…,"params":{…}}}. */
    public static StorageRequest parse(byte[] json) throws RequestException {
        var body = json(json);
        var method = body.path("method");
        if (!method.isTextual()) {
            throw new RequestException(Status.BAD_REQUEST, "invalid json: no `method` field");
        }
        if (!(body.path("params") instanceof ObjectNode params)) {
            throw new RequestException(Status.BAD_REQUEST, "invalid json: no `params` field");
        }
        return known(method.textValue(), new JsonFields(params));
    }

    /** Reads parameters that came apart from their method: a JSON object, a bt dictionary, or nothing. */
    public static StorageRequest parse(String method, byte[] params) throws RequestException {
        return known(method, fields(params));
    }

    /** Reads what another member of the swarm hands on, a bt dictionary (network specification 6.2). */
    public static StorageRequest.Recursive parseForwarded(String method, byte[] params) throws RequestException {
        if (known(method, fields(params)) instanceof StorageRequest.Recursive recursive) {
            return recursive;
        }
        throw RequestException.invalid("received invalid forwarded non-forwardable request");
    }

    /** Empty if there is no such method. */
    static Optional<StorageRequest> read(String method, Params params) throws RequestException {
        var reader = METHODS.get(method);
        return reader == null ? Optional.empty() : Optional.of(reader.read(params));
    }

    /** As much of a stranger's method name as an answer repeats. */
    static String shown(String method) {
        return method.length() <= METHOD_SHOWN_MAX ? method : method.substring(0, METHOD_SHOWN_MAX);
    }

    private static StorageRequest known(String method, Fields fields) throws RequestException {
        return read(method, new Params(fields))
                .orElseThrow(() -> new RequestException(Status.BAD_REQUEST, "no method " + shown(method)));
    }

    private static JsonNode json(byte[] text) throws RequestException {
        try {
            return Json.parse(text);
        } catch (FormatException malformed) {
            throw new RequestException(Status.BAD_REQUEST, "invalid json");
        }
    }

    private static Fields fields(byte[] params) throws RequestException {
        try {
            if (params.length == 0) {
                return new JsonFields(Json.object());
            }
            return params[0] == 'd'
                    ? new BtFields(BtCodec.decodeDict(params))
                    : new JsonFields(Json.parseObject(params));
        } catch (FormatException malformed) {
            throw new RequestException(Status.BAD_REQUEST, "invalid body: expected json or bt_dict");
        }
    }
}
