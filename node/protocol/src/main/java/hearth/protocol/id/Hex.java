package hearth.protocol.id;

import hearth.protocol.FormatException;
import java.util.HexFormat;
import java.util.Locale;

/** Hexadecimal text of a fixed length, either case on the way in, lower case inside. */
final class Hex {

    private Hex() {}

    /** Says whether {@code text} is exactly {@code length} digits of lower-case hex. */
    static boolean isLower(String text, int length) {
        if (text.length() != length) {
            return false;
        }
        for (var i = 0; i < length; i++) {
            var c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    /** The lower-case form of {@code text}, which must have {@code length} hex digits; {@code what} is for the message. */
    static String lower(String text, int length, String what) throws FormatException {
        var lower = text.toLowerCase(Locale.ROOT);
        if (!isLower(lower, length)) {
            throw new FormatException(what + " needs " + length + " hex characters");
        }
        return lower;
    }

    static String of(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
