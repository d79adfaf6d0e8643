package hearth.web.page;

import hearth.web.session.SessionToken;
import io.helidon.http.SetCookie;
import java.time.Duration;
import java.util.function.IntSupplier;

/**
 * The two cookies of the box. Both have the {@code __Host-} prefix: browsers take them only over TLS, for this host and
 * all of its paths. The port is part of the name unless it is the usual one, because cookies do not know ports and two
 * boxes may share an address in tests.
 *
 * <p>{@code SameSite=Lax}, not {@code Strict}: browsers count the way from the landing page (http) to the messenger
 * (https) as one from another site, so with {@code Strict} every member would arrive signed out there. Nothing changes
 * on GET, and every form carries a token and is checked for its origin, so that {@code Lax} gives nothing away.
 */
final class Cookies {

    private static final int USUAL_PORT = 443;
    private static final Duration LOOK_AGE = Duration.ofDays(365);

    private final IntSupplier port;
    private final Duration sessionAge;

    Cookies(IntSupplier port, Duration sessionAge) {
        this.port = port;
        this.sessionAge = sessionAge;
    }

    String sessionName() {
        return "__Host-hearth" + suffix();
    }

    String lookName() {
        return "__Host-look" + suffix();
    }

    /** For a browser in which nobody is signed in: gone when the browser closes. */
    SetCookie visitor(SessionToken token) {
        return cookie(sessionName(), token.text()).build();
    }

    /** For a browser in which somebody signed in: stays as long as the session can. */
    SetCookie member(SessionToken token) {
        return cookie(sessionName(), token.text()).maxAge(sessionAge).build();
    }

    SetCookie look(Look look) {
        return cookie(lookName(), look.text()).maxAge(LOOK_AGE).build();
    }

    private static SetCookie.Builder cookie(String name, String value) {
        return SetCookie.builder(name, value)
                .path("/")
                .secure(true)
                .httpOnly(true)
                .sameSite(SetCookie.SameSite.LAX);
    }

    private String suffix() {
        var number = port.getAsInt();
        return number == USUAL_PORT ? "" : "-" + number;
    }
}
