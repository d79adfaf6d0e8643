package hearth.appliance.command;

import hearth.appliance.StartException;
import hearth.appliance.config.BoxConfig;
import hearth.appliance.config.BoxConfig.LogConfig;
import hearth.appliance.config.ConfigSource;
import hearth.appliance.folder.DataFolder;
import hearth.appliance.life.Lifetime;
import hearth.appliance.life.Parts;
import hearth.appliance.log.Logs;
import hearth.appliance.network.EmbeddedNodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code hearth neighbourhood}: service nodes without a box, until a signal stops them. Prints one line on standard
 * output when they are up and their list is written.
 */
@Command(name = "neighbourhood", description = "Runs only service nodes, for tests and measurements.")
final class NeighbourhoodCommand implements Callable<Integer> {

    private static final System.Logger LOG = System.getLogger(NeighbourhoodCommand.class.getName());

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--nodes", paramLabel = "N", description = "How many nodes; 12 without it.")
    private Optional<String> nodes = Optional.empty();

    @Option(names = "--first-port", paramLabel = "PORT", description = "First of N consecutive ports; any without it.")
    private Optional<String> firstPort = Optional.empty();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "Receives the list of the nodes: a JSON array, one node a line.")
    private Path out = Path.of("");

    @Override
    public Integer call() throws Exception {
        var config = BoxConfig.from(ConfigSource.empty()
                .with("neighbourhood.nodes", "--nodes", nodes)
                .with("neighbourhood.first-port", "--first-port", firstPort));
        Lifetime.run(parts -> start(config, parts));
        return ExitCode.OK;
    }

    private void start(BoxConfig config, Parts parts) throws Exception {
        var folder = parts.start("data folder", () -> DataFolder.open(data.path("-neighbourhood")));
        var place = folder.folder("neighbourhood");
        parts.start("log", () -> logs(config.log()));
        parts.start("story", () -> Story.begin(LOG, Version.text()));
        var running = parts.start(
                "neighbourhood",
                () -> EmbeddedNodes.start(config.neighbourhood(), 0, place, Clock.systemUTC(), new SecureRandom()));
        write(running.nodesJson());
        Story.isUp(LOG);
        var line = spec.commandLine().getOut();
        line.println(config.neighbourhood().nodes() + " nodes are up, their list is in " + out);
        line.flush();
    }

    private static Logs logs(LogConfig config) throws IOException {
        return Logs.open(config, Optional.empty());
    }

    /** Whoever waits for the file finds it whole or not at all. */
    private void write(String json) throws StartException {
        var target = out.toAbsolutePath();
        var fresh = target.resolveSibling(target.getFileName() + ".new");
        try {
            Files.writeString(fresh, json);
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new StartException(
                    "The list of nodes cannot be written to " + out + ": " + failure.getMessage(), failure);
        }
    }
}
