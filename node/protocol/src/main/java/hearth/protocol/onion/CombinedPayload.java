package hearth.protocol.onion;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.FormatException;
import hearth.protocol.Json;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Bytes for somebody and the JSON that says what to do with them; the form of every onion layer's content (network
 * specification 2.3). The length is little-endian.
 *
 * <pre>
 *  0            4            4 + length
 *  | length (4) | blob ...   | control, a JSON object ... |
 * </pre>
 */
final class CombinedPayload {

    private final byte[] blob;
    private final ObjectNode control;

    private CombinedPayload(byte[] blob, ObjectNode control) {
        this.blob = blob;
        this.control = control;
    }

    static byte[] encode(byte[] blob, byte[] control) {
        return ByteBuffer.allocate(Integer.BYTES + blob.length + control.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(blob.length)
                .put(blob)
                .put(control)
                .array();
    }

    static CombinedPayload decode(byte[] bytes) throws FormatException {
        if (bytes.length < Integer.BYTES) {
            throw new FormatException("Payload ends inside its length field");
        }
        var in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        var length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new FormatException("Payload length says " + Integer.toUnsignedString(length) + " bytes, "
                    + in.remaining() + " follow");
        }
        var end = Integer.BYTES + length;
        var control = Json.parse(bytes, end, bytes.length - end);
        if (!(control instanceof ObjectNode object)) {
            throw new FormatException("Payload control is no JSON object");
        }
        return new CombinedPayload(Arrays.copyOfRange(bytes, Integer.BYTES, end), object);
    }

    byte[] blob() {
        return blob;
    }

    Control control() {
        return new Control(control);
    }
}
