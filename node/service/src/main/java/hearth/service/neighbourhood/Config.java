package hearth.service.neighbourhood;

import hearth.service.NodeLimits;
import hearth.service.files.FileLimits;
import hearth.service.http.Transport;
import hearth.service.onion.PublicAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * What a neighbourhood is made of.
 *
 * @param nodes                  how many are staked from the beginning, 1 to 99
 * @param guests                 how many more run without a stake, until somebody registers them; they have the last ports
 * @param folder                 everything lies below it; created if missing, closed to others
 * @param firstPort              the HTTPS ports of the nodes are this one of 127.0.0.1 and those after it; 0: free ones. Those, and
 *                               the OMQ ports, are kept over restarts as far as nobody else takes them
 * @param seeds                  how many of them also answer {@code /json_rpc}: the first ones
 * @param limits                 of each node
 * @param transport              how bytes reach the network
 * @param serverAddressesAllowed where the nodes send onion requests for servers to, besides the network's own file server
 * @param files                  what that file server takes
 */
public record Config(
        int nodes,
        int guests,
        Path folder,
        int firstPort,
        int seeds,
        NodeLimits limits,
        Transport transport,
        Predicate<InetSocketAddress> serverAddressesAllowed,
        FileLimits files) {

    private static final int NODES_MAX = 99;
    private static final int SEEDS = 3;

    public Config {
        if (nodes < 1 || nodes > NODES_MAX) {
            throw new IllegalArgumentException("Nodes are " + nodes + ", there must be 1 to " + NODES_MAX);
        }
        if (guests < 0 || guests > NODES_MAX) {
            throw new IllegalArgumentException("Guests are " + guests + ", there must be 0 to " + NODES_MAX);
        }
        if (firstPort < 0 || firstPort + nodes + guests > 65_536) {
            throw new IllegalArgumentException("First port is " + firstPort + ", it must be 0, or leave room for "
                    + (nodes + guests) + " below 65536");
        }
        if (seeds < 1) {
            throw new IllegalArgumentException("Seeds are " + seeds + ", there must be at least 1");
        }
    }

    /** {@code nodes} nodes on free ports, three of them seeds, sending nothing to private addresses. */
    public static Config of(int nodes, Path folder) {
        return new Config(
                nodes,
                0,
                folder,
                0,
                SEEDS,
                limitsFor(nodes),
                Transport.best(),
                PublicAddress::isPublicPlace,
                FileLimits.DEFAULT);
    }

    /**
     * All nodes together test each other as often as one node elsewhere does: tests inside one process say little, and each costs
     * its machine a TLS handshake.
     */
    private static NodeLimits limitsFor(int nodes) {
        return NodeLimits.DEFAULT.withTestInterval(
                NodeLimits.DEFAULT.testInterval().multipliedBy(nodes));
    }

    public Config withGuests(int value) {
        return new Config(nodes, value, folder, firstPort, seeds, limits, transport, serverAddressesAllowed, files);
    }

    /** All that run. */
    int all() {
        return nodes + guests;
    }

    public Config withFirstPort(int value) {
        return new Config(nodes, guests, folder, value, seeds, limits, transport, serverAddressesAllowed, files);
    }

    public Config withLimits(NodeLimits value) {
        return new Config(nodes, guests, folder, firstPort, seeds, value, transport, serverAddressesAllowed, files);
    }

    public Config withTransport(Transport value) {
        return new Config(nodes, guests, folder, firstPort, seeds, limits, value, serverAddressesAllowed, files);
    }

    public Config withServerAddressesAllowed(Predicate<InetSocketAddress> value) {
        return new Config(nodes, guests, folder, firstPort, seeds, limits, transport, value, files);
    }

    public Config withFiles(FileLimits value) {
        return new Config(nodes, guests, folder, firstPort, seeds, limits, transport, serverAddressesAllowed, value);
    }
}
