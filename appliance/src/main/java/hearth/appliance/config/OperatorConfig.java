package hearth.appliance.config;

import hearth.appliance.config.BoxConfig.LogConfig;
import hearth.service.NodeLimits;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a node without a box is set up: read once at start; wrong values stop the start. The example file in the distribution
 * ({@code conf/node.conf.example}) documents every key.
 *
 * @param folder      keys, messages and logs
 * @param address     where others find it, IPv4
 * @param isAtHome    whether that is merely what a home calls the machine today: others may find it elsewhere, and tomorrow too
 * @param httpsPort   for clients; 0 lets the system choose
 * @param omqPort     for other nodes; 0 lets the system choose
 * @param seed        whether clients may begin here
 * @param list        the file that lists the nodes of the network
 * @param limits      what it takes on
 * @param metricsPort on loopback; 0 lets the system choose
 * @param log         what is written down
 */
public record OperatorConfig(
        Path folder,
        InetAddress address,
        boolean isAtHome,
        int httpsPort,
        int omqPort,
        boolean seed,
        Path list,
        NodeLimits limits,
        int metricsPort,
        LogConfig log) {

    enum YesNo {
        YES,
        NO
    }

    private static final int PORT_MAX = 65_535;
    private static final NodeLimits DEFAULT = NodeLimits.DEFAULT;

    static final Key<Path> FOLDER = path("node.folder", "data");
    static final Key<InetAddress> ADDRESS = new Key<>(
            "node.address",
            "127.0.0.1",
            "an IPv4 address in figures, such as 192.0.2.20",
            text -> Values.address("", "127.0.0.1").reader().apply(text).filter(Inet4Address.class::isInstance));
    static final Key<Integer> HTTPS_PORT = Values.number("node.https-port", 22_021, 0, PORT_MAX);
    static final Key<Integer> OMQ_PORT = Values.number("node.omq-port", 22_020, 0, PORT_MAX);
    static final Key<YesNo> SEED = Values.choice("node.seed", YesNo.NO, YesNo.class);
    static final Key<Path> LIST = path("node.list", "nodes.json");
    static final Key<Long> STORE_BYTES_MAX = Values.size("node.store-bytes-max", "10GiB", 1 << 20, 1L << 50);
    static final Key<Integer> CONNECTIONS_MAX =
            Values.number("node.connections-max", DEFAULT.http().connectionsMax(), 1, 1_000_000);
    static final Key<Integer> IN_FLIGHT_MAX =
            Values.number("node.in-flight-max", DEFAULT.http().inFlightMax(), 1, 100_000);
    static final Key<Integer> WAITERS_MAX = Values.number("node.waiters-max", DEFAULT.waitersMax(), 1, 100_000);
    static final Key<Integer> METRICS_PORT = Values.number("metrics.port", 0, 0, PORT_MAX);

    /** Every key there is, in the order of the example file. */
    static final List<Key<?>> KEYS = List.of(
            FOLDER,
            ADDRESS,
            HTTPS_PORT,
            OMQ_PORT,
            SEED,
            LIST,
            STORE_BYTES_MAX,
            CONNECTIONS_MAX,
            IN_FLIGHT_MAX,
            WAITERS_MAX,
            METRICS_PORT,
            BoxConfig.LOG_LEVEL,
            BoxConfig.LOG_FILE_SIZE,
            BoxConfig.LOG_FILES);

    /** The node of a box that founded or joined a network; there is no list, since the ledger says which nodes there are. */
    public static OperatorConfig ofBox(BoxConfig box, Path folder, InetAddress address) {
        var place = box.node();
        return new OperatorConfig(
                folder,
                place.address().orElse(address),
                place.address().isEmpty(),
                place.httpsPort(),
                place.omqPort(),
                true,
                folder.resolve(LIST.preset()),
                DEFAULT,
                0,
                box.log());
    }

    /** Reads a file. Paths in it are relative to it. */
    public static OperatorConfig of(Path file) throws ConfigException {
        var source = ConfigSource.of(file);
        source.refuseOthersThan(KEYS, "conf/node.conf.example");
        var here = file.toAbsolutePath();
        var limits = DEFAULT.withHttp(DEFAULT.http()
                        .withConnectionsMax(source.read(CONNECTIONS_MAX))
                        .withInFlightMax(source.read(IN_FLIGHT_MAX)))
                .withStoreBytesMax(source.read(STORE_BYTES_MAX))
                .withWaitersMax(source.read(WAITERS_MAX));
        return new OperatorConfig(
                here.resolveSibling(source.read(FOLDER)),
                source.read(ADDRESS),
                false,
                source.read(HTTPS_PORT),
                source.read(OMQ_PORT),
                source.read(SEED) == YesNo.YES,
                here.resolveSibling(source.read(LIST)),
                limits,
                source.read(METRICS_PORT),
                BoxConfig.log(source));
    }

    private static Key<Path> path(String name, String preset) {
        return Values.text(
                name,
                preset,
                "the path of a file or folder, absolute or relative to this file",
                text -> text.isEmpty() || text.indexOf('\0') >= 0 ? Optional.empty() : Optional.of(Path.of(text)));
    }
}
