package hearth.appliance.command;

import hearth.appliance.DataForm;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hearth version}: says which version this is. */
@Command(name = "version", description = "Says which version this is.")
final class VersionCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--data-form",
            description = "Prints the number of the form of its data: a version with a smaller one cannot read them.")
    private boolean dataForm;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        out.println(dataForm ? Integer.toString(DataForm.NUMBER) : Version.text());
        out.flush();
        return ExitCode.OK;
    }
}
