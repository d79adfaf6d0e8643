package hearth.protocol.id;

import hearth.protocol.FormatException;
import java.io.ByteArrayOutputStream;

/** Text of 5 bits per character, most significant bits first, without padding (network specification 1.1). */
public final class Base32z {

    private static final String ALPHABET = "ybndrfg8ejkmcpqxot1uwisza345h769";
    private static final int BITS = 5;
    private static final int MASK = (1 << BITS) - 1;

    private Base32z() {}

    /** The text of {@code bytes}; unused last bits are zero. */
    public static String encode(byte[] bytes) {
        var text = new StringBuilder((bytes.length * Byte.SIZE + BITS - 1) / BITS);
        var pending = 0;
        var pendingBits = 0;
        for (var b : bytes) {
            pending = (pending << Byte.SIZE) | (b & 0xff);
            pendingBits += Byte.SIZE;
            while (pendingBits >= BITS) {
                pendingBits -= BITS;
                text.append(ALPHABET.charAt((pending >> pendingBits) & MASK));
            }
            pending &= (1 << pendingBits) - 1;
        }
        if (pendingBits > 0) {
            text.append(ALPHABET.charAt((pending << (BITS - pendingBits)) & MASK));
        }
        return text.toString();
    }

    /** Decodes text whose unused last bits are zero. */
    public static byte[] decode(String text) throws FormatException {
        var bytes = new ByteArrayOutputStream(text.length() * BITS / Byte.SIZE);
        var pending = 0;
        var pendingBits = 0;
        for (var i = 0; i < text.length(); i++) {
            var value = ALPHABET.indexOf(text.charAt(i));
            if (value < 0) {
                throw new FormatException("Not a base32z character at position " + i);
            }
            pending = (pending << BITS) | value;
            pendingBits += BITS;
            if (pendingBits >= Byte.SIZE) {
                pendingBits -= Byte.SIZE;
                bytes.write(pending >> pendingBits);
                pending &= (1 << pendingBits) - 1;
            }
        }
        if (pendingBits >= BITS || pending != 0) {
            throw new FormatException("Base32z text ends in bits that belong to no byte");
        }
        return bytes.toByteArray();
    }
}
