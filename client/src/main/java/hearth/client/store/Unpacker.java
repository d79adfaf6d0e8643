package hearth.client.store;

import hearth.protocol.FormatException;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.SessionId;
import hearth.sqlite.StoreException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** Reads what {@link Packer} wrote. What does not fit is {@link StoreException}: the column was authenticated before. */
final class Unpacker {

    private final ByteBuffer in;

    private Unpacker(byte[] bytes) {
        in = ByteBuffer.wrap(bytes);
    }

    /** Reads a whole column of the given format. */
    static <T> T read(byte[] bytes, int format, Function<Unpacker, T> fields) {
        try {
            var in = new Unpacker(bytes);
            if (in.octet() != format) {
                throw damaged();
            }
            return fields.apply(in);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw damaged();
        }
    }

    boolean bool() {
        return octet() != 0;
    }

    int octet() {
        return in.get() & 0xff;
    }

    long number() {
        return in.getLong();
    }

    String text() {
        return new String(blob(), StandardCharsets.UTF_8);
    }

    byte[] blob() {
        var length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw damaged();
        }
        var bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    /** An id that was written as text. */
    static SessionId sessionId(String hex) {
        try {
            return SessionId.parse(hex);
        } catch (FormatException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** A hash that was written as text. */
    static MessageHash hash(String text) {
        try {
            return MessageHash.parse(text);
        } catch (FormatException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static StoreException damaged() {
        return new StoreException(StoreException.Problem.CORRUPT, "A secret column has not the expected fields");
    }
}
