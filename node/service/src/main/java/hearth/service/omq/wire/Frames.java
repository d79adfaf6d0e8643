package hearth.service.omq.wire;

import hearth.protocol.FormatException;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Frames as they follow each other on the wire.
 *
 * <pre>
 *  0       1          2 (or 9, long)
 *  | flags | length (1, or 8 big-endian) | body |        flags: 1 more, 2 long, 4 command
 * </pre>
 */
public final class Frames {

    /** The longest head of a frame, in bytes. */
    public static final int HEAD_BYTES_MAX = 9;

    private static final int MORE = 1;
    private static final int LONG = 2;
    private static final int COMMAND = 4;
    private static final int SHORT_HEAD_BYTES = 2;
    private static final int SHORT_BODY_MAX = 255;

    private Frames() {}

    /**
     * Takes the next frame out of {@code in}; leaves {@code in} as it is while the frame is not all there.
     *
     * @param bodyBytesMax longer ones are an error, as soon as their head is there
     */
    public static Optional<Frame> read(ByteBuf in, int bodyBytesMax) throws FormatException {
        if (in.readableBytes() < SHORT_HEAD_BYTES) {
            return Optional.empty();
        }
        var start = in.readerIndex();
        int flags = in.getUnsignedByte(start);
        if ((flags & ~(MORE | LONG | COMMAND)) != 0 || (flags & (MORE | COMMAND)) == (MORE | COMMAND)) {
            throw new FormatException("Frame has flags that do not exist");
        }
        var head = (flags & LONG) == 0 ? SHORT_HEAD_BYTES : HEAD_BYTES_MAX;
        if (in.readableBytes() < head) {
            return Optional.empty();
        }
        var length = head == SHORT_HEAD_BYTES ? in.getUnsignedByte(start + 1) : in.getLong(start + 1);
        if (length < 0 || length > bodyBytesMax) {
            throw new FormatException("Frame is longer than " + bodyBytesMax + " bytes");
        }
        if (in.readableBytes() - head < length) {
            return Optional.empty();
        }
        var body = new byte[(int) length];
        in.skipBytes(head).readBytes(body);
        return Optional.of(new Frame((flags & MORE) != 0, (flags & COMMAND) != 0, body));
    }

    /** A frame of the handshake, whole. */
    public static byte[] command(byte[] body) {
        var head = headBytes(body.length);
        var frame = new byte[head + body.length];
        writeHead(frame, COMMAND, body.length);
        System.arraycopy(body, 0, frame, head, body.length);
        return frame;
    }

    /** How long the head of a frame is whose body has {@code length} bytes. */
    static int headBytes(int length) {
        return length > SHORT_BODY_MAX ? HEAD_BYTES_MAX : SHORT_HEAD_BYTES;
    }

    /** Writes the head of a frame of a message, without {@code more}: inside the boxes of CURVE is where that is said. */
    static void writeMessageHead(byte[] frame, int length) {
        writeHead(frame, 0, length);
    }

    private static void writeHead(byte[] frame, int flags, int length) {
        if (length > SHORT_BODY_MAX) {
            ByteBuffer.wrap(frame).put((byte) (flags | LONG)).putLong(length);
        } else {
            ByteBuffer.wrap(frame).put((byte) flags).put((byte) length);
        }
    }
}
