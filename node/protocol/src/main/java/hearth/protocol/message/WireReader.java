package hearth.protocol.message;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.google.protobuf.WireFormat;
import hearth.protocol.FormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the generated types from untrusted bytes: bounded in size, depth and length of every list, tolerant of unknown
 * fields (messages.md section 3).
 *
 * <p>Lists are cut off before anything is built from them: if a first walk over the bytes finds a list longer than
 * {@link WireLimits} allows, a shortened copy of the bytes is parsed instead.
 */
final class WireReader {

    /** The schema is five levels deep; groups inside unknown fields count too. */
    private static final int DEPTH_MAX = 16;

    private WireReader() {}

    /** Reads one message. A missing required field is an error. */
    static <T extends Message> T read(Parser<T> parser, Descriptor type, byte[] bytes) throws FormatException {
        if (bytes.length > WireLimits.MESSAGE_BYTES_MAX) {
            throw new FormatException(
                    type.getName() + " has " + bytes.length + " bytes, more than " + WireLimits.MESSAGE_BYTES_MAX);
        }
        try {
            var shortened = new Walk();
            var copy = shortened.message(type, bytes, 0);
            var in = CodedInputStream.newInstance(shortened.cut ? copy : bytes);
            in.setRecursionLimit(DEPTH_MAX);
            return DiscardUnknownFieldsParser.wrap(parser).parseFrom(in);
        } catch (InvalidProtocolBufferException malformed) {
            throw new FormatException(type.getName() + " is not well formed", malformed);
        } catch (IOException malformed) {
            throw new FormatException(type.getName() + " ends too early", malformed);
        }
    }

    /** Copies what is known and within the limits. */
    private static final class Walk {

        boolean cut;

        byte[] message(Descriptor type, byte[] bytes, int depth) throws IOException {
            if (depth > DEPTH_MAX) {
                throw new InvalidProtocolBufferException("Too deep");
            }
            var in = CodedInputStream.newInstance(bytes);
            in.setRecursionLimit(DEPTH_MAX);
            var buffer = new ByteArrayOutputStream(bytes.length);
            var out = CodedOutputStream.newInstance(buffer);
            var counts = new HashMap<FieldDescriptor, Integer>();
            for (var start = 0; !in.isAtEnd(); start = in.getTotalBytesRead()) {
                var tag = in.readTag();
                var field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
                if (field == null) {
                    in.skipField(tag);
                } else if (isPacked(field, tag)) {
                    packed(field, in.readByteArray(), out, counts);
                } else if (field.isRepeated() && counts.merge(field, 1, Integer::sum) > WireLimits.of(field)) {
                    cut = true;
                    in.skipField(tag);
                } else if (isMessage(field, tag)) {
                    var inner = message(field.getMessageType(), in.readByteArray(), depth + 1);
                    out.writeByteArray(field.getNumber(), inner);
                } else {
                    in.skipField(tag);
                    out.writeRawBytes(bytes, start, in.getTotalBytesRead() - start);
                }
            }
            out.flush();
            return buffer.toByteArray();
        }

        /** A repeated number may come as one packed field. */
        private void packed(
                FieldDescriptor field, byte[] elements, CodedOutputStream out, Map<FieldDescriptor, Integer> counts)
                throws IOException {
            var in = CodedInputStream.newInstance(elements);
            while (!in.isAtEnd()) {
                var element = in.readRawVarint64();
                if (counts.merge(field, 1, Integer::sum) <= WireLimits.of(field)) {
                    out.writeUInt64(field.getNumber(), element);
                } else {
                    cut = true;
                }
            }
        }

        private static boolean isPacked(FieldDescriptor field, int tag) {
            return field.isPackable() && isLengthDelimited(tag);
        }

        private static boolean isMessage(FieldDescriptor field, int tag) {
            return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && isLengthDelimited(tag);
        }

        private static boolean isLengthDelimited(int tag) {
            return WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
        }
    }
}
