package hearth.protocol.crypto;

import hearth.protocol.FormatException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * The one door to hashes, key derivation and encryption. Lengths that a caller chose wrongly are an
 * {@link IllegalArgumentException}; data from outside that do not decrypt are a {@link FormatException}. Safe for use by
 * many threads; keeps nothing between calls.
 */
public final class Crypto {

    /** What AES-GCM and XChaCha20-Poly1305 add to a plaintext, in bytes. */
    public static final int TAG_BYTES = Jdk.TAG_BYTES;

    /** Length of the nonce of AES-GCM. */
    public static final int AES_GCM_NONCE_BYTES = 12;

    /** Length of the initialisation vector of AES-CBC. */
    public static final int AES_CBC_IV_BYTES = 16;

    /** Length of the nonce of XChaCha20-Poly1305. */
    public static final int XCHACHA_NONCE_BYTES = 24;

    /** What a sealed box adds to a plaintext, in bytes. */
    public static final int SEALED_BOX_OVERHEAD_BYTES = SealedBox.OVERHEAD_BYTES;

    /** Length of the salt of Argon2id. */
    public static final int ARGON2_SALT_BYTES = 16;

    private static final int BLAKE2B_OUT_MIN = 16;
    private static final int BLAKE2B_OUT_MAX = 64;
    private static final int BLAKE2B_KEY_MAX = 64;
    private static final int CHACHA_NONCE_BYTES = 12;
    private static final int HCHACHA_NONCE_BYTES = 16;
    private static final byte[] NO_KEY = {};

    private Crypto() {}

    /** BLAKE2b of the concatenated parts, without key. {@code outLength} is 16 to 64 bytes and changes every byte. */
    public static byte[] blake2b(int outLength, byte[]... parts) {
        return blake2bKeyed(outLength, NO_KEY, parts);
    }

    /** BLAKE2b with a key of 0 to 64 bytes. An empty key is the same as none. */
    public static byte[] blake2bKeyed(int outLength, byte[] key, byte[]... parts) {
        if (outLength < BLAKE2B_OUT_MIN || outLength > BLAKE2B_OUT_MAX) {
            throw new IllegalArgumentException("BLAKE2b gives 16 to 64 bytes, not " + outLength);
        }
        if (key.length > BLAKE2B_KEY_MAX) {
            throw new IllegalArgumentException("BLAKE2b takes a key of at most 64 bytes, not " + key.length);
        }
        var digest = key.length == 0
                ? new Blake2bDigest(outLength * Byte.SIZE)
                : new Blake2bDigest(key, outLength, null, null);
        for (var part : parts) {
            digest.update(part, 0, part.length);
        }
        var hash = new byte[outLength];
        digest.doFinal(hash, 0);
        return hash;
    }

    /** BLAKE2b with a key of 0 to 64 bytes, and salt and personalisation of 16 bytes each, or none. */
    public static byte[] blake2bPersonal(int outLength, byte[] key, byte[] salt, byte[] personal, byte[]... parts) {
        var digest = new Blake2bDigest(
                key.length == 0 ? null : key,
                outLength,
                salt.length == 0 ? null : salt,
                personal.length == 0 ? null : personal);
        for (var part : parts) {
            digest.update(part, 0, part.length);
        }
        var hash = new byte[outLength];
        digest.doFinal(hash, 0);
        return hash;
    }

    /** SHA-256 of the concatenated parts, 32 bytes. */
    public static byte[] sha256(byte[]... parts) {
        return Jdk.digest("SHA-256", parts);
    }

    /** SHA-512 of the concatenated parts, 64 bytes. */
    public static byte[] sha512(byte[]... parts) {
        return Jdk.digest("SHA-512", parts);
    }

    /** HMAC-SHA256 of the concatenated parts, 32 bytes. The key may have any length, also 0. */
    public static byte[] hmacSha256(byte[] key, byte[]... parts) {
        return Jdk.hmacSha256(key, parts);
    }

    /** HKDF-SHA256 (RFC 5869): extract and expand to {@code length} bytes, 1 to 8160. Salt and info may be empty. */
    public static byte[] hkdfSha256(byte[] ikm, byte[] salt, byte[] info, int length) {
        return Jdk.hkdfSha256(ikm, salt, info, length);
    }

    /** AES-256-GCM: ciphertext, then the tag. Never use a nonce (12 bytes) twice with one key. */
    public static byte[] aesGcmSeal(SymmetricKey key, byte[] nonce, byte[] plain, byte[] aad) {
        requireNonce(nonce, AES_GCM_NONCE_BYTES);
        return Jdk.gcmSeal(key, nonce, plain, aad);
    }

    /** The plaintext of {@link #aesGcmSeal}. Throws if anything was changed. */
    public static byte[] aesGcmOpen(SymmetricKey key, byte[] nonce, byte[] sealed, byte[] aad) throws FormatException {
        requireNonce(nonce, AES_GCM_NONCE_BYTES);
        return Jdk.gcmOpen(key, nonce, sealed, aad);
    }

