package hearth.vectors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import hearth.protocol.FormatException;
import hearth.protocol.account.AccountKeys;
import hearth.protocol.crypto.X25519KeyPair;
import hearth.protocol.crypto.X25519PublicKey;
import hearth.protocol.message.SignedBox;
import java.security.SecureRandom;
import java.util.Map;

/** Checks the encryption of messages between two accounts. */
final class SessionProtocolVectors implements VectorKind {

    private static final SecureRandom RANDOM = new SecureRandom();

    @Override
    public String name() {
        return "session-protocol";
    }

    @Override
    public Map<String, CaseCheck> checks(JsonNode file) {
        return Map.of(
                "deterministic", SessionProtocolVectors::deterministic,
                "sealed_random", SessionProtocolVectors::random,
                "decrypt_checks", SessionProtocolVectors::decrypt,
                "legacy_group", SessionProtocolVectors::legacyGroup);
    }

    private static void deterministic(VectorCase testCase) throws FormatException {
        var sender = keys(testCase.object("sender"));
        var recipient = keys(testCase.object("recipient"));
        var message = testCase.hex("message");
        var to = recipient.x25519().publicKey();

        testCase.expectHex("signed", SignedBox.sign(message, sender.signing(), to));
        var ephemeral = SignedBox.derivedEphemeral(message, sender.signing(), to);
        testCase.expectHex("ciphertext", SignedBox.seal(message, sender.signing(), to, ephemeral));
        var opened = SignedBox.open(testCase.hex("ciphertext"), recipient.x25519());
        testCase.expectHex("message", opened.message().toArray());
        assertEquals(sender.id(), opened.senderId());
        assertEquals(sender.signing().publicKey(), opened.sender());
    }

    private static void random(VectorCase testCase) throws FormatException {
        var recipient = keys(testCase.object("recipient"));
        expectOpens(testCase, recipient.x25519());
        expectSameLayout(testCase, recipient.x25519().publicKey());
    }

    private static void decrypt(VectorCase testCase) throws Exception {
        var recipient = AccountKeys.fromSeed32(testCase.hex("recipient_ed25519_seed"));
        if (testCase.expectsError()) {
            VectorCase.expectRefusal(() -> SignedBox.open(testCase.hex("ciphertext"), recipient.x25519()));
        } else {
            expectOpens(testCase, recipient.x25519());
        }
    }

    private static void legacyGroup(VectorCase testCase) throws FormatException {
        var group = X25519KeyPair.fromSecret(testCase.hex("group_x25519_sk"));
        testCase.expectHex("group_x25519_pk", group.publicKey().bytes());
        expectOpens(testCase, group);
        expectSameLayout(testCase, group.publicKey());
    }

    private static void expectOpens(VectorCase testCase, X25519KeyPair own) throws FormatException {
        var opened = SignedBox.open(testCase.hex("ciphertext"), own);
        testCase.expectHex("plaintext", opened.message().toArray());
        testCase.expectHex("sender_ed25519_pk", opened.sender().bytes());
        testCase.expectText("sender_session_id", opened.senderId().hex());
    }

    /** Our own box for the same recipient is as long as the reference's. */
    private static void expectSameLayout(VectorCase testCase, X25519PublicKey to) {
        var sender = AccountKeys.generate(RANDOM);
        var message = testCase.hex("plaintext");
        var box = SignedBox.seal(message, sender.signing(), to, X25519KeyPair.generate(RANDOM));
        assertEquals(testCase.hex("ciphertext").length, box.length);
    }

    private static AccountKeys keys(VectorCase account) {
        var keys = AccountKeys.fromSeed32(account.hex("ed25519_seed"));
        account.expectText("session_id", keys.id().hex());
        assertArrayEquals(account.hex("x25519_pk"), keys.x25519().publicKey().bytes());
        return keys;
    }
}
