package hearth.appliance;

import hearth.appliance.Box.Surroundings;
import hearth.appliance.config.BoxConfig;
import hearth.appliance.config.BoxConfig.NetworkChoice;
import hearth.appliance.config.OperatorConfig;
import hearth.appliance.folder.DataFolder;
import hearth.appliance.ledger.NetworkFolder;
import hearth.appliance.ledger.OwnNetwork;
import hearth.appliance.ledger.Whereabouts;
import hearth.appliance.life.Parts;
import hearth.appliance.network.EmbeddedNodes;
import hearth.appliance.network.OwnNodeLink;
import hearth.appliance.network.ProfileFile;
import hearth.appliance.node.OperatedNode;
import hearth.appliance.wallet.LedgerAccess;
import hearth.appliance.wallet.NetworkPlace;
import hearth.appliance.wallet.OrderBook;
import hearth.client.network.GuardLink;
import hearth.client.network.HttpsGuardLink;
import hearth.client.network.NetworkProfile;
import hearth.web.ledger.Networks.Current;
import hearth.web.ledger.Networks.Kind;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** The network that a box is on, perhaps known only when its nodes have started. */
sealed interface BoxNetwork extends NetworkPlace {

    /** A node that is not where it is said to be can lose its place within the hour. */
    Duration LOOK_EVERY = Duration.ofMinutes(5);

    /** What engines need to live on it. Waits, and throws what kept the network from starting. */
    NetworkProfile profile() throws Exception;

    /** Ports on which the network's other members must reach this box. */
    default List<Integer> ports() {
        return List.of();
    }

    /** The way of this box's engines to first nodes. */
    default GuardLink way() {
        return new HttpsGuardLink();
    }

    /**
     * Starts what the network needs of this box. Where the configuration leaves it open, that is the network which the box
     * founded or joined, else the one inside the box.
     */
    static BoxNetwork start(BoxConfig config, DataFolder folder, Surroundings around, Parts parts) throws Exception {
        return switch (config.network()) {
            case NetworkChoice.Embedded() -> {
                NetworkFolder.settle(folder.path());
                yield NetworkFolder.current(folder.path()).isPresent()
                        ? own(config, folder, around, parts)
                        : inside(config, folder, around, parts);
            }
            case NetworkChoice.PublicSession() ->
                new Elsewhere(NetworkProfile.session(), new Current("Session", Kind.SESSION, ""));
            case NetworkChoice.Profile(var file) -> {
                var profile = ProfileFile.read(file);
                yield new Elsewhere(profile, new Current(profile.name(), Kind.PROFILE, ""));
            }
        };
    }

    private static BoxNetwork inside(BoxConfig config, DataFolder folder, Surroundings around, Parts parts)
            throws Exception {
        var place = folder.folder("neighbourhood");
        var nodes = parts.begin(
                "neighbourhood",
                () -> EmbeddedNodes.start(config.neighbourhood(), 1, place, around.clock(), around.random()));
        return new Inside(nodes, new OrderBook());
    }

    private static BoxNetwork own(BoxConfig config, DataFolder folder, Surroundings around, Parts parts)
            throws Exception {
        var home = home(around).orElseGet(InetAddress::getLoopbackAddress);
        var operator = OperatorConfig.ofBox(config, folder.path(), home);
        var node = OperatedNode.start(operator, folder, around.clock(), around.random(), parts);
        var network = node.network().orElseThrow();
        if (operator.isAtHome()) {
            parts.start(
                    "whereabouts",
                    () -> Whereabouts.start(network.service(), node.node(), () -> home(around), LOOK_EVERY));
        }
        return new Own(node, network, new OrderBook(), around.random());
    }

    private static Optional<InetAddress> home(Surroundings around) {
        return around.addresses().now().stream()
                .filter(Inet4Address.class::isInstance)
                .findFirst();
    }

    /** Waits for what is starting. */
    static <T> T soon(Callable<T> wait) {
        try {
            return wait.call();
        } catch (Exception failure) {
            throw new IllegalStateException("The network did not start", failure);
        }
    }

    /** A network of others, named by the configuration, without a ledger that this box could use. */
    record Elsewhere(NetworkProfile profile, Current current) implements BoxNetwork {

        @Override
        public Optional<LedgerAccess> ledger() {
            return Optional.empty();
        }

        @Override
        public Optional<String> invitation() {
            return Optional.empty();
        }

        @Override
        public boolean isConfigured() {
            return true;
        }
    }

    /** The one inside the box. */
    record Inside(Parts.Part<EmbeddedNodes> nodes, OrderBook orders) implements BoxNetwork {

        @Override
        public NetworkProfile profile() throws Exception {
            return nodes.get().profile();
        }

        @Override
        public Current current() {
            var state = access().service().ledger().state();
            return new Current(
                    state.genesis().network(),
                    Kind.NEIGHBOURHOOD,
                    state.network().hex());
        }

        private LedgerAccess access() {
            return soon(() -> nodes.get().ledger(orders));
        }

        @Override
        public Optional<LedgerAccess> ledger() {
            return Optional.of(access());
        }

        @Override
        public Optional<String> invitation() {
            return Optional.empty();
        }

        @Override
        public boolean isConfigured() {
            return false;
        }
    }

    /** One that this box founded or joined. */
    record Own(OperatedNode node, OwnNetwork network, OrderBook orders, SecureRandom random) implements BoxNetwork {

        @Override
        public List<Integer> ports() {
            var place = node.node().info();
            return List.of(place.httpsPort(), place.omqPort());
        }

        @Override
        public GuardLink way() {
            return new OwnNodeLink(new HttpsGuardLink(), node.node().here());
        }

        @Override
        public NetworkProfile profile() {
            return network.profile(node.node());
        }

        @Override
        public Current current() {
            var state = network.service().ledger().state();
            return new Current(
                    state.genesis().network(), Kind.COMMUNITY, state.network().hex());
        }

        @Override
        public Optional<LedgerAccess> ledger() {
            return Optional.of(new LedgerAccess(network.service(), Optional.of(node.node()), orders, Optional.empty()));
        }

        @Override
        public Optional<String> invitation() {
            return Optional.of(network.pages(node.node(), random).invitation().text());
        }

        @Override
        public boolean isConfigured() {
            return false;
        }
    }
}
