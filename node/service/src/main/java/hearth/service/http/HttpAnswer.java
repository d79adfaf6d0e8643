package hearth.service.http;

import hearth.protocol.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What the listener sends back.
 *
 * @param status      HTTP status
 * @param contentType value of {@code Content-Type}
 * @param body        all of it
 * @param headers     further headers
 */
public record HttpAnswer(int status, String contentType, Bytes body, Map<String, String> headers) {

    public static final String JSON = "application/json";
    public static final String TEXT = "text/plain";
    public static final String BINARY = "application/octet-stream";

    public static HttpAnswer text(int status, String text) {
        return new HttpAnswer(status, TEXT, Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)), Map.of());
    }

    public static HttpAnswer json(int status, Bytes json) {
        return new HttpAnswer(status, JSON, json, Map.of());
    }

    public static HttpAnswer binary(int status, Bytes bytes) {
        return new HttpAnswer(status, BINARY, bytes, Map.of());
    }

    public HttpAnswer withHeader(String name, String value) {
        return new HttpAnswer(status, contentType, body, Map.of(name, value));
    }

    @Override
    public String toString() {
        return status + " (" + body.length() + " bytes)";
    }
}
