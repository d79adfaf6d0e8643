package hearth.appliance.command;

import hearth.appliance.StartException;
import hearth.appliance.config.OperatorConfig;
import hearth.appliance.folder.DataFolder;
import hearth.appliance.node.OperatedNode;
import hearth.protocol.FormatException;
import hearth.protocol.id.SwarmId;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hearth node entry}: a node's line for the list of nodes, while it does not run. Makes its keys if need be. */
@Command(
        name = "entry",
        description = "Prints the line of a node for the list of nodes; makes its keys if there are none.")
final class NodeEntryCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--config", paramLabel = "FILE", required = true, description = "The configuration of that node.")
    private Path config = Path.of("");

    @Option(names = "--swarm", paramLabel = "HEX", description = "The swarm it is in, 16 hex characters; 0 without it.")
    private String swarm = "0000000000000000";

    @Override
    public Integer call() throws Exception {
        var read = OperatorConfig.of(config);
        try (var folder = DataFolder.open(read.folder())) {
            var out = spec.commandLine().getOut();
            out.println(OperatedNode.entry(read, folder, SwarmId.parseHex(swarm), new SecureRandom()));
            out.flush();
        } catch (FormatException wrong) {
            throw new StartException("--swarm is no swarm: " + wrong.getMessage());
        } catch (IOException failure) {
            throw new StartException("The node's keys cannot be used: " + failure.getMessage(), failure);
        }
        return ExitCode.OK;
    }
}
