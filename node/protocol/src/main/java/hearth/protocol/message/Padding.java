package hearth.protocol.message;

import java.util.Arrays;

/**
 * Hides the exact length of a message: messages.md section 4.2.
 *
 * <pre>
 *  | content ... | 0x80 | 0x00 ... |      a multiple of 160 bytes
 * </pre>
 */
public final class Padding {

    /** A padded message is a multiple of this many bytes. */
    public static final int BLOCK_BYTES = 160;

    private static final byte MARKER = (byte) 0x80;

    private Padding() {}

    /**
     * Pads as current clients do: the marker, then zeros up to the next multiple of the block; one whole block of zeros
     * if content and marker already fill the last one.
     */
    public static byte[] pad(byte[] content) {
        var marked = content.length + 1;
        var padded = Arrays.copyOf(content, marked + BLOCK_BYTES - marked % BLOCK_BYTES);
        padded[content.length] = MARKER;
        return padded;
    }

    /**
     * Takes off any padding that a client puts on, whatever its length. Bytes that do not end in a marker and zeros come
     * back unchanged; nothing but zeros is empty.
     */
    public static byte[] unpad(byte[] padded) {
        var end = padded.length;
        while (end > 0 && padded[end - 1] == 0) {
            end--;
        }
        if (end == 0) {
            return new byte[0];
        }
        return padded[end - 1] == MARKER ? Arrays.copyOf(padded, end - 1) : padded.clone();
    }
}
