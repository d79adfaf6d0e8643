package hearth.protocol.crypto;

import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Signatures with X25519 keys: XEdDSA of Signal. A signature is an Ed25519 signature under the one of the two Edwards
 * points with the same u-coordinate whose x is even.
 */
public final class XEd25519 {

    private static final int RANDOM_BYTES = 64;
    private static final int KEY_BYTES = 32;

    /** 2^256 − 2, little-endian: what the nonce's hash begins with, and no key's encoding. */
    private static final byte[] NONCE_PREFIX = noncePrefix();

    private XEd25519() {}

    /** A signature of {@code message}, 64 bytes, another one each time. */
    public static byte[] sign(X25519KeyPair keys, byte[] message, SecureRandom random) {
        var secret = keys.secret();
        X25519KeyPair.clamp(secret);
        var publicKey = Ed25519.publicKey(secret);
        var scalar = Scalar.negateIf(publicKey[KEY_BYTES - 1] >> 7, secret);
        publicKey[KEY_BYTES - 1] &= 0x7f;
        var salt = new byte[RANDOM_BYTES];
        random.nextBytes(salt);
        var nonce = Crypto.sha512(NONCE_PREFIX, scalar, message, salt);
        try {
            return Ed25519.sign(scalar, nonce, publicKey, message);
        } finally {
            Arrays.fill(secret, (byte) 0);
            Arrays.fill(scalar, (byte) 0);
            Arrays.fill(nonce, (byte) 0);
        }
    }

    /** Says whether {@code signature} was made with the secret of {@code key}. False for anything malformed. */
    public static boolean verify(X25519PublicKey key, byte[] message, byte[] signature) {
        return publicKey(key).verify(message, signature);
    }

    /** The Ed25519 key with an even x that belongs to {@code key}: y = (u − 1)/(u + 1). Of u = −1 it is y = 0. */
    public static Ed25519PublicKey publicKey(X25519PublicKey key) {
        var u = new FieldElement();
        var one = new FieldElement();
        var numerator = new FieldElement();
        var denominator = new FieldElement();
        u.decode(key.raw());
        one.set(1);
        numerator.subtract(u, one);
        denominator.add(u, one);
        denominator.invert(denominator);
        numerator.multiply(numerator, denominator);
        return Ed25519PublicKey.of(numerator.encode());
    }

    private static byte[] noncePrefix() {
        var prefix = new byte[KEY_BYTES];
        Arrays.fill(prefix, (byte) 0xff);
        prefix[0] = (byte) 0xfe;
        return prefix;
    }
}
