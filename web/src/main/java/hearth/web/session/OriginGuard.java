package hearth.web.session;

import java.util.Locale;
import java.util.Optional;

/**
 * Lets a form through only if the browser does not say that another site sent it. Old browsers say nothing: for them
 * the form token decides alone. {@code Origin: null} counts as nothing said, since browsers write it for pages with
 * {@code Referrer-Policy: no-referrer}.
 */
public final class OriginGuard {

    private OriginGuard() {}

    /**
     * @param host      the host and port the request went to
     * @param origin    the {@code Origin} header
     * @param fetchSite the {@code Sec-Fetch-Site} header
     */
    public static boolean admits(String host, Optional<String> origin, Optional<String> fetchSite) {
        var sameSite = fetchSite.map(site -> site.equals("same-origin")).orElse(true);
        var sameOrigin = origin.filter(said -> !said.equals("null"))
                .map(said -> said.equalsIgnoreCase("https://" + host.toLowerCase(Locale.ROOT)))
                .orElse(true);
        return sameSite && sameOrigin;
    }
}
