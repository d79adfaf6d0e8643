package hearth.protocol.crypto;

import hearth.protocol.FormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.bouncycastle.crypto.engines.Salsa20Engine;
import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/**
 * XSalsa20-Poly1305, known as NaCl "secretbox": the tag stands in front of the ciphertext.
 *
 * <pre>
 *  0     16
 *  | tag | ciphertext, as long as the plaintext |
 * </pre>
 */
final class SecretBox {

    static final int TAG_BYTES = 16;

    private static final int POLY_KEY_BYTES = 32;
    private static final int ROUNDS = 20;

    private SecretBox() {}

    /** Writes the box for {@code plain} to {@code out} from {@code at}. */
    static void seal(byte[] key, byte[] nonce, byte[] plain, byte[] out, int at) {
        System.arraycopy(plain, 0, out, at + TAG_BYTES, plain.length);
        sealInPlace(key, nonce, out, at, plain.length);
    }

    /** Seals the {@code length} bytes behind the place of the tag, which begins at {@code at}. */
    static void sealInPlace(byte[] key, byte[] nonce, byte[] box, int at, int length) {
        var stream = stream(key, nonce);
        var polyKey = firstBytes(stream);
        stream.processBytes(box, at + TAG_BYTES, length, box, at + TAG_BYTES);
        poly1305(polyKey, box, at + TAG_BYTES, length, box, at);
    }

    /** The plaintext of the box that fills {@code box} from {@code at} to its end. */
    static byte[] open(byte[] key, byte[] nonce, byte[] box, int at) throws FormatException {
        var copy = Arrays.copyOfRange(box, at, box.length);
        openInPlace(key, nonce, copy, 0, copy.length);
        return Arrays.copyOfRange(copy, TAG_BYTES, copy.length);
    }

    /** Opens the box of {@code boxLength} bytes; the plaintext then stands behind the tag. A wrong box stays as it is. */
    static void openInPlace(byte[] key, byte[] nonce, byte[] box, int at, int boxLength) throws FormatException {
        var length = boxLength - TAG_BYTES;
        if (length < 0) {
            throw new FormatException("Box is shorter than its tag of " + TAG_BYTES + " bytes");
        }
        var stream = stream(key, nonce);
        var tag = new byte[TAG_BYTES];
        poly1305(firstBytes(stream), box, at + TAG_BYTES, length, tag, 0);
        if (!Crypto.constantTimeEquals(tag, Arrays.copyOfRange(box, at, at + TAG_BYTES))) {
            throw new FormatException("Box does not belong to this key, or was changed");
        }
        stream.processBytes(box, at + TAG_BYTES, length, box, at + TAG_BYTES);
    }

    /** HSalsa20 of an agreed secret and a nonce of zeros: the key of a NaCl "box". */
    static byte[] boxKey(byte[] shared) {
        var in = new int[16];
        in[0] = 0x61707865;
        in[5] = 0x3320646e;
        in[10] = 0x79622d32;
        in[15] = 0x6b206574;
        var key = ByteBuffer.wrap(shared).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
        key.get(in, 1, 4).get(in, 11, 4);
        var out = new int[16];
        Salsa20Engine.salsaCore(ROUNDS, in, out);
        // The core ends by adding its input, which HSalsa20 leaves out. The nonce words, 6 to 9, are zero.
        return ByteBuffer.allocate(SymmetricKey.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(out[0] - in[0])
                .putInt(out[5] - in[5])
                .putInt(out[10] - in[10])
                .putInt(out[15] - in[15])
                .putInt(out[6])
                .putInt(out[7])
                .putInt(out[8])
                .putInt(out[9])
                .array();
    }

    private static XSalsa20Engine stream(byte[] key, byte[] nonce) {
        var stream = new XSalsa20Engine();
        stream.init(true, new ParametersWithIV(new KeyParameter(key), nonce));
        return stream;
    }

    private static byte[] firstBytes(XSalsa20Engine stream) {
        var key = new byte[POLY_KEY_BYTES];
        stream.processBytes(key, 0, POLY_KEY_BYTES, key, 0);
        return key;
    }

    private static void poly1305(byte[] key, byte[] in, int at, int length, byte[] out, int outAt) {
        var mac = new Poly1305();
        mac.init(new KeyParameter(key));
        mac.update(in, at, length);
        mac.doFinal(out, outAt);
    }
}
