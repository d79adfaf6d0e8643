package hearth.appliance.command;

import com.fasterxml.jackson.databind.JsonNode;
import hearth.appliance.StartException;
import hearth.appliance.config.ConfigException;
import hearth.appliance.wallet.OwnerWallet;
import hearth.appliance.wallet.WalletKey;
import hearth.protocol.Bytes;
import hearth.protocol.ledger.Action;
import hearth.protocol.ledger.Amount;
import hearth.protocol.ledger.LedgerAddress;
import hearth.protocol.ledger.LedgerHash;
import hearth.protocol.ledger.Transaction;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/** Has the wallet sign what a command wants of the ledger, hands it in, and says what became of it. */
final class Signed {

    /** For how many blocks the network may take its time. */
    private static final int VALID_BLOCKS = 500;

    private final PlaceOption place;
    private final PasswordOption password;
    private final SecureRandom random = new SecureRandom();

    Signed(PlaceOption place, PasswordOption password) {
        this.place = place;
        this.password = password;
    }

    /** What the sender wants, once it is known who that is and which transaction of theirs it becomes. */
    interface Wish {
        Action of(LedgerAddress sender, long nonce, LedgerHash network) throws StartException;
    }

    /** Does all of it. Returns the exit code. */
    int submit(Wish wish, PrintWriter out) throws ConfigException, StartException, InterruptedException {
        var ledger = place.ledger();
        var status = ledger.ask("status");
        var network = new LedgerHash(
                Bytes.wrap(HexFormat.of().parseHex(status.path("genesis").asText())));
        var typed = password.ask("Password of the wallet");
        Transaction transaction;
        try (var vault = new OwnerWallet(place.folder(), random).unlock(typed)) {
            var sender = WalletKey.address(vault, random);
            var account = ledger.ask("account?address=" + sender.text());
            var nonce = account.path("nonce").asLong();
            var content = new Transaction.Content(
                    sender,
                    nonce,
                    status.path("height").asLong() + VALID_BLOCKS,
                    new Amount(status.path("minimum_fee").asLong()),
                    wish.of(sender, nonce, network));
            transaction = WalletKey.sign(vault, random, key -> content.sign(key, network));
        } finally {
            Arrays.fill(typed, '\0');
        }
        return say(ledger.submit(transaction), out);
    }

    private int say(JsonNode outcome, PrintWriter out) {
        if (place.json()) {
            out.println(outcome);
        } else {
            out.println(sentence(outcome));
        }
        out.flush();
        return outcome.path("outcome").asText().equals("taken") ? ExitCode.OK : ExitCode.BROKEN;
    }

    private static String sentence(JsonNode outcome) {
        return switch (outcome.path("outcome").asText()) {
            case "taken" -> "Done, with block " + outcome.path("height").asLong() + ".";
            case "refused" ->
                "The network refuses it: "
                        + outcome.path("reason").asText().replace('_', ' ').toLowerCase(Locale.ROOT) + "."
                        + (outcome.path("height").asLong() > 0 ? " The fee is gone." : " It cost nothing.");
            case "waiting" -> "It waits until the network agrees on it.";
            default -> "The node cannot take it at present. Try again later.";
        };
    }
}
