package hearth.appliance.config;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * How this box is set up: read once at start; wrong values stop the start. The example file in the distribution
 * ({@code conf/hearth.conf.example}) documents every key.
 *
 * @param network       which network new accounts live on
 * @param neighbourhood the embedded network, used when {@code network} says so
 * @param web           where browsers reach the box
 * @param trust         the box's certificates
 * @param household     the people
 * @param machine       where facts about the machine lie and requests to it go; empty when it is not Hearth's own
 * @param log           what is written down, and how much of it
 */
public record BoxConfig(
        NetworkChoice network,
        NeighbourhoodConfig neighbourhood,
        NodePlace node,
        WebConfig web,
        TrustConfig trust,
        HouseholdConfig household,
        Optional<Path> machine,
        LogConfig log) {

    /** Which network new accounts live on. */
    public sealed interface NetworkChoice {

        /** The nodes started inside this very process. */
        record Embedded() implements NetworkChoice {}

        /** The public Session network. */
        record PublicSession() implements NetworkChoice {}

        /** A network described by a profile file. */
        record Profile(Path file) implements NetworkChoice {}
    }

    /**
     * The embedded network.
     *
     * @param nodes     how many complete service nodes
     * @param firstPort the first of {@code nodes} consecutive loopback ports; 0 lets the system choose once
     */
    public record NeighbourhoodConfig(int nodes, int firstPort) {}

    /**
     * Where the box's own node is on a network that was founded or joined.
     *
     * @param address   where it listens, and where others find it, IPv4; empty for the address in the home network
     * @param httpsPort for clients; 0 lets the system choose
     * @param omqPort   for other nodes; 0 lets the system choose
     */
    public record NodePlace(Optional<InetAddress> address, int httpsPort, int omqPort) {}

    /**
     * Where browsers reach the box.
     *
     * @param bind      the address to listen on; the wildcard address for all of the home network
     * @param httpPort  the landing page, without TLS; 0 lets the system choose
     * @param httpsPort everything else; 0 lets the system choose
     * @param zone      the time zone of the house
     */
    public record WebConfig(InetAddress bind, int httpPort, int httpsPort, ZoneId zone) {}

    /**
     * The box's certificates.
     *
     * @param checkEvery how often addresses and expiry are looked at
     */
    public record TrustConfig(Duration checkEvery) {}

    /**
     * The people.
     *
     * @param invitationLifetime how long an invitation can be used
     * @param invitationsMax     how many may be open at a time
     */
    public record HouseholdConfig(Duration invitationLifetime, int invitationsMax) {}

    /**
     * What is written down.
     *
     * @param level     the least important kind of event that is written
     * @param fileBytes size at which a log file is put away
     * @param files     how many log files are kept
     */
    public record LogConfig(LogLevel level, long fileBytes, int files) {}

    /** The least important kind of event that is written down. */
    public enum LogLevel {
        ERROR,
        WARNING,
        INFO,
        DEBUG
    }

    private static final int PORT_MAX = 65_535;

    static final Key<NetworkChoice> NETWORK = Values.text(
            "network.profile",
            "neighbourhood",
            "neighbourhood, session, or the path of a network profile file",
            text -> switch (text) {
                case "" -> Optional.empty();
                case "neighbourhood" -> Optional.of(new NetworkChoice.Embedded());
                case "session" -> Optional.of(new NetworkChoice.PublicSession());
                default -> Optional.of(new NetworkChoice.Profile(Path.of(text)));
            });
    static final Key<Integer> NODES = Values.number("neighbourhood.nodes", 12, 1, 99);
    static final Key<Integer> FIRST_PORT = Values.number("neighbourhood.first-port", 0, 0, PORT_MAX);
    /** What is written for the address of a node: empty for the one in the home network. */
    record NodeAddress(Optional<InetAddress> written) {}

    static final Key<NodeAddress> NODE_ADDRESS = Values.text(
            "node.address",
            "home",
            "home, or an IPv4 address in figures, such as 192.168.1.20",
            text -> text.equals("home")
                    ? Optional.of(new NodeAddress(Optional.empty()))
                    : OperatorConfig.ADDRESS.reader().apply(text).map(it -> new NodeAddress(Optional.of(it))));
    static final Key<InetAddress> BIND = Values.address("web.bind", "0.0.0.0");
    static final Key<Integer> HTTP_PORT = Values.number("web.http-port", 8080, 0, PORT_MAX);
    static final Key<Integer> HTTPS_PORT = Values.number("web.https-port", 8443, 0, PORT_MAX);
    static final Key<ZoneId> ZONE = Values.zone("web.zone", "system");
    static final Key<Duration> CHECK_EVERY =
            Values.duration("trust.check-every", "10m", Duration.ofSeconds(10), Duration.ofDays(1));
    static final Key<Duration> INVITATION_LIFETIME =
            Values.duration("household.invitation-lifetime", "7d", Duration.ofMinutes(1), Duration.ofDays(31));
    static final Key<Integer> INVITATIONS_MAX = Values.number("household.invitations-max", 20, 1, 1_000);
    static final Key<Optional<Path>> MACHINE = Values.text(
            "machine.folder",
            "none",
            "none, or the path of a folder from the root on",
            text -> text.equals("none")
                    ? Optional.of(Optional.empty())
                    : text.startsWith("/") ? Optional.of(Optional.of(Path.of(text))) : Optional.empty());
    static final Key<LogLevel> LOG_LEVEL = Values.choice("log.level", LogLevel.INFO, LogLevel.class);
    static final Key<Long> LOG_FILE_SIZE = Values.size("log.file-size", "2MiB", 64 << 10, 1L << 30);
    static final Key<Integer> LOG_FILES = Values.number("log.files", 5, 1, 100);

    /** Every key there is, in the order of the example file. */
    static final List<Key<?>> KEYS = List.of(
            NETWORK,
            NODES,
            FIRST_PORT,
            NODE_ADDRESS,
            OperatorConfig.HTTPS_PORT,
            OperatorConfig.OMQ_PORT,
            BIND,
            HTTP_PORT,
            HTTPS_PORT,
            ZONE,
            CHECK_EVERY,
            INVITATION_LIFETIME,
            INVITATIONS_MAX,
            MACHINE,
            LOG_LEVEL,
            LOG_FILE_SIZE,
            LOG_FILES);

    /** Reads what was written in a file and on the command line. */
    public static BoxConfig from(ConfigSource source) throws ConfigException {
        source.refuseOthersThan(KEYS, "conf/hearth.conf.example");
        var config = new BoxConfig(
                source.read(NETWORK),
                new NeighbourhoodConfig(source.read(NODES), source.read(FIRST_PORT)),
                new NodePlace(
                        source.read(NODE_ADDRESS).written(),
                        source.read(OperatorConfig.HTTPS_PORT),
                        source.read(OperatorConfig.OMQ_PORT)),
                new WebConfig(source.read(BIND), source.read(HTTP_PORT), source.read(HTTPS_PORT), source.read(ZONE)),
                new TrustConfig(source.read(CHECK_EVERY)),
                new HouseholdConfig(source.read(INVITATION_LIFETIME), source.read(INVITATIONS_MAX)),
                source.read(MACHINE),
                log(source));
        checkTogether(config);
        return config;
    }

    /** What is written down, by a box and by a node alike. */
    static LogConfig log(ConfigSource source) throws ConfigException {
        return new LogConfig(source.read(LOG_LEVEL), source.read(LOG_FILE_SIZE), source.read(LOG_FILES));
    }

    private static void checkTogether(BoxConfig config) throws ConfigException {
        var nodes = config.neighbourhood().nodes();
        var firstPort = config.neighbourhood().firstPort();
        if (firstPort != 0 && firstPort + nodes - 1 > PORT_MAX) {
            throw new ConfigException(FIRST_PORT.name() + " is " + firstPort + ", it must leave room for " + nodes
                    + " ports below " + (PORT_MAX + 1));
        }
        if (config.web().httpPort() != 0
                && config.web().httpPort() == config.web().httpsPort()) {
            throw new ConfigException(HTTP_PORT.name() + " and " + HTTPS_PORT.name() + " are both "
                    + config.web().httpPort() + ", they must differ");
        }
    }
}
