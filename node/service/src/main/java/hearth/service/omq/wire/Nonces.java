package hearth.service.omq.wire;

import hearth.protocol.crypto.BoxKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The nonces of CURVE: a word that says what for, then a counter or random bytes that make it unique. */
final class Nonces {

    /** Length of the part that is sent, where it counts. */
    static final int SHORT_BYTES = 8;

    /** Length of the part that is sent, where it is random. */
    static final int LONG_BYTES = 16;

    static final byte[] HELLO = ascii("CurveZMQHELLO---");
    static final byte[] WELCOME = ascii("WELCOME-");
    static final byte[] INITIATE = ascii("CurveZMQINITIATE");
    static final byte[] VOUCH = ascii("VOUCH---");
    static final byte[] READY = ascii("CurveZMQREADY---");
    static final byte[] FROM_CLIENT = ascii("CurveZMQMESSAGEC");
    static final byte[] FROM_SERVER = ascii("CurveZMQMESSAGES");

    private Nonces() {}

    static byte[] counted(byte[] purpose, long count) {
        return ByteBuffer.allocate(BoxKey.NONCE_BYTES)
                .put(purpose)
                .putLong(count)
                .array();
    }

    /** With the {@value #LONG_BYTES} bytes that begin at {@code at}. */
    static byte[] random(byte[] purpose, byte[] bytes, int at) {
        return ByteBuffer.allocate(BoxKey.NONCE_BYTES)
                .put(purpose)
                .put(bytes, at, LONG_BYTES)
                .array();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
