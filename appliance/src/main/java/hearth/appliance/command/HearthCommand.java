package hearth.appliance.command;

import hearth.appliance.StartException;
import hearth.appliance.config.ConfigException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** {@code hearth}: the command that holds the others. */
@Command(
        name = "hearth",
        description = "A household's own box for truly private messaging.",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            RunCommand.class,
            NodeCommand.class,
            NetworkCommand.class,
            WalletCommand.class,
            NameCommand.class,
            NeighbourhoodCommand.class,
            VersionCommand.class,
            WarmUpCommand.class,
            UpdateCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:stopped as asked",
            "1:something broke; the log says what",
            "2:the command line is wrong",
            "3:the configuration is wrong",
            "4:the box cannot start as things are: a port, the data folder, the disk"
        })
public final class HearthCommand {

    private HearthCommand() {}

    /** Runs the command and returns the exit code. Errors are one sentence on {@code err}. */
    public static int execute(PrintWriter out, PrintWriter err, String... args) {
        return new CommandLine(new HearthCommand())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, _, _) -> explain(failure, err))
                .execute(args);
    }

    private static int explain(Exception failure, PrintWriter err) {
        return switch (failure) {
            case ConfigException wrong -> say(err, wrong.sentence(), ExitCode.CONFIGURATION);
            case StartException trouble -> say(err, trouble.sentence(), ExitCode.CANNOT_START);
            default -> say(err, "Hearth stopped because of a fault in itself: " + failure, ExitCode.BROKEN);
        };
    }

    private static int say(PrintWriter err, String sentence, int code) {
        err.println(sentence);
        err.flush();
        return code;
    }
}
