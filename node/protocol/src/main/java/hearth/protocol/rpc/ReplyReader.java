package hearth.protocol.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.FormatException;
import hearth.protocol.Json;
import hearth.protocol.id.MessageHash;
import hearth.protocol.name.NameAnswer;
import hearth.protocol.swarm.Swarm;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads the answers to storage requests, tolerant of the ways in which nodes differ (network specification, section 11).
 * Untrusted input: throws {@link FormatException}, nothing else.
 */
public final class ReplyReader {

    private static final int REASON_LENGTH_MAX = 200;

    private ReplyReader() {}

    public static RpcReply<Stored> store(RpcAnswer answer) throws FormatException {
        return RpcReply.read(answer, stored -> Stored.read(tree(stored)));
    }

    /** Of every other recursive {@code request}. */
    public static RpcReply<SwarmResult> swarmResult(StorageRequest.Recursive request, RpcAnswer answer)
            throws FormatException {
        return RpcReply.read(answer, result -> SwarmResult.read(request, tree(result)));
    }

    /** Of {@code get_expiries}: when the messages expire that there are, ms since the Unix epoch. */
    public static RpcReply<Map<MessageHash, Long>> expiries(RpcAnswer answer) throws FormatException {
        return RpcReply.read(answer, result -> {
            var expiries = new HashMap<MessageHash, Long>();
            for (var message : tree(result).path("expiries").properties()) {
                expiries.put(
                        MessageHash.parse(message.getKey()), message.getValue().asLong());
            }
            return expiries;
        });
    }

    /** Of {@code retrieve} and of {@code hearth_wait}. */
    public static RpcReply<Retrieved> retrieve(RpcAnswer answer) throws FormatException {
        return RpcReply.read(answer, retrieved -> Retrieved.read(tree(retrieved)));
    }

    public static RpcReply<Swarm> swarm(RpcAnswer answer) throws FormatException {
        return RpcReply.read(answer, swarm -> Swarm.read(tree(swarm)));
    }

    public static RpcReply<NodeStatus> info(RpcAnswer answer) throws FormatException {
        return RpcReply.read(answer, info -> NodeStatus.read(tree(info)));
    }

    /** Of {@code oxend_request} for a name: what stands behind it; empty if nobody has it. */
    public static RpcReply<Optional<NameAnswer>> name(RpcAnswer answer) throws FormatException {
        return RpcReply.read(answer, found -> NameAnswer.read(tree(found).path("result")));
    }

    /** The answers to the requests of a batch, in their order. Each is read like an answer of its own. */
    public static RpcReply<List<RpcAnswer>> batch(RpcAnswer answer) throws FormatException {
        return RpcReply.read(answer, batch -> parts(tree(batch)));
    }

    private static List<RpcAnswer> parts(ObjectNode tree) throws FormatException {
        var results = tree.path("results");
        if (!results.isArray() || results.size() > Batch.REQUESTS_MAX) {
            throw new FormatException("Batch answer has no list of 1 to " + Batch.REQUESTS_MAX + " results");
        }
        var parts = new ArrayList<RpcAnswer>();
        for (var result : results) {
            var body = result.path("body");
            var code = status(result.path("code"));
            parts.add(body.isTextual() ? RpcAnswer.text(code, body.textValue()) : RpcAnswer.json(code, body));
        }
        return List.copyOf(parts);
    }

    /** A status is a number, from some nodes as text. */
    static int status(JsonNode code) throws FormatException {
        try {
            if (code.isTextual()) {
                return Integer.parseInt(code.textValue());
            }
        } catch (NumberFormatException malformed) {
            throw new FormatException("Status is no number", malformed);
        }
        if (!code.isIntegralNumber() || !code.canConvertToInt()) {
            throw new FormatException("Status is no number");
        }
        return code.intValue();
    }

    /** Truth is {@code true}, 1 or {@code "1"}. */
    static boolean isTrue(JsonNode value) {
        return value.asBoolean(false) || "1".equals(value.asText(""));
    }

    /** A number of milliseconds. */
    static long milliseconds(JsonNode tree, String name) throws FormatException {
        var value = tree.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new FormatException("Answer has no time as " + name);
        }
        return value.longValue();
    }

    static Signature signature(JsonNode tree) throws FormatException {
        return Base64Text.decode(text(tree, "signature").getBytes(StandardCharsets.ISO_8859_1))
                .filter(bytes -> bytes.length == Signature.BYTES)
                .map(Signature::of)
                .orElseThrow(() -> new FormatException("Member's signature is none"));
    }

    static String text(JsonNode tree, String name) throws FormatException {
        var value = tree.path(name);
        if (!value.isTextual()) {
            throw new FormatException("Answer has no text as " + name);
        }
        return value.textValue();
    }

    static ObjectNode tree(RpcAnswer answer) throws FormatException {
        return switch (answer.body()) {
            case RpcAnswer.Body.Text(var text) -> Json.parseObject(text);
            case RpcAnswer.Body.Tree(ObjectNode tree) -> tree;
            case RpcAnswer.Body.Tree _, RpcAnswer.Body.Binary _ ->
                throw new FormatException("Answer is no JSON object");
        };
    }

    static OptionalLong nodeTimeMs(RpcAnswer answer) throws FormatException {
        var time = tree(answer).path("t");
        return time.isIntegralNumber() && time.canConvertToLong()
                ? OptionalLong.of(time.longValue())
                : OptionalLong.empty();
    }

    /** What the node says, short and without anything that could disturb a log. */
    static String reason(RpcAnswer answer) {
        return answer.body() instanceof RpcAnswer.Body.Text(var text) ? reason(text) : "";
    }

    static String reason(String text) {
        var shortened = text.length() <= REASON_LENGTH_MAX ? text : text.substring(0, REASON_LENGTH_MAX);
        return shortened.replaceAll("\\P{Print}", " ").strip();
    }
}
