package hearth.protocol.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import hearth.protocol.Bytes;
import hearth.protocol.Json;
import hearth.protocol.bt.BtCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a node answers to one storage request.
 *
 * @param status one of {@link Status}
 */
public record RpcAnswer(int status, Body body) {

    /** The three kinds of bodies; each travels differently inside batches and onion replies. */
    public sealed interface Body {

        /** Plain text: errors. */
        record Text(String text) implements Body {}

        /** JSON: results. */
        record Tree(JsonNode tree) implements Body {}

        /** Bytes: the result of {@code active_nodes_bin} only. */
        record Binary(Bytes bytes) implements Body {}
    }

    /** Success with a JSON result. */
    public static RpcAnswer ok(JsonNode result) {
        return json(Status.OK, result);
    }

    public static RpcAnswer json(int status, JsonNode result) {
        return new RpcAnswer(status, new Body.Tree(result));
    }

    public static RpcAnswer text(int status, String text) {
        return new RpcAnswer(status, new Body.Text(text));
    }

    public static RpcAnswer of(RequestException refused) {
        return text(refused.status(), refused.text());
    }

    /** The body of a direct HTTP answer. */
    public byte[] bytes() {
        return switch (body) {
            case Body.Text(var text) -> text.getBytes(StandardCharsets.UTF_8);
            case Body.Tree(var tree) -> Json.bytes(tree);
            case Body.Binary(var bytes) -> bytes.toArray();
        };
    }

    /** The content type of a direct HTTP answer. */
    public String contentType() {
        return switch (body) {
            case Body.Text _ -> "text/plain";
            case Body.Tree _ -> "application/json";
            case Body.Binary _ -> "application/octet-stream";
        };
    }

    /**
     * The parts of the answer to a request that came over OMQ (network specification 3.1): the result alone, or status and
     * body.
     *
     * @param bt whether the request was bt, as the answer then is too where it is no plain text
     */
    public List<Bytes> parts(boolean bt) {
        var encoded =
                Bytes.wrap(body instanceof Body.Tree(var tree) && bt ? BtCodec.encode(BtJson.toBt(tree)) : bytes());
        return status == Status.OK
                ? List.of(encoded)
                : List.of(Bytes.wrap(Integer.toString(status).getBytes(StandardCharsets.US_ASCII)), encoded);
    }

    /** The element of a batch answer: {@code {"code":…,"body":…}}. */
    public JsonNode inBatch() {
        var element = Json.object().put("code", status);
        switch (body) {
            case Body.Text(var text) -> element.put("body", text);
            case Body.Tree(var tree) -> element.set("body", tree);
            case Body.Binary(var bytes) -> element.put("body", bytes.base64());
        }
        return element;
    }
}
