package hearth.protocol.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import hearth.protocol.FormatException;
import hearth.protocol.account.AccountKeys;
import hearth.protocol.crypto.Crypto;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import hearth.protocol.id.SessionId;
import hearth.protocol.message.wire.Content;
import hearth.protocol.message.wire.DataMessage;
import hearth.protocol.message.wire.Envelope;
import hearth.protocol.message.wire.ProMessage;
import hearth.protocol.message.wire.ProProof;
import hearth.protocol.message.wire.WebSocketMessage;
import hearth.testkit.Hostile;
import hearth.testkit.Seeds;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageCodecTest {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final MessageCodec codec = new MessageCodec(RANDOM);

    @Test
    void theWorkedExampleOfTheDocumentComesOutByteForByte() throws Exception {
        var padded = Padding.pad(Examples.hello().toByteArray());
        var to = Examples.BOB.x25519().publicKey();
        var inner = SignedBox.sign(padded, Examples.ALICE.signing(), to);
        var ephemeral = SignedBox.derivedEphemeral(padded, Examples.ALICE.signing(), to);
        var box = SignedBox.seal(padded, Examples.ALICE.signing(), to, ephemeral);
        var data = SessionProtocolV1.wrap(box, Examples.SENT_AT_MS, new byte[64]);

        assertEquals(160, padded.length);
        assertEquals(
                "df1e14d5b68c7e8a8c2de4b0df2f83e5d19e34fccde2f332571ce0cdda960809"
                        + "fb54cff660dc51ef44d3f762dd76e062fde11e6ab438b4e6e92cd461aec85a00",
                hex(Arrays.copyOfRange(inner, 192, 256)));
        assertEquals(
                "7c386e918e6b8d3d29ed996a391f38c6bb0b6c0eafe360222d6ed21c11bd9e5b",
                ephemeral.publicKey().hex());
        assertEquals(304, box.length);
        assertEquals("e7b931de634f4276dabbef6013ddb168159491c2124818e99c6f7bd52955a1ba", hex(Crypto.sha256(box)));
        assertEquals(398, data.length);
        assertEquals("432d7b11eb1d7cd085e778e305c5b752895b4d9f5c7cf0caced6ed93e41c0a49", hex(Crypto.sha256(data)));
        assertEquals(
                "8dP26iClLXa5k7b8ZT3sfP266lwEMyBYVxuhWZ+H4CU",
                MessageHash.of(Examples.BOB.id().account(), Namespace.DIRECT, data)
                        .text());
        var opened = codec.open(data, Examples.BOB);
        assertEquals(Examples.ALICE.id(), opened.sender());
        assertEquals(Examples.SENT_AT_MS, opened.sentAtMs());
        assertEquals(Examples.hello(), opened.content());
    }

    @Test
    void theRecipientOpensWhatTheSenderSealed() {
        Seeds.check(50, random -> {
            var from = AccountKeys.fromSeed16(Seeds.bytes(random, 16));
            var to = AccountKeys.fromSeed16(Seeds.bytes(random, 16));
            var sentAtMs = random.nextLong(1L << 48);
            var content = text("x".repeat(random.nextInt(3_000)));

            var opened = codec.open(codec.seal(content, sentAtMs, from, to.id()), to);

            assertEquals(from.id(), opened.sender());
            assertEquals(sentAtMs, opened.sentAtMs());
            assertEquals(content.toBuilder().setSigTimestamp(sentAtMs).build(), opened.content());
        });
    }

    @Test
    void sealingTwiceGivesDifferentCiphertexts() throws Exception {
        var first = envelope(seal(text("hi")));
        var second = envelope(seal(text("hi")));

        assertFalse(first.getContent().equals(second.getContent()));
        assertFalse(first.getProSig().equals(second.getProSig()));
    }

    @Test
    void theDeterministicFormGivesTheSameCiphertextTwice() throws Exception {
        var deterministic = MessageCodec.deterministic(RANDOM);
        var first = envelope(deterministic.seal(text("hi"), 5, Examples.ALICE, Examples.BOB.id()));
        var second = envelope(deterministic.seal(text("hi"), 5, Examples.ALICE, Examples.BOB.id()));
        var later = envelope(deterministic.seal(text("hi"), 6, Examples.ALICE, Examples.BOB.id()));

        assertEquals(first.getContent(), second.getContent());
        assertFalse(first.getContent().equals(later.getContent()));
    }

    @Test
    void theEnvelopeSaysWhatOthersSayAndNothingAboutTheSender() throws Exception {
        var envelope = envelope(seal(text("hi")));

        assertEquals(Envelope.Type.SESSION_MESSAGE, envelope.getType());
        assertEquals(Examples.SENT_AT_MS, envelope.getTimestamp());
        assertEquals(1, envelope.getSourceDevice());
        assertFalse(envelope.hasSource());
        assertEquals(64, envelope.getProSig().size());
        // A signature's second half is a number below the group order, whose highest byte is at most 0x10.
        assertTrue((envelope.getProSig().byteAt(63) & 0xff) < 0x10);
    }

    @Test
    void othersAndTheSenderCannotOpenIt() {
        var data = seal(text("hi"));
        var stranger = AccountKeys.generate(RANDOM);

        assertThrows(FormatException.class, () -> codec.open(data, stranger));
        assertThrows(FormatException.class, () -> codec.open(data, Examples.ALICE));
    }

    @Test
    void aSignedTimeOtherThanTheEnvelopesIsRefused() {
        var signedLater =
                text("hi").toBuilder().setSigTimestamp(Examples.SENT_AT_MS + 1).build();

        assertThrows(FormatException.class, () -> codec.open(sealAsIs(signedLater), Examples.BOB));
    }

    @Test
    void aMessageWithoutSignedTimeComesFromAnOldClientAndIsRead() throws Exception {
        var absent = text("old");
        var zero = text("old").toBuilder().setSigTimestamp(0).build();

        assertEquals(absent, codec.open(sealAsIs(absent), Examples.BOB).content());
        assertEquals(zero, codec.open(sealAsIs(zero), Examples.BOB).content());
    }

    @Test
    void messagesOfOldClientsAreRead() throws Exception {
        var envelope = envelope(sealAsIs(text("old"))).toBuilder()
                .setSource(Examples.ALICE.id().hex())
                .clearSourceDevice()
                .clearProSig()
                .setServerTimestamp(7);
        var message = WebSocketMessage.newBuilder()
                .setType(WebSocketMessage.Type.REQUEST)
                .setRequest(WebSocketMessage.getDefaultInstance().getRequest().toBuilder()
                        .setVerb("PUT")
                        .setPath("/api/v1/message")
                        .setBody(envelope.build().toByteString())
                        .setRequestId(-1));

        var opened = codec.open(message.build().toByteArray(), Examples.BOB);

        assertEquals("old", opened.content().getDataMessage().getBody());
    }

    @Test
    void anEnvelopeForAGroupIsRefused() throws Exception {
        var group = envelope(seal(text("hi"))).toBuilder().setType(Envelope.Type.CLOSED_GROUP_MESSAGE);

        assertThrows(FormatException.class, () -> codec.open(wrapped(group), Examples.BOB));
    }

    @Test
    void aSourceThatIsNoIdIsRefused() throws Exception {
        var nonsense = envelope(seal(text("hi"))).toBuilder().setSource("nobody");

        assertThrows(FormatException.class, () -> codec.open(wrapped(nonsense), Examples.BOB));
    }

    @Test
    void aSourceThatIsAnIdOfAnyKindIsIgnored() throws Exception {
        for (var prefix : List.of("05", "03", "15", "07", "ff")) {
            var source = prefix + Examples.ALICE.id().hex().substring(2);
            var envelope = envelope(seal(text("hi"))).toBuilder().setSource(source);

            assertEquals(
                    Examples.ALICE.id(),
                    codec.open(wrapped(envelope), Examples.BOB).sender());
            assertThrows(
                    FormatException.class,
                    () -> codec.open(wrapped(envelope.clone().setSource(' ' + source)), Examples.BOB));
        }
    }

    @Test
    void aProProofIsNotJudgedUnlessItsPartsHaveTheWrongLength() throws Exception {
        var proof = ProProof.newBuilder().setRevocationTag(zeros(32)).setRotatingPublicKey(zeros(32));
        var whole = withProof(proof.clone().setSig(zeros(64)));
        var broken = List.of(
                withProof(proof.clone()),
                withProof(proof.clone().setSig(zeros(63))),
                withProof(proof.clone().setSig(zeros(64)).setRotatingPublicKey(zeros(33))),
                withProof(proof.clone().setSig(zeros(64)).setRevocationTag(zeros(31))));

        assertEquals(
                "hi",
                codec.open(seal(whole), Examples.BOB).content().getDataMessage().getBody());
        for (var content : broken) {
            assertThrows(FormatException.class, () -> codec.open(seal(content), Examples.BOB));
        }
    }

    private static Content withProof(ProProof.Builder proof) {
        return text("hi").toBuilder()
                .setProMessage(ProMessage.newBuilder().setProof(proof))
                .build();
    }

    private static ByteString zeros(int length) {
        return ByteString.copyFrom(new byte[length]);
    }

    @Test
    void aProSignatureOfTheWrongLengthIsRefused() throws Exception {
        var shortened = envelope(seal(text("hi"))).toBuilder().setProSig(ByteString.copyFrom(new byte[63]));

        assertThrows(FormatException.class, () -> codec.open(wrapped(shortened), Examples.BOB));
    }

    @Test
    void aPayloadOfAnotherVersionIsRefused() {
        assertThrows(FormatException.class, () -> codec.open(Examples.hex("0002" + "00".repeat(1_000)), Examples.BOB));
        assertThrows(FormatException.class, () -> codec.open(new byte[0], Examples.BOB));
    }

    @Test
    void onlyPeopleAreRecipients() {
        var group = SessionId.of(
                SessionId.Kind.GROUP, Examples.BOB.x25519().publicKey().bytes());

        assertThrows(IllegalArgumentException.class, () -> codec.seal(text("hi"), 1, Examples.ALICE, group));
    }

    @Test
    void damagedDataThrowOnlyFormatException() {
        var data = seal(text("hi"));
        Seeds.check(1, random -> {
            // Damage outside of the box costs nothing to find; damage inside costs a key agreement.
            for (var i = 0; i < 100_000; i++) {
                var bytes = Hostile.damaged(i % 50 == 0 ? data : Arrays.copyOf(data, 60), random);
                try {
                    var opened = codec.open(bytes, Examples.BOB);
                    assertEquals(Examples.ALICE.id(), opened.sender());
                } catch (FormatException expected) {
                    // Refusing damaged input is the point.
                }
            }
        });
    }

    private byte[] seal(Content content) {
        return codec.seal(content, Examples.SENT_AT_MS, Examples.ALICE, Examples.BOB.id());
    }

    /** Seals without setting the signed time. */
    private static byte[] sealAsIs(Content content) {
        return SessionProtocolV1.randomised(RANDOM)
                .seal(content.toByteArray(), Examples.SENT_AT_MS, Examples.ALICE, Examples.BOB.id());
    }

    private static Envelope envelope(byte[] data) throws Exception {
        return Envelope.parseFrom(WebSocketMessage.parseFrom(data).getRequest().getBody());
    }

    private static byte[] wrapped(Envelope.Builder envelope) {
        var message = WebSocketMessage.newBuilder().setType(WebSocketMessage.Type.REQUEST);
        message.getRequestBuilder().setBody(envelope.build().toByteString());
        return message.build().toByteArray();
    }

    private static Content text(String body) {
        return Content.newBuilder()
                .setDataMessage(DataMessage.newBuilder().setBody(body))
                .build();
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
