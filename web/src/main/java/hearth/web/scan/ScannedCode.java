package hearth.web.scan;

import hearth.protocol.account.RecoveryPhrase;
import hearth.protocol.id.SessionId;
import hearth.web.household.RecoveryWords;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** What the text of a QR code stands for (messages.md section 2.4). */
public sealed interface ScannedCode {

    /** A person: their Account ID, or a link or words that have it. */
    record Person(SessionId id) implements ScannedCode {}

    /** A whole account. */
    record Recovery(RecoveryWords words) implements ScannedCode {}

    /** A room of a community. */
    record Community() implements ScannedCode {}

    /** A group, which nobody can join by its id. */
    record Group() implements ScannedCode {}

    /** Something else. */
    record Other() implements ScannedCode {}

    /** Reads what a code says. Untrusted input; nothing is wrong, it is only {@link Other}. */
    static ScannedCode of(String text) {
        var line = text.strip();
        if (Forms.RECOVERY.matcher(line).matches()) {
            return new Recovery(words(line));
        }
        if (Forms.COMMUNITY.matcher(line).matches()) {
            return new Community();
        }
        if (Forms.GROUP.matcher(line).matches()) {
            return new Group();
        }
        return AccountIds.in(line).<ScannedCode>map(Person::new).orElseGet(Other::new);
    }

    private static RecoveryWords words(String hex) {
        var seed = HexFormat.of().parseHex(hex);
        try {
            return RecoveryWords.typed(RecoveryPhrase.encode(seed));
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    /** How codes look that are no person's. */
    final class Forms {

        private static final Pattern RECOVERY = Pattern.compile("[0-9a-fA-F]{32}");
        private static final Pattern COMMUNITY = Pattern.compile("https?://[^?\\s]+\\?public_key=[0-9a-fA-F]{64}");
        private static final Pattern GROUP = Pattern.compile("03[0-9a-fA-F]{64}");

        private Forms() {}
    }
}
