package hearth.protocol.crypto;

import java.util.Arrays;

/** Small helpers for byte arrays. */
final class Bytes {

    private Bytes() {}

    /** A copy of {@code bytes}, which must have {@code length} of them; {@code what} is for the message. */
    static byte[] copy(byte[] bytes, int length, String what) {
        if (bytes.length != length) {
            throw new IllegalArgumentException(what + " has " + bytes.length + " bytes, it must have " + length);
        }
        return bytes.clone();
    }

    static byte[] concat(byte[]... parts) {
        var length = 0;
        for (var part : parts) {
            length += part.length;
        }
        var all = Arrays.copyOf(parts.length == 0 ? new byte[0] : parts[0], length);
        var at = parts.length == 0 ? 0 : parts[0].length;
        for (var i = 1; i < parts.length; i++) {
            System.arraycopy(parts[i], 0, all, at, parts[i].length);
            at += parts[i].length;
        }
        return all;
    }

    /** True if all bytes are zero. Takes the same time for all contents. */
    static boolean isZero(byte[] bytes) {
        var or = 0;
        for (var b : bytes) {
            or |= b;
        }
        return or == 0;
    }
}
