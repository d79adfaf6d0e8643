package hearth.web.session;

import hearth.web.trust.BoxAddresses;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;

/**
 * Lets only requests through that name this box as their host. A web page from elsewhere can point a name of its own
 * at a home address (DNS rebinding), but it cannot make the browser send another host than that name.
 */
public final class HostGuard {

    private HostGuard() {}

    /** Whether a {@code Host} header, port included or not, names this box. Which port it names does not matter. */
    public static boolean admits(String hostHeader, BoxAddresses box) {
        var host = withoutPort(hostHeader.strip().toLowerCase(Locale.ROOT));
        if (host.isEmpty()) {
            return false;
        }
        if (box.names().contains(host)) {
            return true;
        }
        var asked = literal(host);
        return asked.isPresent()
                && box.addresses().stream().map(HostGuard::literal).anyMatch(asked::equals);
    }

    private static String withoutPort(String host) {
        if (host.startsWith("[")) {
            var end = host.indexOf(']');
            return end < 0 ? "" : host.substring(1, end);
        }
        var colon = host.indexOf(':');
        return colon < 0 ? host : host.substring(0, colon);
    }

    /** Reads an IP address; never asks a name server. */
    private static Optional<InetAddress> literal(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
