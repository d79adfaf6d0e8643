package hearth.protocol.message;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import hearth.protocol.message.wire.CallMessage;
import hearth.protocol.message.wire.DataMessage;
import hearth.protocol.message.wire.GroupUpdateDeleteMemberContentMessage;
import hearth.protocol.message.wire.GroupUpdateMemberChangeMessage;
import hearth.protocol.message.wire.Quote;
import hearth.protocol.message.wire.ReceiptMessage;
import hearth.protocol.message.wire.WebSocketRequestMessage;
import hearth.protocol.message.wire.WebSocketResponseMessage;
import java.util.Map;

/** How much of a message's lists is read; what exceeds it is cut off: messages.md sections 3 and 12. */
final class WireLimits {

    /** A stored message, and so everything inside it. */
    static final int MESSAGE_BYTES_MAX = 76_800;

    static final int ATTACHMENTS_MAX = 32;
    static final int PREVIEWS_MAX = 1;
    static final int QUOTED_ATTACHMENTS_MAX = 1;
    static final int GROUP_MEMBERS_MAX = 100;

    /** The section names no limit for these: as many as real ones need, few enough to be cheap. */
    static final int RECEIPTS_MAX = 8_192;

    static final int HASHES_MAX = 2_048;
    static final int CALL_LINES_MAX = 256;
    static final int HEADERS_MAX = 1;

    private static final Map<FieldDescriptor, Integer> LIMITS = Map.ofEntries(
            limit(DataMessage.getDescriptor(), DataMessage.ATTACHMENTS_FIELD_NUMBER, ATTACHMENTS_MAX),
            limit(DataMessage.getDescriptor(), DataMessage.PREVIEW_FIELD_NUMBER, PREVIEWS_MAX),
            limit(Quote.getDescriptor(), Quote.ATTACHMENTS_FIELD_NUMBER, QUOTED_ATTACHMENTS_MAX),
            limit(ReceiptMessage.getDescriptor(), ReceiptMessage.TIMESTAMP_FIELD_NUMBER, RECEIPTS_MAX),
            limit(CallMessage.getDescriptor(), CallMessage.SDPS_FIELD_NUMBER, CALL_LINES_MAX),
            limit(CallMessage.getDescriptor(), CallMessage.SDP_M_LINE_INDEXES_FIELD_NUMBER, CALL_LINES_MAX),
            limit(CallMessage.getDescriptor(), CallMessage.SDP_MIDS_FIELD_NUMBER, CALL_LINES_MAX),
            limit(
                    GroupUpdateMemberChangeMessage.getDescriptor(),
                    GroupUpdateMemberChangeMessage.MEMBER_SESSION_IDS_FIELD_NUMBER,
                    GROUP_MEMBERS_MAX),
            limit(
                    GroupUpdateDeleteMemberContentMessage.getDescriptor(),
                    GroupUpdateDeleteMemberContentMessage.MEMBER_SESSION_IDS_FIELD_NUMBER,
                    GROUP_MEMBERS_MAX),
            limit(
                    GroupUpdateDeleteMemberContentMessage.getDescriptor(),
                    GroupUpdateDeleteMemberContentMessage.MESSAGE_HASHES_FIELD_NUMBER,
                    HASHES_MAX),
            limit(WebSocketRequestMessage.getDescriptor(), WebSocketRequestMessage.HEADERS_FIELD_NUMBER, HEADERS_MAX),
            limit(
                    WebSocketResponseMessage.getDescriptor(),
                    WebSocketResponseMessage.HEADERS_FIELD_NUMBER,
                    HEADERS_MAX));

    private WireLimits() {}

    /** How many elements of a repeated field are read; none of a field that was forgotten here. */
    static int of(FieldDescriptor repeated) {
        return LIMITS.getOrDefault(repeated, 0);
    }

    private static Map.Entry<FieldDescriptor, Integer> limit(Descriptor type, int field, int max) {
        return Map.entry(type.findFieldByNumber(field), max);
    }
}
