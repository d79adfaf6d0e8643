package hearth.web.household;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * What a member is called inside the house; also what they type to sign in.
 *
 * @param text 1 to 40 visible characters (code points) in Unicode form C, single spaces inside, none at the ends
 */
public record MemberName(String text) {

    public static final int LENGTH_MAX = 40;

    public MemberName {
        if (!clean(text).equals(text) || !fits(text)) {
            throw new IllegalArgumentException(
                    "Not a member name: 1 to " + LENGTH_MAX + " visible characters expected");
        }
    }

    /** Reads what a person typed. Empty when nothing visible is left or it is too long. */
    public static Optional<MemberName> parse(String typed) {
        var text = clean(typed);
        return fits(text) ? Optional.of(new MemberName(text)) : Optional.empty();
    }

    /** Two names with the same key belong to the same person. */
    public String key() {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    private static String clean(String typed) {
        return Normalizer.normalize(typed, Normalizer.Form.NFC)
                .replaceAll("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}]", "")
                .replaceAll("[\\s\\p{Z}]+", " ")
                .strip();
    }

    private static boolean fits(String text) {
        return !text.isEmpty() && text.codePointCount(0, text.length()) <= LENGTH_MAX;
    }

    @Override
    public String toString() {
        return "member";
    }
}
