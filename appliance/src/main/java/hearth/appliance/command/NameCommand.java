package hearth.appliance.command;

import hearth.appliance.StartException;
import hearth.appliance.config.ConfigException;
import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.crypto.Crypto;
import hearth.protocol.id.SessionId;
import hearth.protocol.ledger.LedgerAddress;
import hearth.protocol.ledger.LedgerHash;
import hearth.protocol.ledger.NameRegistration;
import hearth.protocol.ledger.NameRenewal;
import hearth.protocol.ledger.NameTransfer;
import hearth.protocol.ledger.NameUpdate;
import hearth.protocol.ledger.NameValue;
import hearth.protocol.name.NameRecord;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hearth name}: names that stand for accounts. */
@Command(name = "name", description = "Names that stand for accounts on a network that was founded or joined.")
final class NameCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing: what to do about a name");
    }

    @Command(name = "register", description = "Registers a name for a year of the network.")
    int register(
            @Mixin PlaceOption place,
            @Mixin PasswordOption password,
            @Parameters(index = "0", paramLabel = "NAME") String name,
            @Parameters(index = "1", paramLabel = "ACCOUNT", description = "The Session ID it stands for.")
                    String account)
            throws ConfigException, StartException, InterruptedException {
        var wish = new NameRegistration(hash(name), value(name, account));
        return new Signed(place, password)
                .submit((_, _, _) -> wish, spec.commandLine().getOut());
    }

    @Command(name = "update", description = "Lets a name stand for another account.")
    int update(
            @Mixin PlaceOption place,
            @Mixin PasswordOption password,
            @Parameters(index = "0", paramLabel = "NAME") String name,
            @Parameters(index = "1", paramLabel = "ACCOUNT", description = "The Session ID it stands for.")
                    String account)
            throws ConfigException, StartException, InterruptedException {
        var wish = new NameUpdate(hash(name), value(name, account));
        return new Signed(place, password)
                .submit((_, _, _) -> wish, spec.commandLine().getOut());
    }

    @Command(name = "renew", description = "Keeps a name for another year of the network.")
    int renew(
            @Mixin PlaceOption place,
            @Mixin PasswordOption password,
            @Parameters(index = "0", paramLabel = "NAME") String name)
            throws ConfigException, StartException, InterruptedException {
        var wish = new NameRenewal(hash(name));
        return new Signed(place, password)
                .submit((_, _, _) -> wish, spec.commandLine().getOut());
    }

    @Command(name = "give", description = "Gives a name to the holder of an address.")
    int give(
            @Mixin PlaceOption place,
            @Mixin PasswordOption password,
            @Parameters(index = "0", paramLabel = "NAME") String name,
            @Parameters(index = "1", paramLabel = "ADDRESS") String to)
            throws ConfigException, StartException, InterruptedException {
        var wish = new NameTransfer(hash(name), address(to));
        return new Signed(place, password)
                .submit((_, _, _) -> wish, spec.commandLine().getOut());
    }

    @Command(name = "show", description = "Says which account a name stands for.")
    int show(@Mixin PlaceOption place, @Parameters(index = "0", paramLabel = "NAME") String name)
            throws ConfigException, StartException, InterruptedException {
        var answer = place.ledger().ask("name?hash=" + hash(name).hex());
        var out = spec.commandLine().getOut();
        if (place.json()) {
            out.println(answer);
        } else {
            out.println(
                    answer.isEmpty()
                            ? "Nobody has that name."
                            : account(
                                    name,
                                    answer.path("encrypted_value").asText(),
                                    answer.path("nonce").asText()));
        }
        out.flush();
        return answer.isEmpty() ? ExitCode.BROKEN : ExitCode.OK;
    }

    private static String account(String name, String encrypted, String nonce) {
        try {
            return NameRecord.open(
                            name.toLowerCase(Locale.ROOT),
                            HexFormat.of().parseHex(encrypted),
                            HexFormat.of().parseHex(nonce))
                    .hex();
        } catch (FormatException damaged) {
            return "Somebody has that name, and it stands for nothing that can be read.";
        }
    }

    private LedgerHash hash(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        if (!NameRecord.isName(lower)) {
            throw wrong("A name has 1 to 64 letters a-z, digits and _, and - inside");
        }
        return new LedgerHash(Bytes.wrap(Base64.getDecoder().decode(NameRecord.hash(lower))));
    }

    private NameValue value(String name, String account) {
        var nonce = new byte[Crypto.XCHACHA_NONCE_BYTES];
        new SecureRandom().nextBytes(nonce);
        try {
            var sealed = NameRecord.seal(name.toLowerCase(Locale.ROOT), SessionId.parse(account), nonce);
            return new NameValue(Bytes.wrap(sealed), Bytes.wrap(nonce));
        } catch (FormatException | IllegalArgumentException wrong) {
            throw wrong(String.valueOf(wrong.getMessage()));
        }
    }

    private LedgerAddress address(String text) {
        try {
            return LedgerAddress.parse(text);
        } catch (FormatException wrong) {
            throw wrong(String.valueOf(wrong.getMessage()));
        }
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
