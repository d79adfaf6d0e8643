package hearth.protocol.community;

import hearth.protocol.FormatException;
import java.util.Locale;

/**
 * The canonical form of a community server's address: {@code http} or {@code https}, the host in lower case, the port
 * unless it is the usual one. Two people who name the same server must come to the same text.
 */
public final class CommunityUrl {

    /** The longest canonical address, in bytes. */
    public static final int BYTES_MAX = 267;

    private static final String SEPARATOR = "://";
    private static final int HOST_LENGTH_MIN = 4;
    private static final int PORT_MAX = 65_535;
    private static final int PORT_DIGITS_MAX = 9;
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private CommunityUrl() {}

    /** The canonical form of {@code url}. Throws if it is no address of a server, or has a path. */
    public static String canonical(String url) throws FormatException {
        var end = url.indexOf(SEPARATOR);
        if (end < 0) {
            throw new FormatException("Address of a community begins with http:// or https://");
        }
        var scheme = url.substring(0, end).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new FormatException("Address of a community begins with http:// or https://");
        }
        var rest = url.substring(end + SEPARATOR.length());
        if (rest.endsWith("/")) {
            rest = rest.substring(0, rest.length() - 1);
        }
        var colon = rest.indexOf(':');
        var host = (colon < 0 ? rest : rest.substring(0, colon)).toLowerCase(Locale.ROOT);
        requireHost(host);
        var port = colon < 0 ? 0 : port(rest.substring(colon + 1));
        var usual = port == 0 || port == (scheme.equals("http") ? HTTP_PORT : HTTPS_PORT);
        var canonical = scheme + SEPARATOR + host + (usual ? "" : ":" + port);
        if (canonical.length() > BYTES_MAX) {
            throw new FormatException("Address of a community has more than " + BYTES_MAX + " characters");
        }
        return canonical;
    }

    private static void requireHost(String host) throws FormatException {
        if (host.length() < HOST_LENGTH_MIN || host.indexOf('.') < 0 || host.contains("..")) {
            throw new FormatException("Address of a community has no host");
        }
        if (host.startsWith(".") || host.endsWith(".")) {
            throw new FormatException("Host of a community begins or ends with a dot");
        }
        for (var i = 0; i < host.length(); i++) {
            var c = host.charAt(i);
            var letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (!letter && c != '-' && c != '.') {
                throw new FormatException("Host of a community has a character that hosts cannot have");
            }
        }
    }

    private static int port(String text) throws FormatException {
        if (text.isEmpty() || text.length() > PORT_DIGITS_MAX || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new FormatException("Port of a community is no number");
        }
        var port = Integer.parseInt(text);
        if (port > PORT_MAX) {
            throw new FormatException("Port of a community is greater than " + PORT_MAX);
        }
        return port;
    }
}
