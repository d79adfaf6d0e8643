package hearth.web.trust;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A short fingerprint of the box's root certificate that people compare by eye: two words, eight digits and a little
 * picture. The same on the landing page, the printed sheet, the sticker and the screen.
 *
 * <p>It is short, so it is made slowly: PBKDF2 with SHA-256 over the certificate, {@value #ROUNDS} rounds. Whoever wants
 * a certificate with the same 48 bits of words and digits must pay those rounds for each of 2⁴⁸ tries.
 *
 * @param words   two words out of 256
 * @param digits  eight hex digits in two groups
 * @param picture five rows of five squares, left and right mirrored; true is dark
 */
public record Seal(List<String> words, String digits, List<List<Boolean>> picture) {

    private static final int ROUNDS = 200_000;
    private static final int BITS = 128;
    private static final byte[] SALT = {'h', 'e', 'a', 'r', 't', 'h', ' ', 's', 'e', 'a', 'l'};
    private static final int DIGIT_BYTES = 4;
    private static final int SIDE = 5;

    public Seal {
        words = List.copyOf(words);
        picture = picture.stream().map(List::copyOf).toList();
    }

    /** The seal of a certificate, DER. Takes about a tenth of a second. */
    static Seal compute(byte[] certificate) {
        var hash = stretched(certificate);
        var words = List.of(SealWords.WORDS.get(hash[0] & 0xff), SealWords.WORDS.get(hash[1] & 0xff));
        var hex = HexFormat.of().formatHex(hash, 2, 2 + DIGIT_BYTES).toUpperCase(Locale.ROOT);
        var digits = hex.substring(0, 4) + " " + hex.substring(4);
        return new Seal(words, digits, picture((hash[6] & 0xff) << 8 | (hash[7] & 0xff)));
    }

    /** Words and digits in one line, as for a terminal or a sticker: {@code river lantern · 73F2 19AC}. */
    public String line() {
        return String.join(" ", words) + " · " + digits;
    }

    /** For templates: the dark squares as the path of an SVG, one unit each. */
    public String path() {
        var path = new StringBuilder();
        for (var y = 0; y < SIDE; y++) {
            for (var x = 0; x < SIDE; x++) {
                if (picture.get(y).get(x)) {
                    path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
                }
            }
        }
        return path.toString();
    }

    private static List<List<Boolean>> picture(int bits) {
        var rows = new ArrayList<List<Boolean>>();
        for (var y = 0; y < SIDE; y++) {
            var row = new ArrayList<Boolean>();
            for (var x = 0; x < SIDE; x++) {
                var column = Math.min(x, SIDE - 1 - x);
                row.add((bits >> (y * 3 + column) & 1) == 1);
            }
            rows.add(row);
        }
        return rows;
    }

    private static byte[] stretched(byte[] certificate) {
        try {
            var password = Base64.getEncoder().encodeToString(certificate).toCharArray();
            var spec = new PBEKeySpec(password, SALT, ROUNDS, BITS);
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has PBKDF2 with SHA-256", e);
        }
    }
}
