package hearth.vectors;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import hearth.protocol.crypto.Crypto;
import hearth.protocol.crypto.X25519KeyPair;
import hearth.protocol.crypto.X25519PublicKey;
import hearth.protocol.crypto.XEd25519;
import java.security.SecureRandom;
import java.util.Map;

/** Checks signatures with X25519 keys, and BLAKE2b. */
final class HashVectors implements VectorKind {

    private final SecureRandom random = new SecureRandom();

    @Override
    public String name() {
        return "xed25519-hash";
    }

    @Override
    public Map<String, CaseCheck> checks(JsonNode file) {
        return Map.of(
                "xed25519_sign", this::sign,
                "xed25519_verify", HashVectors::verify,
                "x25519_to_ed25519_pk", HashVectors::positiveKey,
                "blake2b", HashVectors::hash,
                "blake2b_errors", HashVectors::refusedHash);
    }

    private void sign(VectorCase testCase) {
        verify(testCase);
        // Ours clamps the secret first, so its signatures verify even where the reference's do not.
        var keys = X25519KeyPair.fromSecret(testCase.hex("x25519_sk"));
        testCase.expectHex("x25519_pk", keys.publicKey().bytes());
        var message = testCase.hex("message");
        var signature = XEd25519.sign(keys, message, random);
        assertTrue(XEd25519.verify(keys.publicKey(), message, signature), "own signature does not verify");
    }

    private static void verify(VectorCase testCase) {
        var key = X25519PublicKey.of(testCase.hex("x25519_pk"));
        testCase.expectFlag("verifies", XEd25519.verify(key, testCase.hex("message"), testCase.hex("signature")));
    }

    private static void positiveKey(VectorCase testCase) {
        var key = X25519PublicKey.of(testCase.hex("x25519_pk"));
        testCase.expectHex("ed25519_pk_positive", XEd25519.publicKey(key).bytes());
    }

    private static void hash(VectorCase testCase) {
        var size = testCase.number("size");
        var message = testCase.hex("message");
        var key = testCase.has("key") ? testCase.hex("key") : new byte[0];
        testCase.expectHex("hash", Crypto.blake2bKeyed(size, key, message));
        if (key.length == 0) {
            testCase.expectHex("hash", Crypto.blake2b(size, message));
        }
    }

    private static void refusedHash(VectorCase testCase) {
        var key = new byte[testCase.number("key_length")];
        assertThrows(
                IllegalArgumentException.class, () -> Crypto.blake2bKeyed(testCase.number("size"), key, new byte[0]));
    }
}