    /** XChaCha20-Poly1305: ciphertext, then the tag. A random nonce (24 bytes) may be trusted to be new. */
    public static byte[] xChaChaSeal(SymmetricKey key, byte[] nonce, byte[] plain, byte[] aad) {
        requireNonce(nonce, XCHACHA_NONCE_BYTES);
        var subkey = HChaCha20.subkey(key, nonce);
        try {
            return Jdk.chachaSeal(subkey, innerNonce(nonce), plain, aad);
        } finally {
            subkey.wipe();
        }
    }

    /** The plaintext of {@link #xChaChaSeal}. Throws if anything was changed. */
    public static byte[] xChaChaOpen(SymmetricKey key, byte[] nonce, byte[] sealed, byte[] aad) throws FormatException {
        requireNonce(nonce, XCHACHA_NONCE_BYTES);
        var subkey = HChaCha20.subkey(key, nonce);
        try {
            return Jdk.chachaOpen(subkey, innerNonce(nonce), sealed, aad);
        } finally {
            subkey.wipe();
        }
    }

    /** AES-256-CBC with PKCS#7 padding. It does not tell whether something was changed: that takes a MAC. */
    public static byte[] aesCbcEncrypt(SymmetricKey key, byte[] iv, byte[] plain) {
        requireNonce(iv, AES_CBC_IV_BYTES);
        return Jdk.cbcEncrypt(key, iv, plain);
    }

    /** The plaintext of {@link #aesCbcEncrypt}. Throws if the padding is wrong. */
    public static byte[] aesCbcDecrypt(SymmetricKey key, byte[] iv, byte[] encrypted) throws FormatException {
        requireNonce(iv, AES_CBC_IV_BYTES);
        return Jdk.cbcDecrypt(key, iv, encrypted);
    }

    /** The plaintext of a NaCl secret box: XSalsa20-Poly1305, tag in front, nonce of 24 bytes. */
    public static byte[] openSecretBox(SymmetricKey key, byte[] nonce, byte[] box) throws FormatException {
        requireNonce(nonce, XCHACHA_NONCE_BYTES);
        return SecretBox.open(key.raw(), nonce, box, 0);
    }

    /** Seals {@code plain} for the holder of {@code to}. The key must not have a small order. */
    public static byte[] sealedBox(X25519PublicKey to, byte[] plain, SecureRandom random) {
        var ephemeral = X25519KeyPair.generate(random);
        try {
            return sealedBox(to, plain, ephemeral);
        } finally {
            ephemeral.wipe();
        }
    }

    /** As above with a given ephemeral pair, which must be used only once. */
    public static byte[] sealedBox(X25519PublicKey to, byte[] plain, X25519KeyPair ephemeral) {
        return SealedBox.seal(to, plain, ephemeral);
    }

    /** The plaintext of a sealed box for {@code own}. Throws if it is for somebody else or was changed. */
    public static byte[] openSealedBox(X25519KeyPair own, byte[] box) throws FormatException {
        return SealedBox.open(own, box);
    }

    /** A key from a password by Argon2id, version 1.3. {@code memoryKib} in KiB, at least 8 per lane. */
    public static SymmetricKey argon2id(byte[] password, byte[] salt, int memoryKib, int iterations, int parallelism) {
        if (salt.length != ARGON2_SALT_BYTES) {
            throw new IllegalArgumentException(
                    "Argon2id salt has " + salt.length + " bytes, it must have " + ARGON2_SALT_BYTES);
        }
        if (iterations < 1 || parallelism < 1 || memoryKib < 8 * parallelism) {
            throw new IllegalArgumentException("Argon2id needs 1 iteration, 1 lane and 8 KiB per lane at least");
        }
        var generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withSalt(salt)
                .withMemoryAsKB(memoryKib)
                .withIterations(iterations)
                .withParallelism(parallelism)
                .build());
        var key = new byte[SymmetricKey.BYTES];
        try {
            generator.generateBytes(password, key);
            return SymmetricKey.of(key);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** Compares in a time that depends on the lengths only. */
    public static boolean constantTimeEquals(byte[] a, byte[] b) {
        return MessageDigest.isEqual(a, b);
    }

    private static byte[] innerNonce(byte[] nonce) {
        var inner = new byte[CHACHA_NONCE_BYTES];
        System.arraycopy(nonce, HCHACHA_NONCE_BYTES, inner, 4, XCHACHA_NONCE_BYTES - HCHACHA_NONCE_BYTES);
        return inner;
    }

    private static void requireNonce(byte[] nonce, int length) {
        if (nonce.length != length) {
            throw new IllegalArgumentException("Nonce has " + nonce.length + " bytes, it must have " + length);
        }
    }
}
