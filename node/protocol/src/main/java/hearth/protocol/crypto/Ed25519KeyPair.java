package hearth.protocol.crypto;

import java.security.SecureRandom;
import java.util.Arrays;

/** An Ed25519 key pair: signs (RFC 8032), and gives the X25519 pair of the same secret. Can be wiped. */
public final class Ed25519KeyPair {

    /** Length of the seed in bytes. */
    public static final int SEED_BYTES = 32;

    private static final int SCALAR_BYTES = 32;

    private final byte[] seed;
    /** What the seed stands for, kept because every signature needs it: the two halves of its SHA-512. */
    private final byte[] scalar;

    private final byte[] noncePrefix;
    private final byte[] publicBytes;
    private final Ed25519PublicKey publicKey;

    private Ed25519KeyPair(byte[] seed) {
        this.seed = seed;
        var hash = Crypto.sha512(seed);
        scalar = Arrays.copyOf(hash, SCALAR_BYTES);
        noncePrefix = Arrays.copyOfRange(hash, SCALAR_BYTES, hash.length);
        Arrays.fill(hash, (byte) 0);
        X25519KeyPair.clamp(scalar);
        publicBytes = Ed25519.publicKey(scalar);
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
        var nonce = Crypto.sha512(noncePrefix, message);
        try {
            return Ed25519.sign(scalar, nonce, publicBytes, message);
        } finally {
            Arrays.fill(nonce, (byte) 0);
        }
    }

    /** The X25519 pair whose secret is the first half of SHA-512(seed), clamped. */
    public X25519KeyPair toX25519() {
        return X25519KeyPair.fromSecret(scalar);
    }

    /** A copy of the seed. Whoever asks for it also wipes it. */
    public byte[] seed() {
        return seed.clone();
    }

    /** Overwrites all secrets with zeros. The pair must not be used afterwards. */
    public void wipe() {
        Arrays.fill(seed, (byte) 0);
        Arrays.fill(scalar, (byte) 0);
        Arrays.fill(noncePrefix, (byte) 0);
    }

    @Override
    public String toString() {
        return "Ed25519KeyPair[" + publicKey + ']';
    }
}
