package hearth.protocol.message;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Shortens the bytes of a message whose lists are longer than {@link WireLimits} allows: their ends are left out. */
final class WireTrimmer {

    private WireTrimmer() {}

    /** A copy with what is known and within the limits. */
    static byte[] trim(Descriptor type, byte[] bytes, int depth) throws IOException {
        WireReader.requireDepth(depth);
        var in = WireReader.open(bytes);
        var buffer = new ByteArrayOutputStream(bytes.length);
        var out = CodedOutputStream.newInstance(buffer);
        var counts = new HashMap<FieldDescriptor, Integer>();
        for (var start = 0; !in.isAtEnd(); start = in.getTotalBytesRead()) {
            var tag = in.readTag();
            var field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
            if (field == null) {
                in.skipField(tag);
            } else if (WireReader.isPacked(field, tag)) {
                trimPacked(field, in, out, counts);
            } else if (field.isRepeated() && WireReader.isOverLimit(field, counts)) {
                in.skipField(tag);
            } else if (WireReader.isMessage(field, tag)) {
                out.writeByteArray(field.getNumber(), trim(field.getMessageType(), in.readByteArray(), depth + 1));
            } else {
                in.skipField(tag);
                out.writeRawBytes(bytes, start, in.getTotalBytesRead() - start);
            }
        }
        out.flush();
        return buffer.toByteArray();
    }

    private static void trimPacked(
            FieldDescriptor field, CodedInputStream in, CodedOutputStream out, Map<FieldDescriptor, Integer> counts)
            throws IOException {
        var outer = in.pushLimit(in.readRawVarint32());
        while (!in.isAtEnd()) {
            var element = in.readRawVarint64();
            if (!WireReader.isOverLimit(field, counts)) {
                out.writeUInt64(field.getNumber(), element);
            }
        }
        in.popLimit(outer);
    }
}
