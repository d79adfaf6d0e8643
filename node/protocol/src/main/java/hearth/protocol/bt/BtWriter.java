package hearth.protocol.bt;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes one value. */
final class BtWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private BtWriter() {}

    static byte[] write(Bt value) {
        var writer = new BtWriter();
        writer.value(value, 0);
        return writer.out.toByteArray();
    }

    private void value(Bt value, int depth) {
        if (depth > BtCodec.DEPTH_MAX) {
            throw new IllegalArgumentException("Value is nested more than " + BtCodec.DEPTH_MAX + " deep");
        }
        switch (value) {
            case Bt.Int(var number) -> ascii("i" + number + 'e');
            case Bt.Bytes bytes -> bytes(bytes);
            case Bt.List(var items) -> {
                out.write('l');
                items.forEach(item -> value(item, depth + 1));
                out.write('e');
            }
            case Bt.Dict(var entries) -> {
                out.write('d');
                entries.forEach((key, item) -> {
                    bytes(key);
                    value(item, depth + 1);
                });
                out.write('e');
            }
        }
        if (out.size() > BtCodec.BYTES_MAX) {
            throw new IllegalArgumentException("Encoding exceeds " + BtCodec.BYTES_MAX + " bytes");
        }
    }

    private void bytes(Bt.Bytes bytes) {
        ascii(bytes.length() + ":");
        out.writeBytes(bytes.raw());
    }

    private void ascii(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}
