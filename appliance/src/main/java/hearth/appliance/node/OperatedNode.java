package hearth.appliance.node;

import hearth.appliance.StartException;
import hearth.appliance.config.OperatorConfig;
import hearth.appliance.folder.DataFolder;
import hearth.appliance.ledger.LedgerPages;
import hearth.appliance.ledger.NetworkFolder;
import hearth.appliance.ledger.OwnNetwork;
import hearth.appliance.life.Parts;
import hearth.protocol.id.SwarmId;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.network.NodeJson;
import hearth.service.ListenPlace;
import hearth.service.NodeConfig;
import hearth.service.NodeThreads;
import hearth.service.Rehearsal;
import hearth.service.ServiceNode;
import hearth.service.http.Transport;
import hearth.service.key.NodeKeys;
import hearth.service.onion.PublicAddress;
import hearth.service.peer.LedgerCommands;
import hearth.service.registry.NodeRegistry;
import hearth.sqlite.StoreException;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;

/** One node in a process of its own, with its operator's pages. */
public final class OperatedNode {

    /** Below the data folder: what the node itself keeps. */
    public static final String NODE_FOLDER = "node";
    /** In the data folder: the port of the operator's pages while the node runs. */
    private static final String PORT_FILE = "metrics.port";

    private final ServiceNode node;
    private final OperatorPages pages;
    private final Optional<OwnNetwork> network;

    private OperatedNode(ServiceNode node, OperatorPages pages, Optional<OwnNetwork> network) {
        this.node = node;
        this.pages = pages;
        this.network = network;
    }

    /**
     * Starts the node in {@code folder}: on the network that was founded or joined there, else on that of the list in its
     * configuration. Everything that started is in {@code parts}, also after a failure.
     */
    public static OperatedNode start(
            OperatorConfig config, DataFolder folder, Clock clock, SecureRandom random, Parts parts) throws Exception {
        NetworkFolder.settle(folder.path());
        var registry = new PrometheusRegistry();
        var threads = parts.start("threads", () -> NodeThreads.start(Transport.best()));
        var place = folder.path().resolve(NODE_FOLDER);
        var found = NetworkFolder.current(folder.path());
        Optional<OwnNetwork> network = found.isPresent()
                ? Optional.of(parts.start("ledger", () -> OwnNetwork.open(found.get(), place, threads, clock, random)))
                : Optional.empty();
        var nodes = network.isPresent()
                ? network.get().registry()
                : parts.start("list of nodes", () -> NodeListFile.open(config.list()))
                        .registry();
        var meter = new CountingMeter(registry);
        var node = parts.start("node", () -> node(config, place, nodes, network, threads, clock, random, meter));
        network.ifPresent(own -> own.attach(node));
        NodeView.register(registry, () -> view(node));
        var ledger = network.map(own -> own.pages(node, random));
        var pages = parts.start("operator's pages", () -> pages(config, registry, node, ledger));
        Files.writeString(portFile(folder.path()), pages.port() + "\n");
        return new OperatedNode(node, pages, network);
    }

    private static ServiceNode node(
            OperatorConfig config,
            Path folder,
            NodeRegistry nodes,
            Optional<OwnNetwork> network,
            NodeThreads threads,
            Clock clock,
            SecureRandom random,
            CountingMeter meter)
            throws StartException {
        var limits = network.map(own ->
                        config.limits().withTestInterval(own.service().pace().testInterval()))
                .orElse(config.limits());
        var commands = network.<LedgerCommands>map(OwnNetwork::service).orElse(LedgerCommands.NONE);
        try {
            var setup = new NodeConfig(
                    folder,
                    config.address().getHostAddress(),
                    config.isAtHome() ? ListenPlace.EVERYWHERE : ListenPlace.of(config.address()),
                    config.httpsPort(),
                    config.omqPort(),
                    config.seed() || network.isPresent(),
                    limits,
                    PublicAddress::isPublicPlace);
            return ServiceNode.start(setup, nodes, threads, clock, random, meter, commands);
        } catch (IOException failure) {
            throw new StartException("The node cannot start: " + failure.getMessage(), failure);
        } catch (StoreException failure) {
            throw new StartException(
                    switch (failure.problem()) {
                        case CORRUPT -> "The node's messages are damaged beyond repair; move them away to start anew";
                        case NEWER_SCHEMA -> "The node's messages were written by a newer Hearth; install that one";
                        case FULL -> "The disk is full";
                        default -> "The node's messages cannot be opened: " + failure.problem();
                    },
                    failure);
        }
    }

    /** The network with a ledger that the node is on; empty for one of a list. */
    public Optional<OwnNetwork> network() {
        return network;
    }

    /** The node itself. */
    public ServiceNode node() {
        return node;
    }

    private static OperatorPages pages(
            OperatorConfig config, PrometheusRegistry registry, ServiceNode node, Optional<LedgerPages> ledger)
            throws StartException {
        try {
            return OperatorPages.open(config.metricsPort(), registry, () -> view(node), ledger);
        } catch (IOException failure) {
            throw new StartException(
                    "Port " + config.metricsPort() + " (metrics.port) cannot be opened: " + failure.getMessage(),
                    failure);
        }
    }

    private static NodeView view(ServiceNode node) {
        return new NodeView(node.health(), node.reach());
    }

    /** Has a client ask everyday things. Only for a node that is alone in its list. */
    void rehearse(Clock clock, SecureRandom random) throws IOException {
        Rehearsal.play(node, clock, random);
    }

    /** Where a running node says which port its pages have. */
    public static Path portFile(Path folder) {
        return folder.resolve(PORT_FILE);
    }

    /** How the node is, and where its operator looks. */
    public String sentence() {
        return node.health().sentence() + ". It listens on ports " + node.info().httpsPort()
                + " (HTTPS) and " + node.info().omqPort() + " (OMQ)"
                + "; metrics: http://127.0.0.1:" + pages.port() + OperatorPages.METRICS;
    }

    /**
     * The node's line for a list of nodes, as member of {@code swarm}. Makes the node's keys if there are none.
     *
     * @throws StartException if a port is left to the system: nobody can list what is not known
     */
    public static String entry(OperatorConfig config, DataFolder folder, SwarmId swarm, SecureRandom random)
            throws StartException, IOException {
        if (config.httpsPort() == 0) {
            throw new StartException("node.https-port is 0; a node that others are to find needs a port of its own");
        }
        if (config.omqPort() == 0) {
            throw new StartException("node.omq-port is 0; a node that others are to find needs a port of its own");
        }
        var place = folder.folder(NODE_FOLDER);
        var keys = NodeKeys.loadOrCreate(place.resolve("node.key"), random);
        return NodeJson.entry(new NodeInfo(
                        keys.id(),
                        keys.x25519().publicKey(),
                        config.address().getHostAddress(),
                        config.httpsPort(),
                        config.omqPort(),
                        swarm))
                .toString();
    }
}
