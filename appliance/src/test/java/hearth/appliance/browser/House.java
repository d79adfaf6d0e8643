package hearth.appliance.browser;

import hearth.appliance.Box;
import hearth.appliance.Box.Surroundings;
import hearth.appliance.config.BoxConfig;
import hearth.appliance.config.ConfigSource;
import hearth.appliance.folder.DataFolder;
import hearth.appliance.life.Parts;
import hearth.appliance.wallet.LedgerAccess;
import hearth.client.vault.PasswordCost;
import hearth.service.neighbourhood.Config;
import hearth.service.neighbourhood.Neighbourhood;
import hearth.web.household.Household;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A box on a network of twelve complete nodes, all on loopback ports of this machine. The network stands outside the box,
 * so that a node can be switched off, and the box alone can be restarted: on the same data and the same ports. Or it is
 * inside, with a ledger and a node of the box's own.
 */
final class House implements AutoCloseable {

    private static final int NODES = 12;

    private static final int NODES_INSIDE = 8;
    /** Quick, since tests sign in all the time; what a guess costs is not what they are about. */
    private static final PasswordCost CHEAP = new PasswordCost(8, 1, 1);

    private final Path folder;
    private final MovingClock clock = new MovingClock(Clock.systemUTC());
    /** Empty if it is inside the box. */
    private final Optional<Neighbourhood> network;

    /** Where facts about the machine lie, if it is the box's own. */
    private final Optional<Path> machine;

    /** All the internet there is: what previews of links are made of. */
    private final Site internet;

    private Parts parts = new Parts();
    private Box box;

    private House(Path folder, boolean inside, Optional<Path> machine) throws Exception {
        this.folder = folder;
        this.machine = machine;
        this.internet = Site.open();
        this.network = inside
                ? Optional.empty()
                : Optional.of(
                        Neighbourhood.start(Config.of(NODES, folder.resolve("network")), clock, new SecureRandom()));
        try {
            box = open(0, 0);
        } catch (Exception failure) {
            close();
            throw failure;
        }
    }

    /** Everything lies in {@code folder}, which is empty at first. */
    static House start(Path folder) throws Exception {
        return new House(folder, false, Optional.empty());
    }

    /** The same with the network inside the box, as it comes. */
    static House startAsItComes(Path folder) throws Exception {
        return new House(folder, true, Optional.empty());
    }

    /** The same on a machine that is nothing but a box: the test plays its scripts in the folder {@code machine}. */
    static House startOnItsOwnMachine(Path folder, Path machine) throws Exception {
        return new House(folder, true, Optional.of(machine));
    }

    private Box open(int httpPort, int httpsPort) throws Exception {
        var source = network.isEmpty()
                ? ConfigSource.empty()
                        .with("neighbourhood.nodes", "the test", Optional.of("" + NODES_INSIDE))
                        .with("node.https-port", "the test", Optional.of("0"))
                        .with("node.omq-port", "the test", Optional.of("0"))
                : ConfigSource.empty()
                        .with(
                                "network.profile",
                                "the test",
                                Optional.of(profile().toString()));
        var config = BoxConfig.from(source.with("web.bind", "the test", Optional.of("127.0.0.1"))
                .with("web.http-port", "the test", Optional.of("" + httpPort))
                .with("web.https-port", "the test", Optional.of("" + httpsPort))
                .with("web.zone", "the test", Optional.of("Europe/Berlin"))
                .with("machine.folder", "the test", machine.map(Path::toString)));
        var data = parts.start("data folder", () -> DataFolder.open(folder.resolve("box")));
        var around = new Surroundings(clock, new SecureRandom(), this::addresses, internet.pages(), CHEAP);
        return Box.start(config, data, around, parts);
    }

    /** A box that is asked about its place in the home network has one; for everybody else loopback is enough. */
    private List<InetAddress> addresses() {
        return machine.isPresent() ? List.of(InetAddress.getLoopbackAddress()) : List.of();
    }

    private Path profile() throws IOException {
        var text = new StringBuilder("name = test\nsubnet-diversity = off\n");
        var seeds = network.orElseThrow().seeds();
        for (var i = 0; i < seeds.size(); i++) {
            text.append("seed.")
                    .append(i + 1)
                    .append(".url = ")
                    .append(seeds.get(i).url());
            text.append("\nseed.")
                    .append(i + 1)
                    .append(".pin = ")
                    .append(seeds.get(i).spkiPin())
                    .append('\n');
        }
        var files = network.orElseThrow().files();
        text.append("files.url = http://127.0.0.1:")
                .append(files.address().getPort())
                .append("\nfiles.key = ")
                .append(HexFormat.of().formatHex(files.key().bytes()))
                .append('\n');
        return Files.writeString(folder.resolve("network.profile"), text);
    }

    /** Where everything is but the landing page, for example {@code https://127.0.0.1:8443}. */
    String url() {
        return "https://127.0.0.1:" + box.ports().https();
    }

    /** The landing page. */
    String landing() {
        return "http://127.0.0.1:" + box.ports().http() + "/";
    }

    Household household() {
        return box.household();
    }

    /** The ledger of the network inside. */
    LedgerAccess ledger() {
        return box.ledger().orElseThrow();
    }

    Site internet() {
        return internet;
    }

    MovingClock clock() {
        return clock;
    }

    /** Stops the box as a signal would, and starts it again where it was. */
    void restartBox() throws Exception {
        var ports = box.ports();
        parts.close();
        parts = new Parts();
        box = open(ports.http(), ports.https());
    }

    /** Switches off the node that serves on this port. */
    void stopNode(int port) {
        network.orElseThrow().stop(indexOf(port));
    }

    /** Switches it on again. */
    void restartNode(int port) throws IOException {
        network.orElseThrow().restart(indexOf(port));
    }

    private int indexOf(int port) {
        var nodes = network.orElseThrow().nodes();
        return IntStream.range(0, nodes.size())
                .filter(i -> nodes.get(i).httpsPort() == port)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No node serves on port " + port));
    }

    /** The ports of all nodes. */
    List<Integer> nodePorts() {
        return network.orElseThrow().nodes().stream()
                .map(node -> node.httpsPort())
                .toList();
    }

    @Override
    public void close() {
        parts.close();
        network.ifPresent(Neighbourhood::close);
        internet.close();
    }
}
