package hearth.appliance.command;

import hearth.appliance.config.OperatorConfig;
import hearth.appliance.folder.DataFolder;
import hearth.appliance.life.HeapKeeper;
import hearth.appliance.life.Lifetime;
import hearth.appliance.life.Parts;
import hearth.appliance.log.Logs;
import hearth.appliance.node.OperatedNode;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hearth node}: one service node without a box, until a signal stops it. Prints one line when it is up. */
@Command(
        name = "node",
        description = "Runs only a service node, for operators and for measurements.",
        subcommands = {
            NodeStatusCommand.class,
            NodeEntryCommand.class,
            NodeLedgerCommands.Register.class,
            NodeLedgerCommands.Contribute.class,
            NodeLedgerCommands.Unlock.class,
            NodeLedgerCommands.History.class,
            NodeLedgerCommands.Check.class
        })
final class NodeCommand implements Callable<Integer> {

    private static final System.Logger LOG = System.getLogger(NodeCommand.class.getName());

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Configuration; conf/node.conf.example lists its keys.")
    private Optional<Path> config = Optional.empty();

    @Override
    public Integer call() throws Exception {
        // Not required by declaration, since the commands below this one have an option of the same name.
        var file = config.orElseThrow(
                () -> new ParameterException(spec.commandLine(), "Missing required option: '--config=FILE'"));
        var read = OperatorConfig.of(file);
        Lifetime.run(parts -> start(read, parts));
        return ExitCode.OK;
    }

    private void start(OperatorConfig config, Parts parts) throws Exception {
        var folder = parts.start("data folder", () -> DataFolder.open(config.folder()));
        var logs = folder.folder("logs");
        parts.start("log", () -> Logs.open(config.log(), Optional.of(logs)));
        parts.start("story", () -> Story.begin(LOG, Version.text()));
        parts.start("heap", HeapKeeper::start);
        var node = OperatedNode.start(config, folder, Clock.systemUTC(), new SecureRandom(), parts);
        Story.isUp(LOG);
        var out = spec.commandLine().getOut();
        out.println(node.sentence());
        out.flush();
    }
}
