package hearth.web.page;

import java.util.Locale;

/**
 * A language that nobody speaks: English with doubled vowels, every word from right to left. Pages in it show what does not
 * fit and what is not mirrored, and can still be read by whoever develops them.
 */
final class Mirrored {

    /** As Unicode names it: Arabic as a right-to-left pseudo-locale. */
    static final Locale LOCALE = Locale.forLanguageTag("ar-XB");

    private static final String VOWELS = "aeiouAEIOU";
    private static final char FROM_RIGHT = '\u202E';
    private static final char END = '\u202C';

    private Mirrored() {}

    /** The text of a key: that of English in disguise. What is no text for people stays, or says which way pages run. */
    static String text(String key, String english) {
        return switch (key) {
            case "layout.language" -> LOCALE.toLanguageTag();
            case "layout.direction" -> "rtl";
            case "layout.table", "time.day", "time.day-and-year" -> english;
            default -> disguised(english);
        };
    }

    /** Words between braces are arguments and choices, and stay. */
    private static String disguised(String pattern) {
        var out = new StringBuilder();
        var depth = 0;
        var inWord = false;
        for (var i = 0; i < pattern.length(); i++) {
            var character = pattern.charAt(i);
            var ofWord = depth == 0 && Character.isLetter(character);
            if (ofWord != inWord) {
                out.append(ofWord ? FROM_RIGHT : END);
                inWord = ofWord;
            }
            out.append(character);
            if (ofWord && VOWELS.indexOf(character) >= 0) {
                out.append(Character.toLowerCase(character));
            }
            depth += character == '{' ? 1 : character == '}' ? -1 : 0;
        }
        return (inWord ? out.append(END) : out).toString();
    }
}
