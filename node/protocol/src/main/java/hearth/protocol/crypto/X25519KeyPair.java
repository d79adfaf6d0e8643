package hearth.protocol.crypto;

import hearth.protocol.FormatException;
import java.security.SecureRandom;
import java.util.Arrays;

/** An X25519 key pair: agrees on a shared secret with the holder of another one (RFC 7748). Can be wiped. */
public final class X25519KeyPair {

    /** Length of the secret, of the public key and of a shared secret, in bytes. */
    public static final int BYTES = 32;

    private final byte[] secret;
    private final X25519PublicKey publicKey;

    private X25519KeyPair(byte[] secret) {
        this.secret = secret;
        var clamped = secret.clone();
        clamp(clamped);
        publicKey = X25519PublicKey.of(BasePoint.multiply(clamped).encodeMontgomery());
        Arrays.fill(clamped, (byte) 0);
    }

    /** The pair with this 32-byte secret, which is copied; it is clamped in use, as RFC 7748 says. */
    public static X25519KeyPair fromSecret(byte[] secret) {
        return new X25519KeyPair(Bytes.copy(secret, BYTES, "X25519 secret"));
    }

    /** A fresh random pair. */
    public static X25519KeyPair generate(SecureRandom random) {
        var secret = new byte[BYTES];
        random.nextBytes(secret);
        clamp(secret);
        return new X25519KeyPair(secret);
    }

    /** Sets and clears the bits that every secret has set and cleared. */
    static void clamp(byte[] secret) {
        secret[0] &= (byte) 0xf8;
        secret[BYTES - 1] &= (byte) 0x7f;
        secret[BYTES - 1] |= (byte) 0x40;
    }

    /** The half that others may know. */
    public X25519PublicKey publicKey() {
        return publicKey;
    }

    /**
     * The secret shared with the holder of {@code other}, 32 bytes. Throws if it is all zero, that is, if the other key
     * has a small order and the "secret" would be known to everyone.
     */
    public byte[] agree(X25519PublicKey other) throws FormatException {
        var shared = MontgomeryLadder.multiply(secret, other.raw());
        if (Bytes.isZero(shared)) {
            throw new FormatException("X25519 key has a small order");
        }
        return shared;
    }

    /** A copy of the secret. Whoever asks for it also wipes it. */
    public byte[] secret() {
        return secret.clone();
    }

    /** Overwrites the secret with zeros. The pair must not be used afterwards. */
    public void wipe() {
        Arrays.fill(secret, (byte) 0);
    }

    @Override
    public String toString() {
        return "X25519KeyPair[" + publicKey + ']';
    }
}
