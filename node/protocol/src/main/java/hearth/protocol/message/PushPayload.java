package hearth.protocol.message;

import hearth.protocol.FormatException;
import hearth.protocol.crypto.Crypto;
import hearth.protocol.crypto.SymmetricKey;
import java.util.Arrays;

/**
 * What a push notification carries: messages.md section 10.
 *
 * <pre>
 *  | nonce (24) | XChaCha20-Poly1305 of  content, 0x00 … |
 * </pre>
 */
public final class PushPayload {

    private static final byte[] NO_DATA = {};

    private PushPayload() {}

    /** The content of a payload without the zeros at its end; nothing but zeros stays as it is. */
    public static byte[] open(byte[] payload, SymmetricKey key) throws FormatException {
        if (payload.length < Crypto.XCHACHA_NONCE_BYTES + Crypto.TAG_BYTES) {
            throw new FormatException("Payload has " + payload.length + " bytes, too few");
        }
        var nonce = Arrays.copyOf(payload, Crypto.XCHACHA_NONCE_BYTES);
        var plain = Crypto.xChaChaOpen(key, nonce, Arrays.copyOfRange(payload, nonce.length, payload.length), NO_DATA);
        var end = plain.length;
        while (end > 0 && plain[end - 1] == 0) {
            end--;
        }
        return end == 0 ? plain : Arrays.copyOf(plain, end);
    }
}
