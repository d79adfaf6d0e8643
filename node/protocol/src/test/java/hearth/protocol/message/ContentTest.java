package hearth.protocol.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.UnknownFieldSet;
import hearth.protocol.FormatException;
import hearth.protocol.message.wire.AttachmentPointer;
import hearth.protocol.message.wire.CallMessage;
import hearth.protocol.message.wire.Content;
import hearth.protocol.message.wire.DataMessage;
import hearth.protocol.message.wire.Envelope;
import hearth.protocol.message.wire.Preview;
import hearth.protocol.message.wire.ProMessage;
import hearth.protocol.message.wire.ProProof;
import hearth.protocol.message.wire.ReceiptMessage;
import hearth.protocol.message.wire.UnsendRequest;
import hearth.protocol.message.wire.WebSocketMessage;
import hearth.testkit.Hostile;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ContentTest {

    @Test
    void theDocumentsMessagesAreReadAndWrittenByteForByte() throws Exception {
        var bytes = published();
        assertEquals(bytes.stringPropertyNames(), Examples.all().keySet());

        for (var example : Examples.all().entrySet()) {
            var expected = Examples.hex(bytes.getProperty(example.getKey()));
            assertArrayEquals(expected, example.getValue().toByteArray(), example.getKey());
            assertEquals(example.getValue(), read(expected), example.getKey());
        }
    }

    @Test
    void unknownFieldsAreToleratedAtEveryDepth() throws Exception {
        var unknown = UnknownFieldSet.newBuilder()
                .addField(1_000, UnknownFieldSet.Field.newBuilder().addVarint(7).build())
                .build();
        var data = DataMessage.newBuilder().setBody("hi").setUnknownFields(unknown);
        var content = Content.newBuilder().setDataMessage(data).setUnknownFields(unknown);

        var read = read(content.build().toByteArray());

        assertEquals("hi", read.getDataMessage().getBody());
    }

    @Test
    void aMissingRequiredFieldIsRefused() {
        var withoutAuthor = UnsendRequest.newBuilder().setTimestamp(1).buildPartial();
        var content = Content.newBuilder().setUnsendRequest(withoutAuthor).buildPartial();

        assertThrows(FormatException.class, () -> read(content.toByteArray()));
    }

    @Test
    void anUnknownValueOfARequiredEnumIsRefused() {
        // Envelope type 3 of a network long gone.
        var bytes = Examples.hex("0803" + "2801");

        assertThrows(FormatException.class, () -> WireReader.read(Envelope.parser(), Envelope.getDescriptor(), bytes));
    }

    @Test
    void listsAreCutOffAtTheirLimits() throws Exception {
        var full = withAttachments(WireLimits.ATTACHMENTS_MAX);
        var over = withAttachments(WireLimits.ATTACHMENTS_MAX + 1);

        assertEquals(full, read(full.toByteArray()));
        assertEquals(full, read(over.toByteArray()));
    }

    @Test
    void packedNumbersAreReadAndCutOffToo() throws Exception {
        var few = packedReceipts(3);
        var tooMany = packedReceipts(WireLimits.RECEIPTS_MAX + 1);

        assertEquals(List.of(1L, 1L, 1L), read(few).getReceiptMessage().getTimestampList());
        assertEquals(WireLimits.RECEIPTS_MAX, read(tooMany).getReceiptMessage().getTimestampCount());
    }

    @Test
    void onlyTheFirstPreviewIsRead() throws Exception {
        var data = DataMessage.newBuilder()
                .addPreview(Preview.newBuilder().setUrl("https://a.example"))
                .addPreview(Preview.newBuilder().setUrl("https://b.example"));
        var content = Content.newBuilder().setDataMessage(data).build();

        var read = read(content.toByteArray());

        assertEquals(1, read.getDataMessage().getPreviewCount());
        assertEquals("https://a.example", read.getDataMessage().getPreview(0).getUrl());
    }

    @Test
    void bothFormsOfAProProofAreRead() throws Exception {
        var older = ProProof.newBuilder().setVersion(0).setExpiry(1_700_000_000_000L);
        var newer = ProProof.newBuilder().setExpiry(1_700_000_000L);
        for (var proof : List.of(older, newer)) {
            var content = Content.newBuilder()
                    .setProMessage(ProMessage.newBuilder().setProof(proof).setMessageBitset(1))
                    .build();

            assertEquals(content, read(content.toByteArray()));
        }
    }

    @Test
    void everyListThatASenderCanMakeLongHasALimit() {
        var lists = new HashSet<FieldDescriptor>();
        collectLists(Content.getDescriptor(), lists, new HashSet<>());
        collectLists(WebSocketMessage.getDescriptor(), lists, new HashSet<>());

        for (var list : lists) {
            assertTrue(WireLimits.of(list) > 0, list.getFullName());
        }
    }

    @Test
    void aMessageOfTheLargestSizeIsReadAndOneByteMoreIsNot() throws Exception {
        var overhead = textOfLength(70_000).toByteArray().length - 70_000;
        var largest = textOfLength(WireLimits.MESSAGE_BYTES_MAX - overhead);
        var tooLarge = textOfLength(WireLimits.MESSAGE_BYTES_MAX - overhead + 1);

        assertEquals(WireLimits.MESSAGE_BYTES_MAX, largest.toByteArray().length);
        assertEquals(largest, read(largest.toByteArray()));
        assertThrows(FormatException.class, () -> read(tooLarge.toByteArray()));
    }

    @Test
    void manySmallElementsCostNoMoreThanTheirLimit() throws Exception {
        var candidates = CallMessage.newBuilder()
                .setType(CallMessage.Type.ICE_CANDIDATES)
                .setUuid("u");
        for (var i = 0; i < 30_000; i++) {
            candidates.addSdps("");
        }
        var bytes = Content.newBuilder().setCallMessage(candidates).build().toByteArray();

        assertEquals(WireLimits.CALL_LINES_MAX, read(bytes).getCallMessage().getSdpsCount());
    }

    private static void hostile(int runs) {
        var examples =
                Examples.all().values().stream().map(Content::toByteArray).toList();
        Hostile.check(runs, FormatException.class, examples, ContentTest::read);
    }

    @Test
    void anyBytesAreReadOrRefused() {
        hostile(50_000);
    }

    @Test
    @Tag("slow")
    void aMillionInputsAreReadOrRefused() {
        hostile(1_000_000);
    }

    private static Content withAttachments(int count) {
        var data = DataMessage.newBuilder().setBody("pictures");
        for (var i = 0; i < count; i++) {
            data.addAttachments(AttachmentPointer.newBuilder().setDeprecatedId(i));
        }
        return Content.newBuilder().setDataMessage(data).setSigTimestamp(5).build();
    }

    /** A read receipt whose times are all 1, in one packed field. */
    private static byte[] packedReceipts(int count) {
        var times = new byte[count];
        Arrays.fill(times, (byte) 1);
        var packed = UnknownFieldSet.Field.newBuilder()
                .addLengthDelimited(ByteString.copyFrom(times))
                .build();
        var receipt = ReceiptMessage.newBuilder()
                .setType(ReceiptMessage.Type.READ)
                .setUnknownFields(UnknownFieldSet.newBuilder()
                        .addField(ReceiptMessage.TIMESTAMP_FIELD_NUMBER, packed)
                        .build());
        return Content.newBuilder().setReceiptMessage(receipt).build().toByteArray();
    }

    private static Content textOfLength(int length) {
        return Content.newBuilder()
                .setDataMessage(DataMessage.newBuilder().setBody("x".repeat(length)))
                .build();
    }

    private static Content read(byte[] bytes) throws FormatException {
        return WireReader.read(Content.parser(), Content.getDescriptor(), bytes);
    }

    private static void collectLists(Descriptor type, Set<FieldDescriptor> lists, Set<Descriptor> seen) {
        if (!seen.add(type)) {
            return;
        }
        for (var field : type.getFields()) {
            if (field.isRepeated()) {
                lists.add(field);
            }
            if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                collectLists(field.getMessageType(), lists, seen);
            }
        }
    }

    private static Properties published() throws IOException {
        var published = new Properties();
        try (var in = Objects.requireNonNull(ContentTest.class.getResourceAsStream("contents.properties"))) {
            published.load(in);
        }
        return published;
    }
}
