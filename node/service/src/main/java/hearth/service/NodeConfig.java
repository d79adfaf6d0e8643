package hearth.service;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * What makes one node itself.
 *
 * @param folder                 keys, certificate and messages lie here; created if missing, closed to others
 * @param host                   the address it is known by at first, IPv4
 * @param listen                 the address it listens on, IPv4; 0.0.0.0 for all of this machine's
 * @param httpsPort              where it listens; 0 for any free one
 * @param omqPort                where it listens for other nodes; 0 for any free one
 * @param seed                   whether it also answers {@code /json_rpc}, so that clients can begin with it
 * @param serverAddressesAllowed where it sends onion requests for servers to
 */
public record NodeConfig(
        Path folder,
        String host,
        String listen,
        int httpsPort,
        int omqPort,
        boolean seed,
        NodeLimits limits,
        Predicate<InetSocketAddress> serverAddressesAllowed) {

    public NodeConfig {
        check("node.https-port", httpsPort);
        check("node.omq-port", omqPort);
    }

    private static void check(String key, int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(key + " is " + port + ", it must be 0 to 65535");
        }
    }
}
