package hearth.appliance.command;

import hearth.appliance.StartException;
import hearth.appliance.config.ConfigException;
import hearth.appliance.ledger.OwnNetwork;
import hearth.appliance.node.OperatedNode;
import hearth.protocol.FormatException;
import hearth.protocol.id.NodeId;
import hearth.protocol.ledger.Amount;
import hearth.protocol.ledger.Contribution;
import hearth.protocol.ledger.LedgerAddress;
import hearth.protocol.ledger.Registration;
import hearth.protocol.ledger.UnlockRequest;
import hearth.service.key.NodeKeys;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the owner of a node does about its stake. */
final class NodeLedgerCommands {

    private NodeLedgerCommands() {}

    private static NodeKeys keys(PlaceOption place) throws ConfigException, StartException {
        try {
            return OwnNetwork.keys(place.folder().resolve(OperatedNode.NODE_FOLDER), new SecureRandom());
        } catch (IOException failure) {
            throw new StartException("The node's keys cannot be used: " + failure.getMessage(), failure);
        }
    }

    private static NodeId node(CommandSpec spec, PlaceOption place, Optional<String> text)
            throws ConfigException, StartException {
        try {
            return text.isPresent() ? NodeId.parse(text.get()) : keys(place).id();
        } catch (FormatException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }

    /** {@code hearth node register}: the node of this box, with the owner's stake. */
    @Command(name = "register", description = "Registers the node of this box with a stake from the wallet.")
    static final class Register implements Callable<Integer> {

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Mixin
        private PlaceOption place = new PlaceOption();

        @Mixin
        private PasswordOption password = new PasswordOption();

        @Option(
                names = "--stake",
                paramLabel = "TOKENS",
                description = "What you contribute; all of the staking requirement without it, a quarter at least.")
        private Optional<String> stake = Optional.empty();

        @Option(
                names = "--fee",
                paramLabel = "PERMILL",
                description = "What you get of each reward before it is divided; ${DEFAULT-VALUE}.")
        private int fee;

        @Option(
                names = "--reserve",
                paramLabel = "ADDRESS=TOKENS",
                description = "Keeps a place for somebody. Can be given nine times.")
        private List<String> reservations = new ArrayList<>();

        @Override
        public Integer call() throws Exception {
            var requirement = new Amount(
                    place.ledger().ask("status").path("staking_requirement").asLong());
            var keys = keys(place);
            var terms = terms(keys.id(), requirement);
            return new Signed(place, password)
                    .submit(
                            (sender, nonce, network) -> terms.agreed(keys.signing(), network, sender, nonce),
                            spec.commandLine().getOut());
        }

        private Registration.Terms terms(NodeId node, Amount requirement) {
            try {
                var own = stake.isPresent() ? Amount.parse(stake.get()) : requirement;
                var kept = new ArrayList<Registration.Reservation>();
                for (var reservation : reservations) {
                    var parts = reservation.split("=", 2);
                    kept.add(new Registration.Reservation(
                            LedgerAddress.parse(parts[0]), Amount.parse(parts.length == 2 ? parts[1] : "")));
                }
                return new Registration.Terms(node, fee, own, kept);
            } catch (FormatException | IllegalArgumentException wrong) {
                throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
            }
        }
    }

    /** {@code hearth node contribute}: to somebody else's node. */
    @Command(name = "contribute", description = "Contributes to the stake of a node that waits for more.")
    static final class Contribute implements Callable<Integer> {

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Mixin
        private PlaceOption place = new PlaceOption();

        @Mixin
        private PasswordOption password = new PasswordOption();

        @Parameters(index = "0", paramLabel = "NODE", description = "Its key, 64 hex characters.")
        private String node = "";

        @Parameters(index = "1", paramLabel = "TOKENS", description = "How many.")
        private String tokens = "";

        @Override
        public Integer call() throws Exception {
            Contribution contribution;
            try {
                contribution = new Contribution(NodeId.parse(node), Amount.parse(tokens));
            } catch (FormatException | IllegalArgumentException wrong) {
                throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
            }
            var wish = contribution;
            return new Signed(place, password)
                    .submit((_, _, _) -> wish, spec.commandLine().getOut());
        }
    }

    /** {@code hearth node unlock}: leave. */
    @Command(
            name = "unlock",
            description = "Asks for the stake in a node, which leaves the network after the unlock time.")
    static final class Unlock implements Callable<Integer> {

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Mixin
        private PlaceOption place = new PlaceOption();

        @Mixin
        private PasswordOption password = new PasswordOption();

        @Parameters(
                index = "0",
                arity = "0..1",
                paramLabel = "NODE",
                description = "Its key; the node of this box without it.")
        private Optional<String> node = Optional.empty();

        @Override
        public Integer call() throws Exception {
            var request = new UnlockRequest(node(spec, place, node));
            return new Signed(place, password)
                    .submit((_, _, _) -> request, spec.commandLine().getOut());
        }
    }

    /** {@code hearth node history}: what it earned, and what became of it. */
    @Command(name = "history", description = "Lists what happened to a node, the newest first.")
    static final class History implements Callable<Integer> {

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Mixin
        private PlaceOption place = new PlaceOption();

        @Parameters(
                index = "0",
                arity = "0..1",
                paramLabel = "NODE",
                description = "Its key; the node of this box without it.")
        private Optional<String> node = Optional.empty();

        @Override
        public Integer call() throws Exception {
            var id = node(spec, place, node);
            place.tell(
                    place.ledger().ask("history?node=" + id.hex()),
                    spec.commandLine().getOut());
            return ExitCode.OK;
        }
    }

    /** {@code hearth node check}: whether others reach it. */
    @Command(name = "check", description = "Asks nodes of the network whether they reach the node of this box.")
    static final class Check implements Callable<Integer> {

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Mixin
        private PlaceOption place = new PlaceOption();

        @Override
        public Integer call() throws Exception {
            var answer = place.ledger().ask("test");
            var out = spec.commandLine().getOut();
            var isReached =
                    answer.path("https").asBoolean() && answer.path("omq").asBoolean();
            if (place.json()) {
                out.println(answer);
            } else if (!answer.path("asked").asBoolean()) {
                out.println("There is nobody to ask.");
            } else {
                out.println("HTTPS port: " + word(answer.path("https").asBoolean()) + ". OMQ port: "
                        + word(answer.path("omq").asBoolean()) + '.');
            }
            out.flush();
            return isReached ? ExitCode.OK : ExitCode.BROKEN;
        }

        private static String word(boolean reached) {
            return reached ? "reached" : "not reached";
        }
    }
}
