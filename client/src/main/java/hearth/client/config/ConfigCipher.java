package hearth.client.config;

import hearth.protocol.FormatException;
import hearth.protocol.crypto.Crypto;
import hearth.protocol.crypto.SymmetricKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Pads and encrypts a config (configuration specification, 9.2 and 9.3). The same plaintext and key give the same bytes.
 *
 * <pre>
 *  | XChaCha20-Poly1305 of  0x00 … config | tag (16) | nonce (24) |
 * </pre>
 */
final class ConfigCipher {

    /** What encryption adds, in bytes. */
    static final int OVERHEAD_BYTES = Crypto.TAG_BYTES + Crypto.XCHACHA_NONCE_BYTES;

    private static final String NONCE_DOMAIN = "libsessionutil-config-encrypted-";
    private static final int DOMAIN_BYTES_MAX = 24;
    private static final byte[] NO_DATA = {};

    private ConfigCipher() {}

    /** The config with zeros in front, so that its encrypted length is one of few. */
    static byte[] pad(byte[] config) {
        var padded = new byte[paddedLength(config.length, OVERHEAD_BYTES)];
        System.arraycopy(config, 0, padded, padded.length - config.length, config.length);
        return padded;
    }

    /** The length to which {@code length} bytes grow, if something else adds {@code overhead} to them. */
    static int paddedLength(int length, int overhead) {
        var total = length + overhead;
        var step = total < 5_120 ? 256 : total < 20_480 ? 1_024 : total < 40_960 ? 2_048 : 5_120;
        return Math.ceilDiv(total, step) * step - overhead;
    }

    static byte[] encrypt(byte[] plain, SymmetricKey base, String domain) {
        var domainBytes = domainBytes(domain);
        var nonceKey = (NONCE_DOMAIN + domain).getBytes(StandardCharsets.US_ASCII);
        var nonce = Crypto.blake2bKeyed(Crypto.XCHACHA_NONCE_BYTES, nonceKey, plain);
        var key = key(base, plain.length, domainBytes);
        try {
            var sealed = Crypto.xChaChaSeal(key, nonce, plain, NO_DATA);
            var out = Arrays.copyOf(sealed, sealed.length + nonce.length);
            System.arraycopy(nonce, 0, out, sealed.length, nonce.length);
            return out;
        } finally {
            key.wipe();
        }
    }

    /** Throws if {@code data} was encrypted with another key or for another domain, or was changed. */
    static byte[] decrypt(byte[] data, SymmetricKey base, String domain) throws FormatException {
        var plainLength = data.length - OVERHEAD_BYTES;
        if (plainLength < 0) {
            throw new FormatException("Encrypted config has " + data.length + " bytes, too few");
        }
        var nonceAt = data.length - Crypto.XCHACHA_NONCE_BYTES;
        var key = key(base, plainLength, domainBytes(domain));
        try {
            return Crypto.xChaChaOpen(
                    key, Arrays.copyOfRange(data, nonceAt, data.length), Arrays.copyOf(data, nonceAt), NO_DATA);
        } finally {
            key.wipe();
        }
    }

    private static SymmetricKey key(SymmetricKey base, int plainLength, byte[] domain) {
        var secret = base.bytes();
        var length = ByteBuffer.allocate(Long.BYTES).putLong(plainLength).array();
        var key = Crypto.blake2b(SymmetricKey.BYTES, secret, length, domain);
        try {
            return SymmetricKey.of(key);
        } finally {
            Arrays.fill(secret, (byte) 0);
            Arrays.fill(key, (byte) 0);
        }
    }

    private static byte[] domainBytes(String domain) {
        var bytes = domain.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length < 1 || bytes.length > DOMAIN_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "Domain has " + bytes.length + " bytes, it must have 1 to " + DOMAIN_BYTES_MAX);
        }
        return bytes;
    }
}
