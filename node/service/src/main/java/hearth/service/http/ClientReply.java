package hearth.service.http;

import hearth.protocol.Bytes;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Optional;

/**
 * What another server answered.
 *
 * @param headers as received; names in any case
 */
public record ClientReply(int status, HttpHeaders headers, Bytes body) {

    /** Its {@code Content-Type}, empty if it sent none. */
    public String contentType() {
        return headers.get(HttpHeaderNames.CONTENT_TYPE, "");
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }
}
