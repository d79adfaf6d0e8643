package hearth.web;

import hearth.web.session.SessionLimits;
import java.time.ZoneId;

/**
 * Where the pages listen and how much they take on. Read once at start; wrong values stop the start.
 *
 * @param bind           {@code web.bind}: address to listen on; {@code 0.0.0.0} for every one
 * @param httpsPort      {@code web.https-port}: the messenger; 0 takes any free port
 * @param httpPort       {@code web.http-port}: the landing page; 0 takes any free port
 * @param zone           {@code web.zone}: the time zone of the house, in which times are shown
 * @param connectionsMax {@code web.connections-max}: connections at the same time, per port
 * @param sessions       {@code web.session-idle}, {@code web.session-age}, {@code web.sessions-max},
 *                       {@code web.sessions-per-member-max}, {@code web.live-per-session-max}
 */
public record WebConfig(
        String bind, int httpsPort, int httpPort, ZoneId zone, int connectionsMax, SessionLimits sessions) {

    private static final int CONNECTIONS_DEFAULT = 512;
    private static final int PORT_MAX = 65_535;

    public WebConfig {
        if (bind.isBlank()) {
            throw new IllegalArgumentException("web.bind is empty, an IP address is expected");
        }
        port("web.https-port", httpsPort);
        port("web.http-port", httpPort);
        if (httpsPort != 0 && httpsPort == httpPort) {
            throw new IllegalArgumentException(
                    "web.http-port and web.https-port are both " + httpPort + ", they must differ");
        }
        if (connectionsMax < 1) {
            throw new IllegalArgumentException("web.connections-max is " + connectionsMax + ", it must be at least 1");
        }
    }

    /** These addresses, and for the rest what suits a home. */
    public static WebConfig at(String bind, int httpsPort, int httpPort, ZoneId zone) {
        return new WebConfig(bind, httpsPort, httpPort, zone, CONNECTIONS_DEFAULT, SessionLimits.DEFAULT);
    }

    private static void port(String key, int port) {
        if (port < 0 || port > PORT_MAX) {
            throw new IllegalArgumentException(key + " is " + port + ", it must be 0 to " + PORT_MAX);
        }
    }
}
