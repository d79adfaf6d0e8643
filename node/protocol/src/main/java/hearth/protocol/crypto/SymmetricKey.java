package hearth.protocol.crypto;

import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** A secret key of 32 bytes for symmetric encryption. Prints nothing of itself and can be wiped. */
public final class SymmetricKey {

    /** Length in bytes. */
    public static final int BYTES = 32;

    private final byte[] bytes;

    private SymmetricKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The key with these 32 bytes, which are copied. */
    public static SymmetricKey of(byte[] bytes) {
        return new SymmetricKey(Bytes.copy(bytes, BYTES, "Symmetric key"));
    }

    /** A fresh random key. */
    public static SymmetricKey generate(SecureRandom random) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new SymmetricKey(bytes);
    }

    /** A copy of the secret bytes. Whoever asks for it also wipes it. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Overwrites the key with zeros. It must not be used afterwards. */
    public void wipe() {
        Arrays.fill(bytes, (byte) 0);
    }

    /** The secret bytes themselves, for reading only. */
    byte[] raw() {
        return bytes;
    }

    SecretKey forCipher(String algorithm) {
        return new SecretKeySpec(bytes, algorithm);
    }

    @Override
    public String toString() {
        return "SymmetricKey[secret]";
    }
}
