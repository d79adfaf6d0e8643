package hearth.service.omq.wire;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/**
 * What the two machines say to each other besides messages: {@code | length of name (1) | name | content |}. The steps of the
 * handshake are commands too, but only {@link CurveClient} and {@link CurveServer} look into those.
 */
public sealed interface Command {

    /**
     * Asks for a {@link Pong} with the same context.
     *
     * @param ttl     the sender may be taken for dead if nothing comes from it for so long; zero says nothing. In tenths of
     *                a second on the wire
     * @param context at most 16 bytes
     */
    record Ping(Duration ttl, Bytes context) implements Command {
        byte[] encode() {
            var tenths = (short) Math.min(0xffff, ttl.toMillis() / 100);
            return named(
                    PING,
                    ByteBuffer.allocate(TTL_BYTES + context.length())
                            .putShort(tenths)
                            .put(context.buffer())
                            .array());
        }
    }

    /** Answers a {@link Ping}. */
    record Pong(Bytes context) implements Command {
        byte[] encode() {
            return named(PONG, context.toArray());
        }
    }

    /** The other side ends a handshake. */
    record Failure(String reason) implements Command {
        byte[] encode() {
            var text = reason.getBytes(StandardCharsets.US_ASCII);
            return named(
                    ERROR,
                    ByteBuffer.allocate(1 + text.length)
                            .put((byte) text.length)
                            .put(text)
                            .array());
        }
    }

    /** A command that is none of these: to be ignored. */
    record Other(String name) implements Command {}

    /** The longest context of a {@link Ping}, in bytes. */
    int CONTEXT_BYTES_MAX = 16;

    String PING = "PING";
    String PONG = "PONG";
    String ERROR = "ERROR";
    int TTL_BYTES = 2;
    int REASON_BYTES_MAX = 255;

    /** Reads the body of a command frame. */
    static Command decode(byte[] body) throws FormatException {
        if (body.length == 0 || body[0] <= 0 || body[0] >= body.length) {
            throw new FormatException("Command has no name");
        }
        var end = 1 + body[0];
        var name = new String(body, 1, body[0], StandardCharsets.US_ASCII);
        var content = Arrays.copyOfRange(body, end, body.length);
        return switch (name) {
            case PING -> ping(content);
            case PONG -> new Pong(context(content, 0));
            case ERROR -> failure(content);
            default -> new Other(name.matches("[A-Za-z0-9_.-]{1,32}") ? name : "?");
        };
    }

    private static Ping ping(byte[] content) throws FormatException {
        if (content.length < TTL_BYTES) {
            throw new FormatException("PING has no time to live");
        }
        var tenths = ByteBuffer.wrap(content).getShort() & 0xffff;
        return new Ping(Duration.ofMillis(100L * tenths), context(content, TTL_BYTES));
    }

    private static Bytes context(byte[] content, int at) throws FormatException {
        if (content.length - at > CONTEXT_BYTES_MAX) {
            throw new FormatException("Context has more than " + CONTEXT_BYTES_MAX + " bytes");
        }
        return Bytes.wrap(Arrays.copyOfRange(content, at, content.length));
    }

    private static Failure failure(byte[] content) throws FormatException {
        if (content.length == 0 || (content[0] & 0xff) != content.length - 1) {
            throw new FormatException("ERROR has no reason");
        }
        var reason = new String(content, 1, content.length - 1, StandardCharsets.US_ASCII);
        return new Failure(reason.matches("[ -~]*") ? reason : "?");
    }

    /** A command with that name and content. */
    private static byte[] named(String name, byte[] content) {
        var ascii = name.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(1 + ascii.length + content.length)
                .put((byte) ascii.length)
                .put(ascii)
                .put(content)
                .array();
    }
}
