package hearth.web.household;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Recovery words as shown or as typed: whoever has them has the account. Never prints itself.
 *
 * @param words lower-case words in order; for typed ones any number, unchecked
 */
public record RecoveryWords(List<String> words) {

    /** How many words make an account (messages.md 2.3). */
    public static final int COUNT = 13;

    public RecoveryWords {
        words = List.copyOf(words);
    }

    /** Takes apart what was typed or pasted: every run of characters that are no letters separates two words. */
    public static RecoveryWords typed(String text) {
        return new RecoveryWords(Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{M}]+"))
                .filter(word -> !word.isEmpty())
                .toList());
    }

    /** The words with single spaces between them. */
    public String phrase() {
        return String.join(" ", words);
    }

    @Override
    public String toString() {
        return "recovery words";
    }
}
