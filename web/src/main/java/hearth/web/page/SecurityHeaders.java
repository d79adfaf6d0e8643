package hearth.web.page;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Headers that every answer gets, before any route can decide otherwise.
 *
 * <p>There is no {@code Strict-Transport-Security}: a browser that remembers it refuses to go on after a certificate
 * problem for months. On a box with a certificate authority of its own that would lock people out after a reset of the
 * box or the removal of the trust file, and the landing page over plain HTTP, the very page that helps then, could not
 * be opened by name any more.
 */
final class SecurityHeaders implements Filter {

    /** For pages that embed nothing from anywhere. */
    static final String STRICT_POLICY = policy("");

    private static final Map<HeaderName, String> ALWAYS = Map.of(
            HeaderNames.create("X-Content-Type-Options"), "nosniff",
            HeaderNames.create("X-Frame-Options"), "DENY",
            HeaderNames.create("Referrer-Policy"), "same-origin",
            HeaderNames.create("Cross-Origin-Opener-Policy"), "same-origin",
            HeaderNames.create("Cross-Origin-Resource-Policy"), "same-origin",
            HeaderNames.create("Permissions-Policy"),
                    "camera=(), microphone=(self), geolocation=(), payment=(), usb=()",
            HeaderNames.create("X-Robots-Tag"), "noindex, nofollow",
            HeaderNames.create("Cache-Control"), "no-store");

    private static final HeaderName POLICY = HeaderNames.create("Content-Security-Policy");

    private final Supplier<String> policy;

    SecurityHeaders(Supplier<String> policy) {
        this.policy = policy;
    }

    /** The policy with further sources of pictures. */
    static String policy(String imageSources) {
        return "default-src 'self'; img-src 'self'" + (imageSources.isEmpty() ? "" : " " + imageSources)
                + "; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        set(response.headers(), policy.get());
        chain.proceed();
    }

    /** Sets them on an answer that passes no filter. */
    static void set(ServerResponseHeaders headers, String policy) {
        ALWAYS.forEach(headers::set);
        headers.set(POLICY, policy);
    }
}
