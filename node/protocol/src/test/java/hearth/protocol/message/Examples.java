package hearth.protocol.message;

import com.google.protobuf.ByteString;
import hearth.protocol.account.AccountKeys;
import hearth.protocol.message.wire.AttachmentPointer;
import hearth.protocol.message.wire.CallMessage;
import hearth.protocol.message.wire.Content;
import hearth.protocol.message.wire.Content.ExpirationType;
import hearth.protocol.message.wire.DataExtractionNotification;
import hearth.protocol.message.wire.DataMessage;
import hearth.protocol.message.wire.LokiProfile;
import hearth.protocol.message.wire.MessageRequestResponse;
import hearth.protocol.message.wire.Quote;
import hearth.protocol.message.wire.Reaction;
import hearth.protocol.message.wire.ReceiptMessage;
import hearth.protocol.message.wire.TypingMessage;
import hearth.protocol.message.wire.UnsendRequest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** The accounts and messages of messages.md sections 2.1, 4.4 and 4.10. */
final class Examples {

    static final long SENT_AT_MS = 1_700_000_000_123L;

    static final AccountKeys ALICE = AccountKeys.fromSeed16(hex("000102030405060708090a0b0c0d0e0f"));
    static final AccountKeys BOB = AccountKeys.fromSeed16(hex("101112131415161718191a1b1c1d1e1f"));

    private static final String CALL_ID = "123e4567-e89b-42d3-a456-426614174000";
    private static final long PROFILE_SECONDS = 1_699_999_999;

    private Examples() {}

    /** Alice to Bob: "Hello Bob". */
    static Content hello() {
        return content(0)
                .setDataMessage(DataMessage.newBuilder().setBody("Hello Bob").setProfile(profile("Alice")))
                .build();
    }

    /** All messages of the document, by the name that their bytes have in {@code contents.properties}. */
    static Map<String, Content> all() {
        var all = new LinkedHashMap<String, Content>();
        all.put("hello", hello());
        all.put("sync-copy", content(0).setDataMessage(syncCopy()).build());
        all.put("quote", content(1).setDataMessage(quote()).build());
        all.put("reaction", content(2).setDataMessage(reaction()).build());
        all.put("read-receipt", content(3).setReceiptMessage(receipt()).build());
        all.put("typing", content(4).setTypingMessage(typing()).build());
        all.put("unsend", content(5).setUnsendRequest(unsend()).build());
        all.put(
                "request-response",
                content(6).setMessageRequestResponse(requestResponse()).build());
        all.put(
                "timer",
                content(7)
                        .setDataMessage(DataMessage.newBuilder().setFlags(2))
                        .setExpirationType(ExpirationType.DELETE_AFTER_READ)
                        .setExpirationTimer(86_400)
                        .build());
        all.put(
                "media-saved",
                content(8).setDataExtractionNotification(mediaSaved()).build());
        all.put(
                "call-pre-offer",
                content(9).setCallMessage(call(CallMessage.Type.PRE_OFFER)).build());
        all.put(
                "call-ice",
                content(10)
                        .setCallMessage(call(CallMessage.Type.ICE_CANDIDATES)
                                .addSdps("candidate:1")
                                .addSdpMLineIndexes(0)
                                .addSdpMids("0"))
                        .build());
        all.put("image", content(11).setDataMessage(image()).build());
        return all;
    }

    private static Content.Builder content(int secondsLater) {
        return Content.newBuilder()
                .setExpirationType(ExpirationType.UNKNOWN)
                .setExpirationTimer(0)
                .setSigTimestamp(SENT_AT_MS + secondsLater * 1_000L);
    }

    private static LokiProfile.Builder profile(String name) {
        return LokiProfile.newBuilder().setDisplayName(name).setLastUpdateSeconds(PROFILE_SECONDS);
    }

    private static DataMessage.Builder syncCopy() {
        return DataMessage.newBuilder()
                .setBody("Hello Bob")
                .setSyncTarget(BOB.id().hex());
    }

    private static DataMessage.Builder quote() {
        var quoted = Quote.newBuilder().setId(SENT_AT_MS).setAuthor(ALICE.id().hex());
        return DataMessage.newBuilder().setBody("yes").setQuote(quoted);
    }

    private static DataMessage.Builder reaction() {
        return DataMessage.newBuilder()
                .setReaction(Reaction.newBuilder()
                        .setId(SENT_AT_MS)
                        .setAuthor(ALICE.id().hex())
                        .setEmoji("\uD83D\uDC4D")
                        .setAction(Reaction.Action.REACT));
    }

    private static ReceiptMessage.Builder receipt() {
        return ReceiptMessage.newBuilder().setType(ReceiptMessage.Type.READ).addTimestamp(SENT_AT_MS);
    }

    private static TypingMessage.Builder typing() {
        return TypingMessage.newBuilder().setTimestamp(SENT_AT_MS + 4_000).setAction(TypingMessage.Action.STARTED);
    }

    private static UnsendRequest.Builder unsend() {
        return UnsendRequest.newBuilder()
                .setTimestamp(SENT_AT_MS)
                .setAuthor(ALICE.id().hex());
    }

    private static MessageRequestResponse.Builder requestResponse() {
        return MessageRequestResponse.newBuilder().setIsApproved(true).setProfile(profile("Bob"));
    }

    private static DataExtractionNotification.Builder mediaSaved() {
        return DataExtractionNotification.newBuilder()
                .setType(DataExtractionNotification.Type.MEDIA_SAVED)
                .setTimestamp(SENT_AT_MS);
    }

    private static CallMessage.Builder call(CallMessage.Type type) {
        return CallMessage.newBuilder().setType(type).setUuid(CALL_ID);
    }

    private static DataMessage.Builder image() {
        var key = new byte[64];
        for (var i = 0; i < key.length; i++) {
            key[i] = (byte) i;
        }
        return DataMessage.newBuilder()
                .addAttachments(AttachmentPointer.newBuilder()
                        .setDeprecatedId(0)
                        .setContentType("image/png")
                        .setKey(ByteString.copyFrom(key))
                        .setSize(16)
                        .setDigest(ByteString.copyFrom(
                                hex("0e79a89398f66869917384d1047079184fe6d518924286de4ec5a48a169862c9")))
                        .setFileName("a.png")
                        .setWidth(640)
                        .setHeight(480)
                        .setUrl("http://filev2.getsession.org/file/1234"));
    }

    static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
