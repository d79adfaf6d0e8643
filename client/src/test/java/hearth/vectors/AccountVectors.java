package hearth.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import hearth.protocol.FormatException;
import hearth.protocol.account.AccountKeys;
import hearth.protocol.crypto.Ed25519KeyPair;
import hearth.protocol.crypto.Ed25519PublicKey;
import hearth.protocol.crypto.X25519KeyPair;
import hearth.protocol.crypto.X25519PublicKey;
import hearth.protocol.id.SessionId;
import java.util.Arrays;
import java.util.Map;

/** Checks keys of accounts, conversions between the two kinds of keys, signatures and key agreement. */
final class AccountVectors implements VectorKind {

    @Override
    public String name() {
        return "account";
    }

    @Override
    public Map<String, CaseCheck> checks(JsonNode file) {
        return Map.of(
                "accounts", AccountVectors::account,
                "full_seed_accounts", AccountVectors::fullSeedAccount,
                "ed25519_pk_to_x25519_pk", AccountVectors::conversion,
                "ed25519_signatures", AccountVectors::signature,
                "x25519", AccountVectors::agreement);
    }

    private static void account(VectorCase testCase) throws FormatException {
        var keys = AccountKeys.fromSeed16(testCase.hex("seed16"));
        testCase.expectHex("seed16", keys.seed16());
        expectKeys(testCase, keys);
    }

    private static void fullSeedAccount(VectorCase testCase) throws FormatException {
        expectKeys(testCase, AccountKeys.fromSeed32(testCase.hex("ed25519_seed")));
    }

    private static void expectKeys(VectorCase testCase, AccountKeys keys) throws FormatException {
        testCase.expectHex("ed25519_seed", keys.signing().seed());
        testCase.expectHex("ed25519_pk", keys.signing().publicKey().bytes());
        var secretAndPublic = Arrays.copyOf(keys.signing().seed(), 64);
        System.arraycopy(keys.signing().publicKey().bytes(), 0, secretAndPublic, 32, 32);
        testCase.expectHex("ed25519_sk", secretAndPublic);
        testCase.expectHex("x25519_sk", keys.x25519().secret());
        testCase.expectHex("x25519_pk", keys.x25519().publicKey().bytes());
        testCase.expectHex("x25519_pk", keys.signing().publicKey().toX25519().bytes());
        testCase.expectText("session_id", keys.id().hex());
        assertEquals(keys.id(), SessionId.parse(testCase.text("session_id")));
    }

    private static void conversion(VectorCase testCase) throws Exception {
        var key = Ed25519PublicKey.of(testCase.hex("ed25519_pk"));
        if (testCase.expectsError()) {
            VectorCase.expectRefusal(key::toX25519);
        } else {
            testCase.expectHex("x25519_pk", key.toX25519().bytes());
        }
    }

    private static void signature(VectorCase testCase) {
        if (testCase.has("ed25519_seed")) {
            var keys = Ed25519KeyPair.fromSeed(testCase.hex("ed25519_seed"));
            testCase.expectHex("ed25519_pk", keys.publicKey().bytes());
            testCase.expectHex("signature", keys.sign(testCase.hex("message")));
        }
        var key = Ed25519PublicKey.of(testCase.hex("ed25519_pk"));
        testCase.expectFlag("verifies", key.verify(testCase.hex("message"), testCase.hex("signature")));
    }

    private static void agreement(VectorCase testCase) throws Exception {
        var own = X25519KeyPair.fromSecret(testCase.hex("x25519_sk"));
        var other = X25519PublicKey.of(testCase.hex("x25519_pk"));
        if (testCase.expectsError()) {
            VectorCase.expectRefusal(() -> own.agree(other));
        } else {
            testCase.expectHex("shared", own.agree(other));
        }
    }
}
