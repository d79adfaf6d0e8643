package hearth.web.account;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names a chat in links and forms. Opaque to the pages.
 *
 * @param text 1 to 80 letters, digits, hyphens and underscores
 */
public record ChatId(String text) {

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{1,80}");

    public ChatId {
        if (!SHAPE.matcher(text).matches()) {
            throw new IllegalArgumentException("Not a chat id: 1 to 80 letters, digits, hyphens, underscores expected");
        }
    }

    public static Optional<ChatId> parse(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(new ChatId(text)) : Optional.empty();
    }

    /** For logs: the text may be somebody's Account ID. */
    @Override
    public String toString() {
        return "chat";
    }
}
