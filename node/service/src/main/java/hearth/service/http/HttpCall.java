package hearth.service.http;

import hearth.protocol.Bytes;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetAddress;
import java.util.Optional;

/**
 * One complete request of a stranger, within the limits.
 *
 * @param remote  where it came from
 * @param method  in upper case
 * @param path    the part of the target before any {@code ?}
 * @param headers as received; names in any case
 * @param body    all of it
 */
public record HttpCall(InetAddress remote, String method, String path, HttpHeaders headers, Bytes body) {

    /** Whether this is {@code method path}. */
    public boolean is(String wantedMethod, String wantedPath) {
        return method.equals(wantedMethod) && path.equals(wantedPath);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** Without headers and body: they are none of the log's business. */
    @Override
    public String toString() {
        return method + ' ' + path + " (" + body.length() + " bytes)";
    }
}
