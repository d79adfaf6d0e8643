package hearth.protocol.crypto;

import hearth.protocol.FormatException;
import java.util.HexFormat;

/** What the two kinds of public keys have in common. */
final class PublicKeys {

    private static final int HEX_LENGTH = 64;

    private PublicKeys() {}

    static byte[] parseHex(String hex, String what) throws FormatException {
        if (hex.length() == HEX_LENGTH) {
            try {
                return HexFormat.of().parseHex(hex);
            } catch (IllegalArgumentException _) {
                // The sentence below is for this too.
            }
        }
        throw new FormatException(what + " has " + HEX_LENGTH + " hex characters");
    }
}
