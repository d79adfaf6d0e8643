package hearth.web.household;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The name an account shows to the people it writes to (messages.md 2.5).
 *
 * @param text not blank, no spaces at the ends, at most 100 bytes of UTF-8
 */
public record DisplayName(String text) {

    public static final int BYTES_MAX = 100;

    public DisplayName {
        if (!fits(text)) {
            throw new IllegalArgumentException("Not a display name: 1 to " + BYTES_MAX + " bytes of UTF-8 expected");
        }
    }

    /** Reads what a person typed. Empty when it is blank or too long. */
    public static Optional<DisplayName> parse(String typed) {
        var text = typed.replaceAll("\\p{Cc}", " ").strip();
        return fits(text) ? Optional.of(new DisplayName(text)) : Optional.empty();
    }

    private static boolean fits(String text) {
        return !text.isBlank()
                && text.equals(text.strip())
                && text.getBytes(StandardCharsets.UTF_8).length <= BYTES_MAX;
    }

    @Override
    public String toString() {
        return "display name";
    }
}
