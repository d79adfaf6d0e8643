package hearth.service.omq.wire;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What each side says about itself at the end of the handshake ("metadata"): names and values, of which two matter.
 *
 * <pre>
 * | length of name (1) | name | length of value (4, big-endian) | value | …
 * </pre>
 *
 * @param socketType {@code ROUTER} for who listens, {@code DEALER} for who dials
 * @param identity   the name under which a router knows its sender, at most 255 bytes, empty if it does not care
 */
public record PeerProperties(String socketType, Bytes identity) {

    public static final String ROUTER = "ROUTER";
    public static final String DEALER = "DEALER";

    /** All properties of one side together. */
    static final int BYTES_MAX = 2_048;

    private static final int IDENTITY_BYTES_MAX = 255;
    private static final String SOCKET_TYPE = "Socket-Type";
    private static final String IDENTITY = "Identity";

    public PeerProperties {
        if (identity.length() > IDENTITY_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "Identity has " + identity.length() + " bytes, more than " + IDENTITY_BYTES_MAX);
        }
    }

    public byte[] encode() {
        var type = socketType.getBytes(StandardCharsets.US_ASCII);
        var out = ByteBuffer.allocate(
                SOCKET_TYPE.length() + IDENTITY.length() + 2 * (1 + Integer.BYTES) + type.length + identity.length());
        put(out, SOCKET_TYPE, type);
        put(out, IDENTITY, identity.toArray());
        return out.array();
    }

    private static void put(ByteBuffer out, String name, byte[] value) {
        out.put((byte) name.length())
                .put(name.getBytes(StandardCharsets.US_ASCII))
                .putInt(value.length)
                .put(value);
    }

    /** Reads the properties of the other side; unknown ones are skipped, and the last of equal names counts. */
    public static PeerProperties decode(byte[] bytes, int at, int length) throws FormatException {
        if (length > BYTES_MAX) {
            throw new FormatException("Properties have " + length + " bytes, more than " + BYTES_MAX);
        }
        var in = ByteBuffer.wrap(bytes, at, length);
        var type = "";
        var identity = Bytes.EMPTY;
        while (in.hasRemaining()) {
            var name = new String(take(in, in.get() & 0xff), StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
            if (in.remaining() < Integer.BYTES) {
                throw new FormatException("Property has no value");
            }
            var value = take(in, in.getInt());
            switch (name) {
                case "socket-type" -> type = new String(value, StandardCharsets.US_ASCII);
                case "identity" -> identity = identity(value);
                default -> {}
            }
        }
        return new PeerProperties(type, identity);
    }

    private static Bytes identity(byte[] value) throws FormatException {
        if (value.length > IDENTITY_BYTES_MAX) {
            throw new FormatException("Identity has more than " + IDENTITY_BYTES_MAX + " bytes");
        }
        return Bytes.wrap(value);
    }

    private static byte[] take(ByteBuffer in, int length) throws FormatException {
        if (length < 0 || length > in.remaining()) {
            throw new FormatException("Property is longer than what holds it");
        }
        var bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
