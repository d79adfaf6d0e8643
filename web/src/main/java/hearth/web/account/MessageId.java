package hearth.web.account;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names a message inside its chat, in links and forms. Opaque to the pages.
 *
 * @param text 1 to 80 letters, digits, hyphens and underscores
 */
public record MessageId(String text) {

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{1,80}");

    public MessageId {
        if (!SHAPE.matcher(text).matches()) {
            throw new IllegalArgumentException("Not a message id: 1 to 80 letters, digits, hyphens, underscores expected");
        }
    }

    public static Optional<MessageId> parse(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(new MessageId(text)) : Optional.empty();
    }
}
