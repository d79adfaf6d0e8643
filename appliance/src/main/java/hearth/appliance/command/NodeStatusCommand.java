package hearth.appliance.command;

import hearth.appliance.config.OperatorConfig;
import hearth.appliance.node.StatusQuestion;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hearth node status}: how a running node is. Ends with 0 if it does all it should, with 1 if not. */
@Command(name = "status", description = "Says how a running node is.")
final class NodeStatusCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--config", paramLabel = "FILE", required = true, description = "The configuration of that node.")
    private Path config = Path.of("");

    @Option(names = "--json", description = "All figures, for programs.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        var status = StatusQuestion.ask(OperatorConfig.of(config).folder());
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(status);
        } else {
            out.println(status.path("sentence").asText());
            status.properties().stream()
                    .filter(figure -> figure.getValue().isNumber())
                    .forEach(figure -> out.printf(
                            "  %-24s %s%n",
                            figure.getKey().replace('_', ' '), figure.getValue().asText()));
        }
        out.flush();
        return status.path("state").asText().equals("good") ? ExitCode.OK : ExitCode.BROKEN;
    }
}
