package hearth.protocol.crypto;

import hearth.protocol.FormatException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.AEADBadTagException;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.spec.ChaCha20ParameterSpec;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The algorithms that come from the JDK, whose intrinsics make them several times faster than any library. A cipher
 * lives for one call: it keeps keys, and making one costs less than a hundredth of the key agreement before it.
 */
final class Jdk {

    static final int TAG_BYTES = 16;

    private static final String HMAC_SHA256 = "HmacSHA256";
    private static final String AES_GCM = "AES/GCM/NoPadding";
    private static final String AES_CBC = "AES/CBC/PKCS5Padding";
    private static final String CHACHA20_POLY1305 = "ChaCha20-Poly1305";

    private Jdk() {}

    static byte[] digest(String algorithm, byte[]... parts) {
        try {
            var digest = MessageDigest.getInstance(algorithm);
            for (var part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw unavailable(algorithm, e);
        }
    }

    static byte[] hmacSha256(byte[] key, byte[]... parts) {
        try {
            var mac = Mac.getInstance(HMAC_SHA256);
            // HMAC fills a short key with zeros, so one zero byte is the empty key that the JDK refuses to hold.
            mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, HMAC_SHA256));
            for (var part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw unavailable(HMAC_SHA256, e);
        }
    }

    static byte[] hkdfSha256(byte[] ikm, byte[] salt, byte[] info, int length) {
        try {
            var extract = HKDFParameterSpec.ofExtract().addIKM(ikm).addSalt(salt);
            return KDF.getInstance("HKDF-SHA256").deriveData(extract.thenExpand(info, length));
        } catch (GeneralSecurityException e) {
            throw unavailable("HKDF-SHA256", e);
        }
    }

    static byte[] gcmSeal(SymmetricKey key, byte[] nonce, byte[] plain, byte[] aad) {
        return seal(AES_GCM, "AES", key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce), plain, aad);
    }

    static byte[] gcmOpen(SymmetricKey key, byte[] nonce, byte[] sealed, byte[] aad) throws FormatException {
        return open(AES_GCM, "AES", key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce), sealed, aad);
    }

    static byte[] cbcEncrypt(SymmetricKey key, byte[] iv, byte[] plain) {
        try {
            var cipher = Cipher.getInstance(AES_CBC);
            cipher.init(Cipher.ENCRYPT_MODE, key.forCipher("AES"), new IvParameterSpec(iv));
            return cipher.doFinal(plain);
        } catch (GeneralSecurityException e) {
            throw unavailable(AES_CBC, e);
        }
    }

    static byte[] cbcDecrypt(SymmetricKey key, byte[] iv, byte[] encrypted) throws FormatException {
        try {
            var cipher = Cipher.getInstance(AES_CBC);
            cipher.init(Cipher.DECRYPT_MODE, key.forCipher("AES"), new IvParameterSpec(iv));
            return cipher.doFinal(encrypted);
        } catch (BadPaddingException | IllegalBlockSizeException e) {
            throw new FormatException("Ciphertext does not end as it must", e);
        } catch (GeneralSecurityException e) {
            throw unavailable(AES_CBC, e);
        }
    }

    /** {@code text} under the key stream from block 0 on. */
    static byte[] chacha(SymmetricKey key, byte[] nonce, byte[] text) {
        try {
            var cipher = Cipher.getInstance("ChaCha20");
            cipher.init(Cipher.ENCRYPT_MODE, key.forCipher("ChaCha20"), new ChaCha20ParameterSpec(nonce, 0));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw unavailable("ChaCha20", e);
        }
    }

    static byte[] chachaSeal(SymmetricKey key, byte[] nonce, byte[] plain, byte[] aad) {
        return seal(CHACHA20_POLY1305, "ChaCha20", key, new IvParameterSpec(nonce), plain, aad);
    }

    static byte[] chachaOpen(SymmetricKey key, byte[] nonce, byte[] sealed, byte[] aad) throws FormatException {
        return open(CHACHA20_POLY1305, "ChaCha20", key, new IvParameterSpec(nonce), sealed, aad);
    }

    private static byte[] seal(
            String transformation,
            String keyAlgorithm,
            SymmetricKey key,
            AlgorithmParameterSpec nonce,
            byte[] plain,
            byte[] aad) {
        try {
            var cipher = Cipher.getInstance(transformation);
            cipher.init(Cipher.ENCRYPT_MODE, key.forCipher(keyAlgorithm), nonce);
            cipher.updateAAD(aad);
            return cipher.doFinal(plain);
        } catch (GeneralSecurityException e) {
            throw unavailable(transformation, e);
        }
    }

    private static byte[] open(
            String transformation,
            String keyAlgorithm,
            SymmetricKey key,
            AlgorithmParameterSpec nonce,
            byte[] sealed,
            byte[] aad)
            throws FormatException {
        if (sealed.length < TAG_BYTES) {
            throw new FormatException("Ciphertext is shorter than its tag of " + TAG_BYTES + " bytes");
        }
        try {
            var cipher = Cipher.getInstance(transformation);
            cipher.init(Cipher.DECRYPT_MODE, key.forCipher(keyAlgorithm), nonce);
            cipher.updateAAD(aad);
            return cipher.doFinal(sealed);
        } catch (AEADBadTagException e) {
            throw new FormatException("Ciphertext does not belong to this key, or was changed", e);
        } catch (GeneralSecurityException e) {
            throw unavailable(transformation, e);
        }
    }

    private static IllegalStateException unavailable(String algorithm, GeneralSecurityException cause) {
        return new IllegalStateException("This Java runtime lacks " + algorithm, cause);
    }
}
