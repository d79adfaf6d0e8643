package hearth.web.scan;

import hearth.protocol.FormatException;
import hearth.protocol.id.SessionId;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The Account ID inside of whatever people pass on: links, or whole messages that have it. */
public final class AccountIds {

    private static final Pattern ID = Pattern.compile("(?<![0-9a-zA-Z])05[0-9a-fA-F]{64}(?![0-9a-zA-Z])");

    private AccountIds() {}

    /** The Account ID of a person in {@code text}, if there is exactly one. */
    public static Optional<SessionId> in(String text) {
        var found = ID.matcher(text)
                .results()
                .map(it -> it.group().toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
        return found.size() == 1 ? parsed(found.getFirst()) : Optional.empty();
    }

    private static Optional<SessionId> parsed(String hex) {
        try {
            return Optional.of(SessionId.parse(hex));
        } catch (FormatException _) {
            return Optional.empty();
        }
    }
}
