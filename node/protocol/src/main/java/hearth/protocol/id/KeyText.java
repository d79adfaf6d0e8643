package hearth.protocol.id;

import hearth.protocol.FormatException;
import java.util.Base64;

/** The four ways in which the network writes a 32-byte public key as text (network specification 1.1). */
public final class KeyText {

    private static final int KEY_BYTES = 32;
    private static final int HEX_LENGTH = 64;
    private static final int BASE64_LENGTH = 43;
    private static final int BASE64_PADDED_LENGTH = 44;
    private static final int BASE32Z_LENGTH = 52;

    private KeyText() {}

    /** Reads a key as 64 hex, 43 or 44 base64 or 52 base32z characters; the length tells which. */
    public static byte[] parse(String text) throws FormatException {
        var key = switch (text.length()) {
            case HEX_LENGTH -> Hex.bytes(Hex.lower(text, HEX_LENGTH, "A key"));
            case BASE64_LENGTH, BASE64_PADDED_LENGTH -> base64(text);
            case BASE32Z_LENGTH -> Base32z.decode(text);
            default ->
                throw new FormatException(
                        "A key has 64 hex, 43 or 44 base64 or 52 base32z characters, not " + text.length());
        };
        if (key.length != KEY_BYTES) {
            throw new FormatException("A key has " + KEY_BYTES + " bytes, not " + key.length);
        }
        return key;
    }

    private static byte[] base64(String text) throws FormatException {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new FormatException("Key is not base64", e);
        }
    }
}
