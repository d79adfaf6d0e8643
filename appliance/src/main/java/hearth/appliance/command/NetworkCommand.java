package hearth.appliance.command;

import hearth.appliance.StartException;
import hearth.appliance.config.ConfigException;
import hearth.appliance.folder.DataFolder;
import hearth.appliance.ledger.Joining;
import hearth.appliance.ledger.NetworkFolder;
import hearth.appliance.ledger.OwnNetwork;
import hearth.appliance.node.OperatedNode;
import hearth.appliance.wallet.OwnerWallet;
import hearth.appliance.wallet.WalletKey;
import hearth.client.network.PinnedSeedLink;
import hearth.client.vault.PasswordCost;
import hearth.protocol.FormatException;
import hearth.protocol.Json;
import hearth.protocol.ledger.Amount;
import hearth.protocol.ledger.Genesis;
import hearth.protocol.ledger.Invitation;
import hearth.protocol.ledger.LedgerAddress;
import hearth.service.ledger.found.Founding;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hearth network}: networks with a ledger of their own. */
@Command(name = "network", description = "Founds a network with its own tokens, invites others to it, or joins one.")
final class NetworkCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final SecureRandom random = new SecureRandom();

    /** What a founder decides. */
    static final class Wishes {

        @Option(names = "--name", required = true, paramLabel = "NAME", description = "What people call the network.")
        private String name = "";

        @Option(names = "--token", required = true, paramLabel = "NAME", description = "What its money is called.")
        private String token = "";

        @Option(names = "--symbol", required = true, paramLabel = "SYMBOL", description = "1 to 8 letters or digits.")
        private String symbol = "";

        @Option(names = "--stake", paramLabel = "TOKENS", description = "The stake of a node; ${DEFAULT-VALUE}.")
        private String stake = "1000";

        @Option(
                names = "--own",
                paramLabel = "TOKENS",
                description = "What you have beside the stake of your node, to share out; ${DEFAULT-VALUE}.")
        private String own = "1000000";

        @Option(
                names = "--time-scale",
                paramLabel = "SCALE",
                description = {
                    "days: a stake comes back after 15 days, as in the public network. hours: after 6 hours.",
                    "minutes: after one hour. BLOCKMILLIS:SCALE: as you say. ${DEFAULT-VALUE} without it."
                })
        private String timeScale = "days";

        private Founding founding() throws FormatException {
            return Founding.of(name, new Genesis.Token(token, symbol), Amount.parse(stake), tempo(), Amount.parse(own));
        }

        private Founding.Tempo tempo() {
            var parts = timeScale.split(":", 2);
            return parts.length == 2
                    ? new Founding.Tempo(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]))
                    : Founding.Tempo.named(timeScale);
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing: what to do about a network");
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    @Command(
            name = "found",
            description = "Founds a network. Your node is its first one; the box is on it from its next start on.")
    int found(@Mixin PlaceOption place, @Mixin PasswordOption password, @Mixin Wishes wishes)
            throws ConfigException, StartException {
        try (var data = DataFolder.open(place.folder())) {
            var founding = wishes.founding();
            var founder = wallet(data.path(), password);
            var keys = OwnNetwork.keys(data.path().resolve(OperatedNode.NODE_FOLDER), random);
            var genesis = founding.genesis(founder, List.of(keys.id()), Instant.now());
            NetworkFolder.prepare(data.path(), genesis, Optional.empty());
            return tell(place, "founded", genesis, Optional.of(founder));
        } catch (FormatException | IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        } catch (IOException failure) {
            throw new StartException("The network cannot be written: " + failure.getMessage(), failure);
        }
    }

    /** The address of the owner's wallet, which is made if there is none. */
    private LedgerAddress wallet(Path data, PasswordOption password) throws StartException {
        var wallet = new OwnerWallet(data, random);
        var known = wallet.address();
        if (known.isPresent()) {
            return known.get();
        }
        var isNew = !Files.isDirectory(data.resolve("members"));
        var typed = isNew ? password.askNew("Password for your new wallet") : password.ask("Your password");
        try {
            if (isNew) {
                return wallet.create(typed, PasswordCost.HOME);
            }
            try (var vault = wallet.unlock(typed)) {
                return WalletKey.address(vault, random);
            }
        } finally {
            Arrays.fill(typed, '\0');
        }
    }

    @Command(name = "join", description = "Goes to the network of an invitation, from the next start on.")
    int join(
            @Mixin PlaceOption place,
            @Parameters(index = "0", paramLabel = "INVITATION", description = "Its text, or the file that holds it.")
                    String invitation)
            throws ConfigException, StartException {
        try (var data = DataFolder.open(place.folder())) {
            return switch (new Joining(new PinnedSeedLink()).join(data.path(), read(invitation))) {
                case Joining.Result.Joined(var genesis) ->
                    tell(place, "joined", genesis, new OwnerWallet(data.path(), random).address());
                case Joining.Result.AlreadyThere() ->
                    throw new StartException("The box is on that network already, or goes there at its next start");
                case Joining.Result.NobodyAnswered() ->
                    throw new StartException("None of the nodes that the invitation names answers."
                            + " Ask for a new invitation, or try again when they are on");
            };
        } catch (IOException failure) {
            throw new StartException("The network cannot be written: " + failure.getMessage(), failure);
        }
    }

    private Invitation read(String text) throws StartException {
        try {
            var isText = text.strip().toLowerCase(Locale.ROOT).startsWith(Invitation.PREFIX);
            return Invitation.parse(isText ? text : Files.readString(Path.of(text)));
        } catch (FormatException wrong) {
            throw new StartException("That is no invitation: " + wrong.getMessage(), wrong);
        } catch (IOException | IllegalArgumentException failure) {
            throw new StartException("The invitation " + text + " cannot be read", failure);
        }
    }

    private int tell(PlaceOption place, String what, Genesis genesis, Optional<LedgerAddress> wallet) {
        if (place.json()) {
            var json = Json.object()
                    .put("network", genesis.network())
                    .put("genesis", genesis.hash().hex());
            wallet.ifPresent(address -> json.put("address", address.text()));
            out().println(json);
        } else {
            out().println("The network \"" + genesis.network() + "\" was " + what
                    + ". Start Hearth again, and it is there.");
        }
        out().flush();
        return ExitCode.OK;
    }

    @Command(name = "invite", description = "Prints an invitation: a text, to be written into a file or a QR code.")
    int invite(
            @Mixin PlaceOption place,
            @Option(names = "--out", paramLabel = "FILE", description = "Writes it to a file instead.")
                    Optional<Path> file)
            throws ConfigException, StartException, InterruptedException {
        var answer = place.ledger().ask("invitation");
        var text = answer.path("invitation").asText();
        try {
            if (file.isPresent()) {
                Files.writeString(file.get(), text + '\n');
            } else {
                out().println(place.json() ? answer : text);
            }
        } catch (IOException failure) {
            throw new StartException("The invitation cannot be written to " + file.get(), failure);
        }
        out().flush();
        return ExitCode.OK;
    }

    @Command(name = "nodes", description = "Lists the nodes of the network.")
    int nodes(@Mixin PlaceOption place) throws ConfigException, StartException, InterruptedException {
        var answer = place.ledger().ask("nodes");
        if (place.json()) {
            out().println(answer);
        } else {
            answer.path("service_node_states")
                    .forEach(node -> out().println(
                                    node.path("service_node_pubkey").asText() + "  "
                                            + node.path("state").asText() + "  "
                                            + node.path("public_ip").asText()));
        }
        out().flush();
        return ExitCode.OK;
    }

    @Command(name = "status", description = "Says how the network's ledger is.")
    int status(@Mixin PlaceOption place) throws ConfigException, StartException, InterruptedException {
        var status = place.ledger().ask("status");
        if (place.json()) {
            out().println(status);
        } else {
            out().printf(
                            "%s: block %d, %d nodes active, %d decommissioned, %d waiting for stakes%n",
                            status.path("network").asText(),
                            status.path("height").asLong(),
                            status.path("active").asLong(),
                            status.path("decommissioned").asLong(),
                            status.path("awaiting").asLong());
            out().println("This node: " + status.path("node").path("state").asText());
        }
        out().flush();
        return ExitCode.OK;
    }
}
