package hearth.appliance.command;

import com.fasterxml.jackson.databind.JsonNode;
import hearth.appliance.StartException;
import hearth.appliance.config.ConfigException;
import hearth.appliance.wallet.OwnerWallet;
import hearth.appliance.wallet.WalletKey;
import hearth.client.vault.PasswordCost;
import hearth.protocol.FormatException;
import hearth.protocol.Json;
import hearth.protocol.ledger.Amount;
import hearth.protocol.ledger.LedgerAddress;
import hearth.protocol.ledger.Transfer;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.Arrays;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hearth wallet}: tokens of the owner. */
@Command(name = "wallet", description = "The owner's tokens on a network that was founded or joined.")
final class WalletCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing: what to do with the wallet");
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    @Command(name = "create", description = "Makes a wallet, closed by a password.")
    int create(@Mixin PlaceOption place, @Mixin PasswordOption password) throws ConfigException, StartException {
        var typed = password.askNew("Password for the new wallet");
        try {
            return tell(place, new OwnerWallet(place.folder(), new SecureRandom()).create(typed, PasswordCost.HOME));
        } finally {
            Arrays.fill(typed, '\0');
        }
    }

    @Command(name = "address", description = "Prints where others send tokens to.")
    int address(@Mixin PlaceOption place, @Mixin PasswordOption password) throws ConfigException, StartException {
        return tell(place, own(place, password));
    }

    private int tell(PlaceOption place, LedgerAddress address) {
        out().println(place.json() ? Json.object().put("address", address.text()) : address.text());
        out().flush();
        return ExitCode.OK;
    }

    /** The address; asks for the password only where it cannot be read without. */
    private static LedgerAddress own(PlaceOption place, PasswordOption password)
            throws ConfigException, StartException {
        var random = new SecureRandom();
        var wallet = new OwnerWallet(place.folder(), random);
        var known = wallet.address();
        if (known.isPresent()) {
            return known.get();
        }
        var typed = password.ask("Password of the wallet");
        try (var vault = wallet.unlock(typed)) {
            return WalletKey.address(vault, random);
        } finally {
            Arrays.fill(typed, '\0');
        }
    }

    @Command(name = "balance", description = "Says how many tokens there are.")
    int balance(@Mixin PlaceOption place, @Mixin PasswordOption password)
            throws ConfigException, StartException, InterruptedException {
        var account =
                place.ledger().ask("account?address=" + own(place, password).text());
        if (place.json()) {
            out().println(account);
        } else {
            out().println(tokens(account.path("balance")) + " to spend, " + tokens(account.path("staked")) + " staked");
        }
        out().flush();
        return ExitCode.OK;
    }

    private static String tokens(JsonNode units) {
        return new Amount(units.asLong()).text();
    }

    @Command(name = "send", description = "Sends tokens.")
    int send(
            @Mixin PlaceOption place,
            @Mixin PasswordOption password,
            @Parameters(index = "0", paramLabel = "ADDRESS", description = "Who gets them.") String to,
            @Parameters(index = "1", paramLabel = "TOKENS", description = "How many, such as 12 or 0.25.")
                    String tokens)
            throws ConfigException, StartException, InterruptedException {
        var transfer = transfer(to, tokens);
        return new Signed(place, password).submit((_, _, _) -> transfer, out());
    }

    private Transfer transfer(String to, String tokens) {
        try {
            return new Transfer(LedgerAddress.parse(to), Amount.parse(tokens));
        } catch (FormatException | IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }

    @Command(name = "history", description = "Lists what happened to the wallet, the newest first.")
    int history(@Mixin PlaceOption place, @Mixin PasswordOption password)
            throws ConfigException, StartException, InterruptedException {
        place.tell(place.ledger().ask("history?address=" + own(place, password).text()), out());
        return ExitCode.OK;
    }

    @Command(
            name = "export",
            description = {
                "Prints the 13 words that bring the wallet back on another box.",
                "Whoever reads them has the tokens."
            })
    int export(@Mixin PlaceOption place, @Mixin PasswordOption password) throws ConfigException, StartException {
        var random = new SecureRandom();
        var typed = password.ask("Password of the wallet");
        try (var vault = new OwnerWallet(place.folder(), random).unlock(typed)) {
            var words = WalletKey.words(vault, random);
            out().println(place.json() ? Json.object().put("words", words) : words);
            out().flush();
        } finally {
            Arrays.fill(typed, '\0');
        }
        return ExitCode.OK;
    }
}
