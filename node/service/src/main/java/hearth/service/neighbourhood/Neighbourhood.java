package hearth.service.neighbourhood;

import hearth.protocol.id.SwarmId;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.network.NodeJson;
import hearth.service.NodeConfig;
import hearth.service.NodeHealth;
import hearth.service.NodeThreads;
import hearth.service.ServiceNode;
import hearth.service.files.FileServer;
import hearth.service.key.NodeKeys;
import hearth.service.key.OwnerOnly;
import hearth.service.ledger.duty.LedgerService;
import hearth.service.meter.NodeMeter;
import hearth.service.registry.NodeRegistry;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Complete service nodes in one JVM, with their own keys, folders and ports on 127.0.0.1, sharing threads. After a restart
 * they are the same nodes in the same places with the same messages. Safe for use by many threads.
 */
public final class Neighbourhood implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    /** Free ports are looked for here, below those that the system gives to outgoing connections. */
    private static final int PORT_FROM = 20_000;

    private static final int PORT_TO = 32_000;
    private static final int PORT_TRIES = 50;

    private final Config config;
    private final Clock clock;
    private final SecureRandom random;
    private final NodeThreads threads;

    /** One place per node, empty while that one is stopped. Guarded by this. */
    private final List<Optional<ServiceNode>> running = new ArrayList<>();

    /** Where the nodes are, stopped ones included. Guarded by this. */
    private List<NodeInfo> places = List.of();

    private List<Seed> seeds = List.of();

    /** Empty until it has been opened. */
    private volatile Optional<VillageLedger> ledger = Optional.empty();

    /** Empty until it has started. */
    private volatile Optional<FileServer> files = Optional.empty();

    private Neighbourhood(Config config, Clock clock, SecureRandom random) throws IOException {
        this.config = config;
        this.clock = clock;
        this.random = random;
        threads = NodeThreads.start(config.transport());
    }

    /**
     * Starts all nodes, at once, and returns when they serve.
     *
     * @throws IOException if a folder or a wanted port cannot be used; then nothing is left running
     */
    public static Neighbourhood start(Config config, Clock clock, SecureRandom random) throws IOException {
        OwnerOnly.createFolder(config.folder());
        var neighbourhood = new Neighbourhood(config, clock, random);
        try {
            neighbourhood.startAll();
            return neighbourhood;
        } catch (IOException | RuntimeException failure) {
            neighbourhood.close();
            throw failure;
        }
    }

    private synchronized void startAll() throws IOException {
        var anyPort = new InetSocketAddress(InetAddress.ofLiteral(HOST), 0);
        files = Optional.of(
                FileServer.start(config.folder().resolve("files"), anyPort, config.files(), threads, clock, random));
        var keys = new ArrayList<NodeKeys>();
        for (var i = 0; i < config.all(); i++) {
            OwnerOnly.createFolder(folder(i));
            keys.add(NodeKeys.loadOrCreate(folder(i).resolve("node.key"), random));
        }
        ledger = Optional.of(
                VillageLedger.open(config.folder().resolve("ledger"), keys, config.nodes(), threads, clock, random));
        var portsFile = config.folder().resolve("ports");
        var remembered = Ports.read(portsFile);
        IntStream.range(0, config.all()).forEach(_ -> running.add(Optional.empty()));
        try (var starters = Executors.newVirtualThreadPerTaskExecutor()) {
            var starting = new ArrayList<CompletableFuture<ServiceNode>>();
            for (var i = 0; i < config.all(); i++) {
                var index = i;
                var ports = i < remembered.size() ? remembered.get(i) : Ports.NONE;
                starting.add(CompletableFuture.supplyAsync(() -> startNode(index, ports), starters));
            }
            await(starting);
        }
        var nodes = running.stream().map(Optional::orElseThrow).toList();
        seeds = nodes.stream()
                .limit(config.seeds())
                .map(node -> new Seed("https://" + HOST + ':' + node.info().httpsPort() + "/json_rpc", node.pin()))
                .toList();
        places = nodes.stream().map(ServiceNode::info).toList();
        Ports.write(
                portsFile,
                places.stream()
                        .map(place -> new Ports(place.httpsPort(), place.omqPort()))
                        .toList());
        nodes.forEach(service()::attach);
    }

    /** Takes over the nodes that started, and throws if any did not. */
    private void await(List<CompletableFuture<ServiceNode>> starting) throws IOException {
        Optional<CompletionException> failed = Optional.empty();
        for (var i = 0; i < starting.size(); i++) {
            try {
                running.set(i, Optional.of(starting.get(i).join()));
            } catch (CompletionException failure) {
                failed = Optional.of(failure);
            }
        }
        if (failed.isPresent()) {
            switch (failed.get().getCause()) {
                case IOException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case null, default -> throw failed.get();
            }
        }
    }

    /**
     * Starts one node where it was, or where it is to be. Ports that it may choose itself are others if somebody took the
     * remembered ones.
     */
    private ServiceNode startNode(int index, Ports remembered) {
        var fixed = config.firstPort() == 0 ? 0 : config.firstPort() + index;
        var https = fixed == 0 ? remembered.https() : fixed;
        var omq = remembered.omq();
        try {
            for (var tries = 0; tries < PORT_TRIES; tries++) {
                try {
                    return startOn(index, new Ports(chosen(https), chosen(omq)));
                } catch (IOException failure) {
                    if (!isTaken(failure) || (fixed != 0 && isAbout(failure, fixed))) {
                        throw failure;
                    }
                    https = fixed;
                    omq = 0;
                }
            }
            return startOn(index, new Ports(fixed, 0));
        } catch (IOException failure) {
            throw new CompletionException(failure);
        }
    }

    private int chosen(int port) {
        return port == 0 ? random.nextInt(PORT_FROM, PORT_TO) : port;
    }

    private static boolean isAbout(IOException failure, int port) {
        return String.valueOf(failure.getMessage()).contains(":" + port + ':');
    }

    /** The native transport has an exception of its own for this. */
    private static boolean isTaken(IOException failure) {
        return failure.getCause() instanceof BindException
                || String.valueOf(failure.getMessage()).contains("Address already in use");
    }

    private ServiceNode startOn(int index, Ports ports) throws IOException {
        var node = new NodeConfig(
                folder(index),
                HOST,
                HOST,
                ports.https(),
                ports.omq(),
                index < config.seeds(),
                config.limits(),
                this::isServerAllowed);
        return ServiceNode.start(node, service().registry(), threads, clock, random, NodeMeter.NONE, service());
    }

    /** The network's own file server is on this machine, where requests for servers must not go otherwise. */
    private boolean isServerAllowed(InetSocketAddress place) {
        return config.serverAddressesAllowed().test(place)
                || files.filter(server -> place.equals(server.address())).isPresent();
    }

    private Path folder(int index) {
        return config.folder().resolve("node-%02d".formatted(index + 1));
    }

    /** A node that runs without a stake, until somebody registers it; empty if there is none. */
    public synchronized Optional<ServiceNode> guest() {
        return config.guests() == 0 ? Optional.empty() : running.get(config.nodes());
    }

    /** All nodes but guests, in their order; those that are stopped too, since clients do not know that. */
    public synchronized List<NodeInfo> nodes() {
        return places.stream()
                .limit(config.nodes())
                .map(place -> registry().find(place.id()).orElse(place.withSwarm(SwarmId.UNASSIGNED)))
                .toList();
    }

    private LedgerService service() {
        return ledger().service();
    }

    /** The neighbourhood's own ledger. */
    public VillageLedger ledger() {
        return ledger.orElseThrow();
    }

    /** Where clients begin. */
    public synchronized List<Seed> seeds() {
        return seeds;
    }

    /** Where this network's clients put their files. */
    public FileServer files() {
        return files.orElseThrow();
    }

    /** What all nodes know about each other. */
    public NodeRegistry registry() {
        return service().registry();
    }

    /** How each node is. */
    public List<NodeHealth> health() {
        List<Optional<ServiceNode>> all;
        synchronized (this) {
            all = List.copyOf(running);
        }
        return all.stream()
                .map(node -> node.map(ServiceNode::health)
                        .orElseGet(() -> new NodeHealth(NodeHealth.State.CLOSED, "The node is stopped", 0, 0, 0)))
                .toList();
    }

    /** The nodes as the load generator reads them: a JSON array, one node a line. */
    public String nodesJson() {
        return nodes().stream()
                .map(node -> NodeJson.entry(node).toString())
                .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    }

    /** Stops one node (counted from 0), as if its machine were switched off. Stopping it again does nothing. */
    public synchronized void stop(int index) {
        running.get(index).ifPresent(node -> {
            service().detach(node.keys().id());
            node.close();
        });
        running.set(index, Optional.empty());
    }

    /** Starts a stopped node again, with its keys, messages and ports. */
    public synchronized void restart(int index) throws IOException {
        if (running.get(index).isEmpty()) {
            var place = places.get(index);
            var node = startOn(index, new Ports(place.httpsPort(), place.omqPort()));
            running.set(index, Optional.of(node));
            service().attach(node);
        }
    }

    /** Stops all nodes. Closing again does nothing. */
    @Override
    public synchronized void close() {
        ledger.ifPresent(VillageLedger::close);
        try (var stoppers = Executors.newVirtualThreadPerTaskExecutor()) {
            running.forEach(node -> node.ifPresent(running -> stoppers.execute(running::close)));
        }
        running.replaceAll(_ -> Optional.empty());
        files.ifPresent(FileServer::close);
        threads.close();
    }
}
