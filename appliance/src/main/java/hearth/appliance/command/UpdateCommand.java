package hearth.appliance.command;

import hearth.appliance.StartException;
import hearth.appliance.config.BoxConfig;
import hearth.appliance.config.ConfigException;
import hearth.appliance.config.ConfigSource;
import hearth.appliance.machine.BoxMachine;
import hearth.appliance.machine.HomeNetwork;
import hearth.appliance.machine.Packaging;
import hearth.appliance.machine.UpdateErrand;
import hearth.protocol.Json;
import hearth.web.machine.IncomingUpdate;
import hearth.web.machine.MachineRequest;
import hearth.web.machine.MachineState.Update;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hearth update}: gives a box another version. Ends with 0 when it restarts with it, with 1 when it refuses. */
@Command(
        name = "update",
        description = {
            "Gives a box that is nothing but a box another version, and restarts it.",
            "The box checks who signed the update before it writes anything, and goes back by itself when it does not start."
        })
final class UpdateCommand implements Callable<Integer> {

    private static final Path CONFIG = Path.of("/etc/hearth/hearth.conf");
    private static final long LOOK_EVERY_MILLIS = 500;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = {
                "The update; - for standard input. What an earlier try has sent is not sent again.",
                "Without a file the box takes what its page was given, or hearth.update on its card."
            })
    private Optional<String> file = Optional.empty();

    @Option(names = "--older", description = "Also when it is not newer than what runs.")
    private boolean older;

    @Option(names = "--roll-back", description = "Goes back to the version that ran before the last update.")
    private boolean rollBack;

    @Option(names = "--json", description = "What became of it as one JSON object, for programs.")
    private boolean json;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration of the box; without it /etc/hearth/hearth.conf.")
    private Optional<Path> config = Optional.empty();

    @Mixin
    private DataOption data = new DataOption();

    @Override
    public Integer call() throws Exception {
        if (rollBack && (file.isPresent() || older)) {
            throw new ParameterException(spec.commandLine(), "--roll-back goes without a file and without --older");
        }
        var machine = machine();
        var errand = new UpdateErrand(machine, () -> Thread.sleep(LOOK_EVERY_MILLIS));
        var telling = new Telling(spec.commandLine().getErr());
        if (file.isPresent()) {
            var piece = send(errand, file.get(), telling);
            if (piece != IncomingUpdate.Piece.KEPT) {
                return end(machine, word(piece), UpdateWords.of(piece));
            }
        }
        try {
            var outcome = errand.ask(request(), telling);
            return end(machine, word(outcome), UpdateWords.of(outcome));
        } catch (IOException silent) {
            return end(machine, "silent", UpdateWords.SILENT);
        }
    }

    private MachineRequest request() {
        if (rollBack) {
            return MachineRequest.ROLL_BACK;
        }
        return older ? MachineRequest.UPDATE_ANY : MachineRequest.UPDATE;
    }

    private BoxMachine machine() throws ConfigException, StartException {
        var written = config.or(() -> Optional.of(CONFIG).filter(Files::exists));
        var folder = written.isPresent()
                ? BoxConfig.from(ConfigSource.of(written.get())).machine()
                : Optional.<Path>empty();
        if (folder.isEmpty()) {
            throw new StartException(UpdateWords.elsewhere(Packaging.keeper()));
        }
        return new BoxMachine(folder.get(), data.path(""), Path.of("/"), new Nowhere());
    }

    private static IncomingUpdate.Piece send(UpdateErrand errand, String file, Telling telling) throws StartException {
        try (var in = open(file)) {
            return errand.send(in, telling);
        } catch (IOException broken) {
            throw new StartException(
                    "The update could not be read to its end: " + broken.getMessage()
                            + ". Try again; what the box has already is not sent again",
                    broken);
        }
    }

    private static InputStream open(String file) throws StartException {
        try {
            return file.equals("-") ? System.in : Files.newInputStream(Path.of(file));
        } catch (IOException failure) {
            throw new StartException(
                    "The file " + file + " cannot be read by the user Hearth runs as. If it is there, hand it over:"
                            + " hearth update - < " + file,
                    failure);
        }
    }

    private int end(BoxMachine machine, String outcome, String sentence) {
        var out = spec.commandLine().getOut();
        if (json) {
            var answer = Json.object();
            answer.put("outcome", outcome);
            answer.put("sentence", sentence);
            answer.put("version", machine.state().version());
            machine.incoming().ifPresent(it -> answer.put("update", it.header().version()));
            out.println(answer);
        } else {
            out.println(sentence);
        }
        out.flush();
        return outcome.equals(word(Update.RESTARTING)) ? ExitCode.OK : ExitCode.BROKEN;
    }

    private static String word(Enum<?> outcome) {
        return UpdateWords.word(outcome);
    }

    /** How far it is, on the error stream: standard output is for what became of it. One line for each step of ten percent. */
    private static final class Telling implements UpdateErrand.Listener {

        private static final int STEP = 10;

        private final PrintWriter err;
        private String last = "";

        Telling(PrintWriter err) {
            this.err = err;
        }

        @Override
        public void sent(IncomingUpdate update) {
            line("Sending version " + update.header().version(), OptionalInt.of(update.percent()));
        }

        @Override
        public void does(Update stage, OptionalInt percent) {
            line(UpdateWords.of(stage), percent);
        }

        private void line(String words, OptionalInt percent) {
            var line = percent.isEmpty() ? words : words + " " + percent.getAsInt() / STEP * STEP + " %";
            if (!line.equals(last)) {
                last = line;
                err.println(line);
                err.flush();
            }
        }
    }

    /** The command asks nothing of the home network. */
    private static final class Nowhere implements HomeNetwork {

        @Override
        public Optional<String> name() {
            return Optional.empty();
        }

        @Override
        public Optional<String> address() {
            return Optional.empty();
        }
    }
}
