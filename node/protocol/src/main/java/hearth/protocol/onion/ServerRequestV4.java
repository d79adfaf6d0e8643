package hearth.protocol.onion;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.Json;
import hearth.protocol.bt.Bt;
import hearth.protocol.bt.BtCodec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request to a server behind {@link ServerTarget#V4} (network specification 2.7): a bt list of JSON and, unless there
 * is none, a body.
 *
 * <pre>
 *  l 112:{"endpoint":"/path?query","headers":{…},"method":"POST"} 30:body... e
 * </pre>
 *
 * @param endpoint path and query
 * @param method   GET, POST, PUT or DELETE
 * @param headers  names and values
 */
public record ServerRequestV4(String endpoint, String method, Map<String, String> headers, Optional<Bytes> body) {

    /** What a server answers, with status 400 inside the encryption, to a request that it cannot read. */
    public static final String INVALID = "Invalid v4 onion request";

    private static final String USER_AGENT = "User-Agent";
    private static final String CONTENT_TYPE = "Content-Type";
    private static final String JSON_TYPE = "application/json";

    public ServerRequestV4 {
        headers = Map.copyOf(headers);
    }

    /** As the reference client does, leaves out what tells of the client, and says that a body without type is JSON. */
    public byte[] encode() {
        var sent = new TreeMap<>(headers);
        sent.remove(USER_AGENT);
        if (body.isPresent()) {
            sent.putIfAbsent(CONTENT_TYPE, JSON_TYPE);
        }
        var named = Json.object();
        sent.forEach(named::put);
        var head = Json.object().put("endpoint", endpoint).put("method", method);
        head.set("headers", named);
        var first = Bt.of(Json.bytes(head));
        return BtCodec.encode(
                body.map(bytes -> Bt.list(first, Bt.of(bytes.toArray()))).orElseGet(() -> Bt.list(first)));
    }

    /** Reads one request. Untrusted input: throws {@link FormatException}, nothing else. */
    public static ServerRequestV4 decode(byte[] plain) throws FormatException {
        var parts = parts(plain);
        var head = Json.parseObject(parts.getFirst().value());
        var endpoint = head.path("endpoint");
        var method = head.path("method");
        if (!endpoint.isTextual() || !method.isTextual()) {
            throw new FormatException("Server request needs an endpoint and a method");
        }
        return new ServerRequestV4(
                endpoint.textValue(), method.textValue(), Replies.headers(head.path("headers")), body(parts));
    }

    /** The strings of a bt list; what follows the second does not matter. */
    static List<Bt.Bytes> parts(byte[] plain) throws FormatException {
        if (!(BtCodec.decode(plain) instanceof Bt.List(var items)) || items.isEmpty()) {
            throw new FormatException("Not a bt list with one or two strings");
        }
        for (var item : items) {
            if (!(item instanceof Bt.Bytes)) {
                throw new FormatException("Bt list holds something other than strings");
            }
        }
        return items.stream().map(Bt.Bytes.class::cast).toList();
    }

    static Optional<Bytes> body(List<Bt.Bytes> parts) {
        return parts.size() < 2
                ? Optional.empty()
                : Optional.of(Bytes.wrap(parts.get(1).value()));
    }
}
