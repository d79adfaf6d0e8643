package hearth.appliance.command;

import com.fasterxml.jackson.databind.JsonNode;
import hearth.appliance.config.ConfigException;
import hearth.appliance.config.OperatorConfig;
import hearth.appliance.node.LedgerQuestion;
import hearth.protocol.ledger.Amount;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code --data} or {@code --config}: of which box or node a command speaks. */
final class PlaceOption {

    @Mixin
    private DataOption data = new DataOption();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration of a node without a box; its folder is used instead of --data.")
    private Optional<Path> config = Optional.empty();

    @Option(
            names = "--json",
            description = "One JSON object, for programs. Amounts are atomic units: 10^9 are a token.")
    private boolean json;

    /** The data folder. */
    Path folder() throws ConfigException {
        return config.isPresent() ? OperatorConfig.of(config.get()).folder().normalize() : data.path("");
    }

    /** The configuration of a node, if one was named. */
    Optional<OperatorConfig> node() throws ConfigException {
        return config.isPresent() ? Optional.of(OperatorConfig.of(config.get())) : Optional.empty();
    }

    /** For whoever runs there. */
    LedgerQuestion ledger() throws ConfigException {
        return new LedgerQuestion(folder());
    }

    /** Prints a history: as it is for programs, a line an entry for people. */
    void tell(JsonNode answer, PrintWriter out) {
        if (json) {
            out.println(answer);
        } else {
            for (var entry : answer.path("history")) {
                out.printf(
                        "%s  %-20s %s %s%n",
                        Instant.ofEpochMilli(entry.path("time").asLong()),
                        entry.path("kind").asText().replace('_', ' '),
                        new Amount(entry.path("amount").asLong()).text(),
                        entry.path("other").asText(""));
            }
        }
        out.flush();
    }

    boolean json() {
        return json;
    }
}
