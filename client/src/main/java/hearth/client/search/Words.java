package hearth.client.search;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Splits a text into the words it is found by: runs of letters and digits, without case and accents. Scripts that put no
 * space between words are split into pairs of neighbouring characters, and the last character of a run stands for itself
 * too, so that each of them can be found.
 */
public final class Words {

    /** Further words of one text are not found. */
    public static final int WORDS_MAX = 2_500;

    /** Of a longer word only so many folded characters count. */
    static final int LENGTH_MAX = 64;

    private static final int ASCII_MAX = 0x7f;

    /**
     * One word.
     *
     * @param folded without case and accents; never empty
     * @param from   where it begins in the text, in {@code char}s
     * @param to     the first {@code char} after it
     * @param form   how it came to be
     */
    public record Word(String folded, int from, int to, Form form) {}

    /** How a word came to be. */
    public enum Form {
        /** Between what is no letter. */
        WHOLE,
        /** Two neighbours of a script without spaces. */
        PAIR,
        /** The last character of a run in such a script. */
        LAST
    }

    private final String text;
    private final List<Word> words = new ArrayList<>();

    private Words(String text) {
        this.text = text;
    }

    /** The words of {@code text} in their order, at most {@value #WORDS_MAX}. */
    public static List<Word> of(String text) {
        var splitting = new Words(text);
        splitting.split();
        return splitting.words;
    }

    private void split() {
        var at = 0;
        while (at < text.length() && words.size() < WORDS_MAX) {
            var point = text.codePointAt(at);
            if (isSpaceless(point)) {
                at = splitRun(at);
            } else if (Character.isLetterOrDigit(point)) {
                at = takeWord(at);
            } else {
                at += Character.charCount(point);
            }
        }
    }

    private int takeWord(int from) {
        var folded = new StringBuilder();
        var at = from;
        while (at < text.length()) {
            var point = text.codePointAt(at);
            if (isSpaceless(point) || !(Character.isLetterOrDigit(point) || isMark(point))) {
                break;
            }
            if (folded.length() < LENGTH_MAX) {
                fold(point, folded);
            }
            at += Character.charCount(point);
        }
        add(folded, from, at, Form.WHOLE);
        return at;
    }

    private int splitRun(int from) {
        var at = from;
        var previousAt = -1;
        var previous = new StringBuilder();
        while (at < text.length() && words.size() < WORDS_MAX) {
            var point = text.codePointAt(at);
            if (!isSpaceless(point) && !isMark(point) && !(Character.getType(point) == Character.MODIFIER_LETTER)) {
                break;
            }
            var next = at + Character.charCount(point);
            var folded = new StringBuilder();
            fold(point, folded);
            if (!folded.isEmpty()) {
                if (previousAt >= 0) {
                    add(new StringBuilder(previous).append(folded), previousAt, next, Form.PAIR);
                }
                previous = folded;
                previousAt = at;
            }
            at = next;
        }
        if (previousAt >= 0) {
            add(previous, previousAt, at, Form.LAST);
        }
        return at;
    }

    private void add(StringBuilder folded, int from, int to, Form form) {
        if (!folded.isEmpty()) {
            words.add(new Word(folded.toString(), from, to, form));
        }
    }

    /** The whole text without case, accents, and everything that is no letter or digit. */
    static String folded(String text) {
        var folded = new StringBuilder();
        text.codePoints().forEach(point -> fold(point, folded));
        return folded.toString();
    }

    private static void fold(int point, StringBuilder out) {
        if (point <= ASCII_MAX) {
            if (Character.isLetterOrDigit(point)) {
                out.append((char) Character.toLowerCase(point));
            }
            return;
        }
        // Through capitals, so that letters which differ in small only are one: ß and ss, ς and σ.
        var plain = Normalizer.normalize(Character.toString(point), Normalizer.Form.NFKD)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        plain.codePoints().filter(Character::isLetterOrDigit).forEach(letter -> out.append(withoutStroke(letter)));
    }

    /** Letters with a stroke, and joined ones, which normal forms do not take apart. */
    private static String withoutStroke(int letter) {
        return switch (letter) {
            case 'ø' -> "o";
            case 'ł' -> "l";
            case 'đ', 'ð' -> "d";
            case 'æ' -> "ae";
            case 'œ' -> "oe";
            case 'þ' -> "th";
            default -> Character.toString(letter);
        };
    }

    private static boolean isMark(int point) {
        return switch (Character.getType(point)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> true;
            default -> false;
        };
    }

    /** Whether words of this letter's script follow each other without space. */
    static boolean isSpaceless(int point) {
        if (point <= ASCII_MAX || !Character.isLetterOrDigit(point)) {
            return false;
        }
        return switch (Character.UnicodeScript.of(point)) {
            case HAN, HIRAGANA, KATAKANA, BOPOMOFO, THAI, LAO, KHMER, MYANMAR, TIBETAN -> true;
            default -> false;
        };
    }
}
