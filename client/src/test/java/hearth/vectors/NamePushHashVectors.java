package hearth.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import hearth.protocol.FormatException;
import hearth.protocol.crypto.SymmetricKey;
import hearth.protocol.id.Account;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import hearth.protocol.id.SessionId;
import hearth.protocol.message.PushPayload;
import hearth.protocol.name.NameRecord;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** Checks names of accounts, push notifications and hashes of stored messages. */
final class NamePushHashVectors implements VectorKind {

    @Override
    public String name() {
        return "ons-push-hash";
    }

    @Override
    public Map<String, CaseCheck> checks(JsonNode file) {
        return Map.of(
                "ons", NamePushHashVectors::nameRecord,
                "push", NamePushHashVectors::push,
                "message_hash", NamePushHashVectors::hash);
    }

    private static void nameRecord(VectorCase testCase) throws Exception {
        testCase.expectText("name_hash_base64", NameRecord.hash(testCase.text("name")));
        if (testCase.expectsError()) {
            VectorCase.expectRefusal(() -> open(testCase));
        } else {
            testCase.expectText("session_id", open(testCase).hex());
        }
    }

    private static SessionId open(VectorCase testCase) throws FormatException {
        var name = testCase.text("name");
        var encrypted = testCase.hex("ciphertext");
        return testCase.has("nonce")
                ? NameRecord.open(name, encrypted, testCase.hex("nonce"))
                : NameRecord.openOld(name, encrypted);
    }

    private static void push(VectorCase testCase) throws Exception {
        var key = testCase.hex("enc_key");
        var payload = testCase.hex("payload");
        if (key.length != SymmetricKey.BYTES && testCase.expectsError()) {
            // No such key can be made at all.
            return;
        }
        if (testCase.expectsError()) {
            VectorCase.expectRefusal(() -> PushPayload.open(payload, SymmetricKey.of(key)));
        } else {
            testCase.expectHex("plaintext", PushPayload.open(payload, SymmetricKey.of(key)));
        }
    }

    private static void hash(VectorCase testCase) {
        var text = testCase.text("data_base64");
        // One vector has nothing but padding.
        var data =
                text.equals("=") ? new byte[0] : Base64.getDecoder().decode(text.getBytes(StandardCharsets.US_ASCII));
        var hash =
                MessageHash.of(new Account(testCase.text("pubkey")), new Namespace(testCase.number("namespace")), data);
        testCase.expectText("hash", hash.text());
    }
}
