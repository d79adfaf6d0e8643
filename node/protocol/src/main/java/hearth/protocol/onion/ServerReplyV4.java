package hearth.protocol.onion;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.Json;
import hearth.protocol.bt.Bt;
import hearth.protocol.bt.BtCodec;
import java.util.Map;
import java.util.Optional;

/**
 * The answer to a {@link ServerRequestV4} (network specification 2.7): a bt list of JSON and a body.
 *
 * @param headers names in lower case
 * @param body    empty if the list has one element only
 */
public record ServerReplyV4(int status, Map<String, String> headers, Optional<Bytes> body) {

    public ServerReplyV4 {
        headers = Map.copyOf(headers);
    }

    public byte[] encode() {
        var named = Json.object();
        headers.forEach(named::put);
        var head = Json.object().put("code", status);
        head.set("headers", named);
        return BtCodec.encode(
                Bt.list(Bt.of(Json.bytes(head)), Bt.of(body.orElse(Bytes.EMPTY).toArray())));
    }

    /** Reads one reply. Untrusted input: throws {@link FormatException}, nothing else. */
    public static ServerReplyV4 decode(byte[] plain) throws FormatException {
        var parts = ServerRequestV4.parts(plain);
        var head = Json.parseObject(parts.getFirst().value());
        return new ServerReplyV4(
                Replies.status(head.path("code")), Replies.headers(head.path("headers")), ServerRequestV4.body(parts));
    }
}
