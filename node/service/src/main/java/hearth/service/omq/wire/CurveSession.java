package hearth.service.omq.wire;

import hearth.protocol.FormatException;
import hearth.protocol.crypto.BoxKey;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * An encrypted connection after its handshake: seals frames and opens those of the other side, which count upwards, so that none
 * is taken twice or out of order.
 *
 * <pre>
 * body of a frame:  0           8           16
 *                   | 7 MESSAGE | count (8) | box of: flags (1), payload |       flags: 1 more, 2 command
 * </pre>
 *
 * For one thread at a time. After an exception the connection is good for nothing.
 */
public final class CurveSession {

    private static final byte[] NAME = Nonces.ascii("\u0007MESSAGE");
    private static final int BOX_AT = NAME.length + Nonces.SHORT_BYTES;
    private static final int FLAGS_AT = BOX_AT + BoxKey.TAG_BYTES;
    private static final int PAYLOAD_AT = FLAGS_AT + 1;

    /** What sealing adds to a payload, besides the head of the frame. */
    public static final int OVERHEAD_BYTES = PAYLOAD_AT;

    private static final int MORE = 1;
    private static final int COMMAND = 2;

    private final BoxKey key;
    private final byte[] sending;
    private final byte[] receiving;
    private long sent;
    private long received;

    /**
     * @param sent     the last count that our side used in the handshake
     * @param received the last count that the other side used
     */
    CurveSession(BoxKey key, boolean client, long sent, long received) {
        this.key = key;
        sending = client ? Nonces.FROM_CLIENT : Nonces.FROM_SERVER;
        receiving = client ? Nonces.FROM_SERVER : Nonces.FROM_CLIENT;
        this.sent = sent;
        this.received = received;
    }

    /** One part of a message as a frame, head included. */
    public byte[] seal(boolean more, byte[] payload) {
        return seal(more ? MORE : 0, ByteBuffer.wrap(payload));
    }

    /** One part of a message as a frame, head included. */
    public byte[] seal(boolean more, ByteBuffer payload) {
        return seal(more ? MORE : 0, payload);
    }

    /** A {@link Command.Ping} as a frame, head included. */
    public byte[] seal(Command.Ping ping) {
        return seal(COMMAND, ByteBuffer.wrap(ping.encode()));
    }

    /** A {@link Command.Pong} as a frame, head included. */
    public byte[] seal(Command.Pong pong) {
        return seal(COMMAND, ByteBuffer.wrap(pong.encode()));
    }

    private byte[] seal(int flags, ByteBuffer payload) {
        if (sent == Long.MAX_VALUE) {
            throw new IllegalStateException("Counts are used up"); // not in the life of any connection
        }
        sent++;
        var payloadBytes = payload.remaining();
        var length = PAYLOAD_AT + payloadBytes;
        var head = Frames.headBytes(length);
        var frame = new byte[head + length];
        Frames.writeMessageHead(frame, length);
        ByteBuffer.wrap(frame, head, length).put(NAME).putLong(sent);
        frame[head + FLAGS_AT] = (byte) flags;
        payload.duplicate().get(frame, head + PAYLOAD_AT, payloadBytes);
        key.seal(Nonces.counted(sending, sent), frame, head + BOX_AT, 1 + payloadBytes);
        return frame;
    }

    /** Opens the body of a frame of the other side, which is overwritten. Untrusted input. */
    public Frame open(byte[] body) throws FormatException {
        if (body.length < PAYLOAD_AT || !Arrays.equals(body, 0, NAME.length, NAME, 0, NAME.length)) {
            throw new FormatException("Frame is no sealed message");
        }
        var count = ByteBuffer.wrap(body).getLong(NAME.length);
        if (Long.compareUnsigned(count, received) <= 0) {
            throw new FormatException("Frame counts backwards");
        }
        key.open(Nonces.counted(receiving, count), body, BOX_AT, body.length - BOX_AT);
        received = count;
        int flags = body[FLAGS_AT];
        if ((flags & ~(MORE | COMMAND)) != 0 || flags == (MORE | COMMAND)) {
            throw new FormatException("Sealed message has flags that do not exist");
        }
        return new Frame(flags == MORE, flags == COMMAND, Arrays.copyOfRange(body, PAYLOAD_AT, body.length));
    }

    /** Overwrites the key. The session must not be used afterwards. */
    public void wipe() {
        key.wipe();
    }
}
