package hearth.protocol.message;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.google.protobuf.WireFormat;
import hearth.protocol.FormatException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the generated types from untrusted bytes: bounded in size, depth and length of every list, tolerant of unknown
 * fields (messages.md section 3).
 *
 * <p>Lists are cut off before anything is built from them: if a first walk over the bytes finds one that is longer than
 * {@link WireLimits} allows, a shortened copy of the bytes is parsed instead ({@link WireTrimmer}).
 */
final class WireReader {

    /** The schema is five levels deep; groups inside unknown fields count too. */
    static final int DEPTH_MAX = 16;

    private WireReader() {}

    /** Reads one message. A missing required field is an error. */
    static <T extends Message> T read(Parser<T> parser, Descriptor type, byte[] bytes) throws FormatException {
        if (bytes.length > WireLimits.MESSAGE_BYTES_MAX) {
            throw new FormatException(
                    type.getName() + " has " + bytes.length + " bytes, more than " + WireLimits.MESSAGE_BYTES_MAX);
        }
        try {
            var bounded = exceedsLimits(type, open(bytes), 0) ? WireTrimmer.trim(type, bytes, 0) : bytes;
            return DiscardUnknownFieldsParser.wrap(parser).parseFrom(open(bounded));
        } catch (InvalidProtocolBufferException malformed) {
            throw new FormatException(type.getName() + " is not well formed", malformed);
        } catch (IOException malformed) {
            throw new FormatException(type.getName() + " ends too early", malformed);
        }
    }

    static CodedInputStream open(byte[] bytes) {
        var in = CodedInputStream.newInstance(bytes);
        in.setRecursionLimit(DEPTH_MAX);
        return in;
    }

    /** Says whether a list in the message up to the current limit of {@code in} is too long. Copies nothing. */
    private static boolean exceedsLimits(Descriptor type, CodedInputStream in, int depth) throws IOException {
        requireDepth(depth);
        var counts = new HashMap<FieldDescriptor, Integer>();
        while (!in.isAtEnd()) {
            var tag = in.readTag();
            var field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
            if (field == null) {
                in.skipField(tag);
            } else if (isPacked(field, tag)) {
                if (packedExceedsLimits(field, in, counts)) {
                    return true;
                }
            } else if (field.isRepeated() && isOverLimit(field, counts)) {
                return true;
            } else if (isMessage(field, tag)) {
                var outer = in.pushLimit(in.readRawVarint32());
                if (exceedsLimits(field.getMessageType(), in, depth + 1)) {
                    return true;
                }
                in.popLimit(outer);
            } else {
                in.skipField(tag);
            }
        }
        return false;
    }

    private static boolean packedExceedsLimits(
            FieldDescriptor field, CodedInputStream in, Map<FieldDescriptor, Integer> counts) throws IOException {
        var outer = in.pushLimit(in.readRawVarint32());
        while (!in.isAtEnd()) {
            in.readRawVarint64();
            if (isOverLimit(field, counts)) {
                return true;
            }
        }
        in.popLimit(outer);
        return false;
    }

    /** Counts one more element of a list. */
    static boolean isOverLimit(FieldDescriptor list, Map<FieldDescriptor, Integer> counts) {
        return counts.merge(list, 1, Integer::sum) > WireLimits.of(list);
    }

    static void requireDepth(int depth) throws IOException {
        if (depth > DEPTH_MAX) {
            throw new InvalidProtocolBufferException("Message is nested too deeply");
        }
    }

    /** A list of numbers may come as one packed field. All of the schema's are varints. */
    static boolean isPacked(FieldDescriptor field, int tag) {
        return field.isPackable() && isLengthDelimited(tag);
    }

    static boolean isMessage(FieldDescriptor field, int tag) {
        return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && isLengthDelimited(tag);
    }

    private static boolean isLengthDelimited(int tag) {
        return WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
    }
}
