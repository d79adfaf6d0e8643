package hearth.protocol.onion;

import hearth.protocol.FormatException;
import hearth.protocol.crypto.X25519PublicKey;

/**
 * A server outside of the node network that takes onion requests.
 *
 * @param key      the server's key, for the innermost layer
 * @param protocol how the last node reaches it
 * @param host     name or address
 * @param port     1 to 65535
 * @param target   path of the request: begins with {@code /loki/} or {@code /oxen/} and ends with {@code /lsrpc}
 */
public record ServerTarget(X25519PublicKey key, Protocol protocol, String host, int port, String target) {

    /** Where servers take requests with version 4 framing. */
    public static final String V4 = "/oxen/v4/lsrpc";

    /** Where servers take requests with version 3 framing. */
    public static final String V3 = "/oxen/v3/lsrpc";

    /** How the last node reaches a server. */
    public enum Protocol {
        HTTP("http", 80),
        HTTPS("https", 443);

        private final String wireName;
        private final int defaultPort;

        Protocol(String wireName, int defaultPort) {
            this.wireName = wireName;
            this.defaultPort = defaultPort;
        }

        public String wireName() {
            return wireName;
        }

        public int defaultPort() {
            return defaultPort;
        }

        /** Reads a name of the wire. */
        public static Protocol parse(String name) throws FormatException {
            return switch (name) {
                case "http" -> HTTP;
                case "https" -> HTTPS;
                default -> throw new FormatException("Protocol must be http or https");
            };
        }
    }

    public ServerTarget {
        if (!isHost(host) || !isPort(port) || !isTarget(target)) {
            throw new IllegalArgumentException("Not the address of an onion server");
        }
    }

    static boolean isPort(int port) {
        return port >= 1 && port <= 65_535;
    }

    /** Names, IPv4 and bracketed IPv6 addresses: nothing that could change the meaning of a URL or a header. */
    static boolean isHost(String host) {
        return !host.isEmpty()
                && host.length() <= 255
                && host.chars().allMatch(c -> isAlphanumeric(c) || ".-_:[]".indexOf(c) >= 0);
    }

    static boolean isTarget(String target) {
        return (target.startsWith("/loki/") || target.startsWith("/oxen/"))
                && target.endsWith("/lsrpc")
                && target.length() <= 1_024
                && target.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '?' && c != '#');
    }

    private static boolean isAlphanumeric(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
