package hearth.protocol.onion;

import hearth.protocol.Json;
import hearth.protocol.rpc.RpcAnswer;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The answer of a destination, ready to go back through the path unchanged (network specification 2.6). It always has
 * the outer status 200, whatever the status inside.
 *
 * <pre>
 *  {"body": …, "status": …}   encrypted with the innermost key, in base64 unless the request says otherwise
 * </pre>
 */
public final class OnionReply {

    private OnionReply() {}

    /** Wraps the answer to a request for this node. */
    public static byte[] wrap(Layer.ForNode request, RpcAnswer answer, SecureRandom random) {
        return seal(answer, request.json(), request.base64(), request.replyKey(), random);
    }

    /** Wraps the refusal of a layer that could be opened and not be read. */
    public static byte[] wrap(Layer.Refused refused, SecureRandom random) {
        var answer = RpcAnswer.text(OnionErrors.BAD_REQUEST, refused.text());
        return seal(answer, false, true, refused.replyKey(), random);
    }

    private static byte[] seal(RpcAnswer answer, boolean json, boolean base64, HopKey key, SecureRandom random) {
        var sealed = key.seal(plain(answer, json), random);
        return base64 ? Base64.getEncoder().encode(sealed) : sealed;
    }

    private static byte[] plain(RpcAnswer answer, boolean json) {
        var reply = Json.object().put("status", answer.status());
        switch (answer.body()) {
            case RpcAnswer.Body.Text(var text) -> reply.put("body", text);
            case RpcAnswer.Body.Binary(var bytes) -> reply.put("body", bytes.base64());
            case RpcAnswer.Body.Tree(var tree) when json -> reply.set("body", tree);
            case RpcAnswer.Body.Tree(var tree) -> reply.put("body", Json.text(tree));
        }
        return Json.bytes(reply);
    }
}
