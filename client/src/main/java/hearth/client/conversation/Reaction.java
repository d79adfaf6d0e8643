package hearth.client.conversation;

import java.nio.charset.StandardCharsets;
import java.text.BreakIterator;
import java.util.Locale;

/**
 * One emoji at a message of two people (messages.md section 6.4).
 *
 * @param emoji  as {@link #isEmoji} allows
 * @param mine   whether this account put it there
 * @param theirs whether the other person did
 */
public record Reaction(String emoji, boolean mine, boolean theirs) {

    /** The longest sequences that are one emoji have about forty. */
    private static final int BYTES_MAX = 64;

    private static final int ENCLOSING_KEYCAP = 0x20E3;

    /** Whether {@code text} is exactly one emoji. */
    public static boolean isEmoji(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > BYTES_MAX) {
            return false;
        }
        var characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text);
        // Digits count as emoji in Unicode, but only with a key around them.
        return characters.next() == text.length()
                && text.codePoints().anyMatch(c -> (c > 0x7f && Character.isEmoji(c)) || c == ENCLOSING_KEYCAP);
    }
}
