package hearth.appliance;

import hearth.appliance.config.BoxConfig.WebConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;

/** Looks whether the pages can have their ports, and says in a sentence why not. */
final class PortTrouble {

    private static final int PRIVILEGED_BELOW = 1024;

    private PortTrouble() {}

    /** Throws if one of the ports cannot be opened now. */
    static void check(WebConfig web) throws StartException {
        var trouble = trouble(web.bind(), "web.https-port", web.httpsPort())
                .or(() -> trouble(web.bind(), "web.http-port", web.httpPort()));
        if (trouble.isPresent()) {
            throw new StartException(trouble.get());
        }
    }

    private static Optional<String> trouble(InetAddress bind, String key, int port) {
        if (port == 0) {
            return Optional.empty();
        }
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(bind, port));
            return Optional.empty();
        } catch (IOException refused) {
            return Optional.of(sentence(key, port, refused));
        }
    }

    private static String sentence(String key, int port, IOException refused) {
        var reason = String.valueOf(refused.getMessage());
        if (reason.contains("Permission denied") && port < PRIVILEGED_BELOW) {
            return "Port " + port + " (" + key + ") may not be used by this user; choose one from " + PRIVILEGED_BELOW
                    + " on, or give the service the right to use low ports";
        }
        if (reason.contains("in use")) {
            return "Port " + port + " (" + key + ") is in use by another program; stop that one, or set " + key
                    + " to another port, 0 for any";
        }
        return "Port " + port + " (" + key + ") cannot be opened: " + reason;
    }
}
