package hearth.protocol.crypto;

import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** An Ed25519 key pair: signs (RFC 8032), and gives the X25519 pair of the same secret. Can be wiped. */
public final class Ed25519KeyPair {

    /** Length of the seed in bytes. */
    public static final int SEED_BYTES = 32;

    private final byte[] seed;
    private final byte[] publicBytes = new byte[Ed25519PublicKey.BYTES];
    private final Ed25519PublicKey publicKey;

    private Ed25519KeyPair(byte[] seed) {
        this.seed = seed;
        Ed25519.generatePublicKey(seed, 0, publicBytes, 0);
        publicKey = Ed25519PublicKey.of(publicBytes);
    }

    /** The pair that follows from this 32-byte seed, which is copied. */
    public static Ed25519KeyPair fromSeed(byte[] seed) {
        return new Ed25519KeyPair(Bytes.copy(seed, SEED_BYTES, "Ed25519 seed"));
    }

    /** A fresh random pair. */
    public static Ed25519KeyPair generate(SecureRandom random) {
        var seed = new byte[SEED_BYTES];
        random.nextBytes(seed);
        return new Ed25519KeyPair(seed);
    }

    /** The half that others may know. */
    public Ed25519PublicKey publicKey() {
        return publicKey;
    }

    /** The signature of {@code message}, 64 bytes, the same each time. */
    public byte[] sign(byte[] message) {
        var signature = new byte[Ed25519PublicKey.SIGNATURE_BYTES];
        Ed25519.sign(seed, 0, publicBytes, 0, message, 0, message.length, signature, 0);
        return signature;
    }

    /** The X25519 pair whose secret is the first half of SHA-512(seed), clamped. */
    public X25519KeyPair toX25519() {
        var hash = Crypto.sha512(seed);
        var secret = Arrays.copyOf(hash, X25519KeyPair.BYTES);
        X25519KeyPair.clamp(secret);
        try {
            return X25519KeyPair.fromSecret(secret);
        } finally {
            Arrays.fill(hash, (byte) 0);
            Arrays.fill(secret, (byte) 0);
        }
    }

    /** A copy of the seed. Whoever asks for it also wipes it. */
    public byte[] seed() {
        return seed.clone();
    }

    /** Overwrites the seed with zeros. The pair must not be used afterwards. */
    public void wipe() {
        Arrays.fill(seed, (byte) 0);
    }

    @Override
    public String toString() {
        return "Ed25519KeyPair[" + publicKey + ']';
    }
}
