package hearth.vectors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;
import hearth.protocol.bt.BtCodec;
import hearth.protocol.crypto.Ed25519PublicKey;
import hearth.protocol.crypto.X25519KeyPair;
import hearth.protocol.crypto.X25519PublicKey;
import hearth.protocol.message.MultiBox;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** Checks messages for several recipients. */
final class MultiBoxVectors implements VectorKind {

    private final SecureRandom random = new SecureRandom();

    @Override
    public String name() {
        return "multi-encrypt";
    }

    @Override
    public Map<String, CaseCheck> checks(JsonNode file) {
        return Map.of(
                "shared_keys", MultiBoxVectors::sharedKey,
                "fixed_nonce", this::fixedNonce,
                "ed25519_sender", MultiBoxVectors::edSender,
                "checks", MultiBoxVectors::check);
    }

    private static void sharedKey(VectorCase testCase) throws FormatException {
        var sender = X25519KeyPair.fromSecret(testCase.hex("sender_x25519_sk"));
        var recipient = X25519KeyPair.fromSecret(testCase.hex("recipient_x25519_sk"));
        testCase.expectHex("sender_x25519_pk", sender.publicKey().bytes());
        testCase.expectHex("recipient_x25519_pk", recipient.publicKey().bytes());
        var from = sender.publicKey();
        var to = recipient.publicKey();
        var domain = testCase.hex("domain_hex");
        testCase.expectHex("key", MultiBox.key(sender, to, from, to, domain).bytes());
        testCase.expectHex(
                "key", MultiBox.key(recipient, from, from, to, domain).bytes());
    }

    private void fixedNonce(VectorCase testCase) throws FormatException {
        var sender = X25519KeyPair.fromSecret(testCase.object("sender").hex("x25519_sk"));
        var domain = testCase.hex("domain_hex");
        var nonce = testCase.hex("nonce");
        var messages = testCase.node().get("messages");
        var letters = new ArrayList<MultiBox.Letter>();
        var recipients = testCase.list("recipients");
        for (var i = 0; i < recipients.size(); i++) {
            var message = messages.get(messages.size() == 1 ? 0 : i).textValue();
            letters.add(new MultiBox.Letter(
                    X25519PublicKey.of(recipients.get(i).hex("x25519_pk")),
                    Bytes.wrap(HexFormat.of().parseHex(message))));
        }
        var sealed = MultiBox.seal(letters, sender, domain, nonce);
        if (testCase.flag("encoded_is_deterministic")) {
            testCase.expectHex("encoded", sealed);
        }
        expectEntries(testCase, sealed);
        var padded = testCase.number("pad") > 0
                ? MultiBox.sealPadded(letters, sender, domain, nonce, testCase.number("pad"), random)
                : sealed;
        // Our junk looks like the real entries, the reference's is shorter.
        assertEquals(
                BtCodec.decodeDict(testCase.hex("encoded")).list("e").size(),
                BtCodec.decodeDict(padded).list("e").size());
        for (var recipient : recipients) {
            var own = X25519KeyPair.fromSecret(recipient.hex("x25519_sk"));
            for (var box : new byte[][] {padded, testCase.hex("encoded")}) {
                recipient.expectHex(
                        "plaintext",
                        MultiBox.open(box, own, sender.publicKey(), domain).orElseThrow());
            }
        }
    }

    /** The real entries stand in front of the junk, in the order of the recipients. */
    private static void expectEntries(VectorCase testCase, byte[] sealed) throws FormatException {
        var entries = BtCodec.decodeDict(sealed).list("e");
        var expected = testCase.node().get("ciphertexts");
        for (var i = 0; i < entries.size(); i++) {
            assertArrayEquals(
                    HexFormat.of().parseHex(expected.get(i).textValue()), ((Bt.Bytes) entries.get(i)).value());
        }
    }

    private static void edSender(VectorCase testCase) throws FormatException {
        var sender = Ed25519PublicKey.of(testCase.hex("sender_ed25519_pk")).toX25519();
        testCase.expectHex("sender_x25519_pk", sender.bytes());
        var own = X25519KeyPair.fromSecret(testCase.hex("recipient_x25519_sk"));
        testCase.expectHex(
                "plaintext",
                MultiBox.open(testCase.hex("encoded"), own, sender, testCase.hex("domain_hex"))
                        .orElseThrow());
    }

    private static void check(VectorCase testCase) {
        Optional<byte[]> opened;
        try {
            opened = MultiBox.open(
                    testCase.hex("encoded"),
                    X25519KeyPair.fromSecret(testCase.hex("x25519_sk")),
                    X25519PublicKey.of(testCase.hex("sender_x25519_pk")),
                    testCase.hex("domain_hex"));
        } catch (FormatException _) {
            opened = Optional.empty();
        }
        if (testCase.has("plaintext")) {
            testCase.expectHex("plaintext", opened.orElseThrow());
        } else {
            assertEquals(Optional.empty(), opened);
        }
    }
}
