package hearth.protocol.attachment;

import hearth.protocol.FormatException;
import hearth.protocol.crypto.Crypto;
import hearth.protocol.crypto.SymmetricKey;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * The form in which profile pictures are sent today: messages.md section 8.2.
 *
 * <pre>
 *  | nonce (12) | AES-256-GCM of the picture | tag (16) |
 * </pre>
 */
public final class LegacyPicture {

    private static final byte[] NO_DATA = {};

    private LegacyPicture() {}

    /** Encrypts with a fresh nonce. The same picture uploaded again keeps its key. */
    public static byte[] seal(byte[] picture, SymmetricKey key, SecureRandom random) {
        var nonce = new byte[Crypto.AES_GCM_NONCE_BYTES];
        random.nextBytes(nonce);
        var sealed = Crypto.aesGcmSeal(key, nonce, picture, NO_DATA);
        var blob = Arrays.copyOf(nonce, nonce.length + sealed.length);
        System.arraycopy(sealed, 0, blob, nonce.length, sealed.length);
        return blob;
    }

    /** The picture of a blob. Throws if it was changed, or has another key. */
    public static byte[] open(byte[] blob, SymmetricKey key) throws FormatException {
        if (blob.length < Crypto.AES_GCM_NONCE_BYTES + Crypto.TAG_BYTES) {
            throw new FormatException("Picture has " + blob.length + " bytes, too few");
        }
        var nonce = Arrays.copyOf(blob, Crypto.AES_GCM_NONCE_BYTES);
        return Crypto.aesGcmOpen(key, nonce, Arrays.copyOfRange(blob, nonce.length, blob.length), NO_DATA);
    }
}
