package hearth.service.omq.wire;

import hearth.protocol.FormatException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The first 64 bytes of each side.
 *
 * <pre>
 *  0    1             9    10      11      12              32          33
 *  | ff | 8 of padding | 7f | major | minor | mechanism (20) | as-server | 31 of zeros |
 * </pre>
 *
 * @param major    version; 3 or more speaks what we speak
 * @param minor    0 or 1: 1 adds nothing that we must know beforehand
 * @param asServer whether its sender awaits the first step of the handshake
 */
public record Greeting(int major, int minor, String mechanism, boolean asServer) {

    /** Length in bytes. */
    public static final int BYTES = 64;

    public static final String CURVE = "CURVE";

    private static final int MAJOR = 3;
    private static final int MINOR = 1;
    private static final int SIGNATURE_END = 9;
    private static final int MECHANISM_AT = 12;
    private static final int MECHANISM_BYTES = 20;
    private static final int AS_SERVER_AT = MECHANISM_AT + MECHANISM_BYTES;

    /** What we say first. */
    public static Greeting curve(boolean asServer) {
        return new Greeting(MAJOR, MINOR, CURVE, asServer);
    }

    public byte[] encode() {
        var bytes = new byte[BYTES];
        bytes[0] = (byte) 0xff;
        bytes[SIGNATURE_END - 1] = 1; // the length of an empty identity in ZMTP 1.0, as every implementation sends it
        bytes[SIGNATURE_END] = 0x7f;
        bytes[10] = (byte) major;
        bytes[11] = (byte) minor;
        var name = mechanism.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(name, 0, bytes, MECHANISM_AT, name.length);
        bytes[AS_SERVER_AT] = (byte) (asServer ? 1 : 0);
        return bytes;
    }

    /** Reads the 64 bytes of the other side. The padding and the zeros at the end may be anything. */
    public static Greeting decode(byte[] bytes) throws FormatException {
        if (bytes.length != BYTES) {
            throw new FormatException("Greeting has " + bytes.length + " bytes, not " + BYTES);
        }
        if (bytes[0] != (byte) 0xff || (bytes[SIGNATURE_END] & 1) == 0) {
            throw new FormatException("Greeting does not begin as one of ZMTP");
        }
        if (bytes[AS_SERVER_AT] != 0 && bytes[AS_SERVER_AT] != 1) {
            throw new FormatException("Greeting says neither client nor server");
        }
        return new Greeting(bytes[10] & 0xff, bytes[11] & 0xff, mechanism(bytes), bytes[AS_SERVER_AT] == 1);
    }

    private static String mechanism(byte[] bytes) throws FormatException {
        var end = MECHANISM_AT;
        while (end < AS_SERVER_AT && bytes[end] != 0) {
            end++;
        }
        for (var i = end; i < AS_SERVER_AT; i++) {
            if (bytes[i] != 0) {
                throw new FormatException("Name of the mechanism goes on after its end");
            }
        }
        return new String(Arrays.copyOfRange(bytes, MECHANISM_AT, end), StandardCharsets.US_ASCII);
    }

    /**
     * Throws what is wrong if no handshake of ours can follow. Which side begins it is not looked at: the most used
     * implementation calls itself a client always.
     */
    public void requireCurve() throws FormatException {
        if (major < MAJOR) {
            throw new FormatException("The other side speaks ZMTP " + major + ", at least " + MAJOR + " expected");
        }
        if (!mechanism.equals(CURVE)) {
            throw new FormatException("The other side wants another mechanism than " + CURVE);
        }
    }
}
