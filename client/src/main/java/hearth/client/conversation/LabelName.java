package hearth.client.conversation;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Rules for the names of labels: a member's own words, short enough for a line of the chat list. */
public final class LabelName {

    /** Length limit in Unicode code points. */
    public static final int LENGTH_MAX = 30;

    private static final Pattern GAPS = Pattern.compile("[\\s\\p{Cntrl}]+", Pattern.UNICODE_CHARACTER_CLASS);

    private LabelName() {}

    /** The name as it is kept: one line without spaces at its ends, each gap a single space. */
    public static String tidied(String typed) {
        return GAPS.matcher(typed).replaceAll(" ").strip();
    }

    /** Whether a tidied name has anything to be seen. */
    public static boolean isVisible(String name) {
        return name.codePoints().anyMatch(LabelName::isVisible);
    }

    /** Whether a tidied name is short enough. */
    public static boolean isShort(String name) {
        return name.codePointCount(0, name.length()) <= LENGTH_MAX;
    }

    /** Whether two names are the same to a reader: case does not matter, nor how letters with accents are put together. */
    public static boolean isSame(String one, String other) {
        return folded(one).equals(folded(other));
    }

    /** Through capitals, so that letters which differ in small only are one: ß and ss, ς and σ. */
    private static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }

    private static boolean isVisible(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
