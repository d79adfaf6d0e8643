package hearth.protocol.onion;

import com.fasterxml.jackson.databind.JsonNode;
import hearth.protocol.FormatException;
import hearth.protocol.Json;
import java.util.Map;
import java.util.Optional;

/**
 * A request to a server behind {@link ServerTarget#V3}, a form that current clients no longer use (network specification
 * 2.7): JSON with {@code endpoint}, {@code method} and, if there are any, {@code body}, {@code headers} and
 * {@code auth_code}.
 *
 * @param endpoint path and query; without a leading slash it is a legacy one
 */
public record ServerRequestV3(
        String endpoint, String method, Map<String, String> headers, Optional<String> body, Optional<String> authCode) {

    public ServerRequestV3 {
        headers = Map.copyOf(headers);
    }

    public byte[] encode() {
        var request = Json.object().put("endpoint", endpoint).put("method", method);
        body.ifPresent(text -> request.put("body", text));
        authCode.ifPresent(text -> request.put("auth_code", text));
        if (!headers.isEmpty()) {
            var named = Json.object();
            headers.forEach(named::put);
            request.set("headers", named);
        }
        return Json.bytes(request);
    }

    /** Reads one request. Untrusted input: throws {@link FormatException}, nothing else. */
    public static ServerRequestV3 decode(byte[] plain) throws FormatException {
        var request = Json.parseObject(plain);
        var endpoint = text(request, "endpoint");
        var method = text(request, "method");
        if (endpoint.isEmpty() || method.isEmpty()) {
            throw new FormatException("Server request needs an endpoint and a method");
        }
        return new ServerRequestV3(
                endpoint.get(),
                method.get(),
                Replies.headers(request.path("headers")),
                text(request, "body"),
                text(request, "auth_code"));
    }

    private static Optional<String> text(JsonNode request, String name) throws FormatException {
        var value = Json.member(request, name);
        if (value.isPresent() && !value.get().isTextual()) {
            throw new FormatException("Server request needs a text as " + name);
        }
        return value.map(JsonNode::textValue);
    }
}
