package hearth.protocol.onion;

import java.io.Serial;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** "Random" bytes that a test wrote down, in the order in which they are asked for. */
final class ScriptedRandom extends SecureRandom {

    @Serial
    private static final long serialVersionUID = 1;

    private final transient Deque<byte[]> script;

    ScriptedRandom(byte[]... script) {
        this.script = new ArrayDeque<>(List.of(script));
    }

    /** {@code count} bytes that count up from {@code first}. */
    static byte[] counting(int first, int count) {
        var bytes = new byte[count];
        for (var i = 0; i < count; i++) {
            bytes[i] = (byte) (first + i);
        }
        return bytes;
    }

    /** 32 times {@code value}. */
    static byte[] repeated(int value) {
        var bytes = new byte[32];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    @Override
    public void nextBytes(byte[] bytes) {
        var next = script.removeFirst();
        if (next.length != bytes.length) {
            throw new AssertionError("Asked for " + bytes.length + " bytes, the script has " + next.length);
        }
        System.arraycopy(next, 0, bytes, 0, bytes.length);
    }
}
