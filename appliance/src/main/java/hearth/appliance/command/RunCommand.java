package hearth.appliance.command;

import hearth.appliance.Box;
import hearth.appliance.Box.Surroundings;
import hearth.appliance.config.BoxConfig;
import hearth.appliance.config.ConfigException;
import hearth.appliance.config.ConfigSource;
import hearth.appliance.folder.DataFolder;
import hearth.appliance.life.HeapKeeper;
import hearth.appliance.life.Lifetime;
import hearth.appliance.life.Parts;
import hearth.appliance.log.Logs;
import hearth.appliance.trust.SystemAddresses;
import hearth.client.network.PageFetcher;
import hearth.client.sync.LinkText;
import hearth.client.vault.PasswordCost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hearth run}: the box, until a signal stops it. Prints one line on standard output: where to open it. */
@Command(name = "run", description = "Runs the box until it is told to stop.")
final class RunCommand implements Callable<Integer> {

    private static final System.Logger LOG = System.getLogger(RunCommand.class.getName());

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataOption data = new DataOption();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Configuration; without it hearth.conf in the data folder, if there is one.")
    private Optional<Path> configFile = Optional.empty();

    @Option(names = "--network", paramLabel = "NAME", description = "Overrides network.profile.")
    private Optional<String> network = Optional.empty();

    @Option(names = "--nodes", paramLabel = "N", description = "Overrides neighbourhood.nodes.")
    private Optional<String> nodes = Optional.empty();

    @Option(names = "--bind", paramLabel = "ADDRESS", description = "Overrides web.bind.")
    private Optional<String> bind = Optional.empty();

    @Option(names = "--http-port", paramLabel = "PORT", description = "Overrides web.http-port.")
    private Optional<String> httpPort = Optional.empty();

    @Option(names = "--https-port", paramLabel = "PORT", description = "Overrides web.https-port.")
    private Optional<String> httpsPort = Optional.empty();

    @Override
    public Integer call() throws Exception {
        var path = data.path("");
        var config = BoxConfig.from(written(path)
                .with("network.profile", "--network", network)
                .with("neighbourhood.nodes", "--nodes", nodes)
                .with("web.bind", "--bind", bind)
                .with("web.http-port", "--http-port", httpPort)
                .with("web.https-port", "--https-port", httpsPort));
        Lifetime.run(parts -> start(path, config, parts));
        return ExitCode.OK;
    }

    private ConfigSource written(Path folder) throws ConfigException {
        if (configFile.isPresent()) {
            return ConfigSource.of(configFile.get());
        }
        var usual = folder.resolve("hearth.conf");
        return Files.exists(usual) ? ConfigSource.of(usual) : ConfigSource.empty();
    }

    private void start(Path path, BoxConfig config, Parts parts) throws Exception {
        var folder = parts.start("data folder", () -> DataFolder.open(path));
        var logs = folder.folder("logs");
        parts.start("log", () -> Logs.open(config.log(), Optional.of(logs)));
        parts.start("story", () -> Story.begin(LOG, Version.text()));
        parts.start("heap", HeapKeeper::start);
        var pages = PageFetcher.direct(LinkText::isPreviewable);
        var around = new Surroundings(
                Clock.systemUTC(), new SecureRandom(), new SystemAddresses(), pages, PasswordCost.HOME);
        var box = Box.start(config, folder, around, parts);
        Story.isUp(LOG);
        var out = spec.commandLine().getOut();
        out.println(box.invitation());
        out.flush();
    }
}
