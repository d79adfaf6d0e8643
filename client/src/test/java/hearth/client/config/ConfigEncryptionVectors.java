package hearth.client.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import hearth.protocol.account.AccountKeys;
import hearth.protocol.crypto.SymmetricKey;
import hearth.protocol.id.Namespace;
import hearth.protocol.message.ConfigWrapping;
import hearth.vectors.VectorCase;
import hearth.vectors.VectorKind;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.function.Executable;

/** Checks encryption, padding, compression and cover of configs, and the cutting of names. */
public final class ConfigEncryptionVectors implements VectorKind {

    private static final int PLAIN_BYTES_MAX = 1 << 24;

    @Override
    public String name() {
        return "config-encryption";
    }

    @Override
    public Map<String, CaseCheck> checks(JsonNode file) {
        return Map.of(
                "encryption", ConfigEncryptionVectors::encryption,
                "encryption_checks", ConfigEncryptionVectors::encryptionCheck,
                "config_padding", ConfigEncryptionVectors::padding,
                "wrapping", ConfigEncryptionVectors::wrapping,
                "wrapping_checks", ConfigEncryptionVectors::wrappingCheck,
                "zstd", ConfigEncryptionVectors::compression,
                "utf8_truncate", ConfigEncryptionVectors::truncation);
    }

    private static void encryption(VectorCase testCase) throws Exception {
        var key = SymmetricKey.of(testCase.hex("key"));
        var domain = testCase.text("domain");
        testCase.expectHex("encrypted", ConfigCipher.encrypt(testCase.hex("message"), key, domain));
        testCase.expectHex("message", ConfigCipher.decrypt(testCase.hex("encrypted"), key, domain));
    }

    private static void encryptionCheck(VectorCase testCase) throws Exception {
        if (testCase.has("encrypted")) {
            var key = SymmetricKey.of(testCase.hex("key"));
            VectorCase.expectRefusal(
                    () -> ConfigCipher.decrypt(testCase.hex("encrypted"), key, testCase.text("domain")));
        } else {
            var domain = "d".repeat(testCase.number("domain_length"));
            Executable encrypting = () ->
                    ConfigCipher.encrypt(new byte[0], SymmetricKey.of(new byte[testCase.number("key_length")]), domain);
            if (testCase.expectsError()) {
                assertThrows(IllegalArgumentException.class, encrypting);
            } else {
                assertDoesNotThrow(encrypting);
            }
        }
    }

    private static void padding(VectorCase testCase) {
        var size = testCase.number("size");
        var overhead = testCase.number("overhead");
        assertEquals(testCase.number("padded_size"), ConfigCipher.paddedLength(size, overhead));
        if (overhead == ConfigCipher.OVERHEAD_BYTES) {
            var config = new byte[size];
            Arrays.fill(config, (byte) 'x');
            var padded = ConfigCipher.pad(config);
            var zeros = 0;
            while (zeros < padded.length && padded[zeros] == 0) {
                zeros++;
            }
            assertEquals(testCase.number("leading_zero_bytes"), zeros);
        }
    }

    private static void wrapping(VectorCase testCase) throws Exception {
        var account = AccountKeys.fromSeed32(testCase.hex("ed25519_seed"));
        var namespace = new Namespace(testCase.number("namespace"));
        testCase.expectHex(
                "wrapped", ConfigWrapping.wrap(testCase.hex("data"), namespace, testCase.number("seqno"), account));
        testCase.expectHex("data", ConfigWrapping.unwrap(testCase.hex("wrapped"), namespace, account));
    }

    private static void wrappingCheck(VectorCase testCase) throws Exception {
        var namespace = new Namespace(testCase.number("namespace"));
        if (testCase.has("wrapped")) {
            var account = AccountKeys.fromSeed32(testCase.hex("ed25519_seed"));
            VectorCase.expectRefusal(() -> ConfigWrapping.unwrap(testCase.hex("wrapped"), namespace, account));
        } else {
            var account = AccountKeys.fromSeed16(new byte[AccountKeys.SEED_BYTES]);
            assertThrows(IllegalArgumentException.class, () -> ConfigWrapping.wrap(new byte[1], namespace, 1, account));
        }
    }

    private static void compression(VectorCase testCase) throws Exception {
        // Without a plaintext the frame is damaged.
        if (!testCase.has("plain")) {
            VectorCase.expectRefusal(() -> Zstandard.decompress(testCase.hex("compressed"), PLAIN_BYTES_MAX));
            return;
        }
        var plain = testCase.hex("plain");
        testCase.expectHex("plain", Zstandard.decompress(testCase.hex("compressed"), PLAIN_BYTES_MAX));
        assertArrayEquals(plain, Zstandard.decompress(Zstandard.compress(plain), PLAIN_BYTES_MAX));
    }

    private static void truncation(VectorCase testCase) {
        testCase.expectHex("result", Fields.truncate(testCase.hex("text"), testCase.number("max_bytes")));
    }
}
