package hearth.client.store;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes the fields of a secret column, one after the other, big-endian: numbers as they are, texts and bytes after their
 * 4-byte length. The first byte is a format number. {@link Unpacker} reads it.
 */
final class Packer {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Packer(int format) {
        number(format, 1);
    }

    Packer bool(boolean value) {
        return number(value ? 1 : 0, 1);
    }

    Packer octet(int value) {
        return number(value, 1);
    }

    Packer number(long value) {
        return number(value, Long.BYTES);
    }

    Packer text(String value) {
        return blob(value.getBytes(StandardCharsets.UTF_8));
    }

    Packer blob(byte[] value) {
        number(value.length, Integer.BYTES);
        bytes.writeBytes(value);
        return this;
    }

    byte[] done() {
        return bytes.toByteArray();
    }

    private Packer number(long value, int width) {
        for (var shift = (width - 1) * 8; shift >= 0; shift -= 8) {
            bytes.write((int) (value >>> shift));
        }
        return this;
    }
}
