package hearth.client.store;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Some messages that have one word, in the order of their rows.
 *
 * <pre>
 *  | length | ( row | day | conversation and direction ) … | zeros |
 *      2
 * </pre>
 *
 * <p>Each number takes 7 bits per byte, the lowest first, with the top bit set in all bytes but the last. Rows and days are
 * differences to those before; a day's sign is its lowest bit, and so is the direction of a message, 1 for received. Zeros
 * fill up to a multiple of {@value #STEP} bytes, so that the length tells little.
 */
final class PostingBlock {

    /** A block that is longer takes no further messages at its end. */
    static final int BYTES_FULL = 800;

    private static final int STEP = 64;
    private static final int HEAD = 2;
    private static final int CONTENT_MAX = 0xffff;

    private PostingBlock() {}

    static byte[] encode(List<Posting> postings) {
        var out = new ByteArrayOutputStream();
        var row = 0L;
        var day = 0L;
        for (var posting : postings) {
            number(out, posting.message() - row);
            number(out, zigzag(posting.day() - day));
            number(out, (posting.conversation() << 1) | (posting.incoming() ? 1 : 0));
            row = posting.message();
            day = posting.day();
        }
        if (out.size() > CONTENT_MAX) {
            throw new IllegalArgumentException("A block of " + out.size() + " bytes is too long");
        }
        var content = out.toByteArray();
        var bytes = new byte[(HEAD + content.length + STEP - 1) / STEP * STEP];
        bytes[0] = (byte) (content.length >>> 8);
        bytes[1] = (byte) content.length;
        System.arraycopy(content, 0, bytes, HEAD, content.length);
        return bytes;
    }

    static boolean isFull(byte[] encoded) {
        return encoded.length > BYTES_FULL;
    }

    static List<Posting> decode(byte[] bytes) {
        var end = HEAD + (((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff));
        var in = new Numbers(bytes, HEAD);
        var postings = new ArrayList<Posting>();
        var row = 0L;
        var day = 0L;
        while (in.at < end) {
            row += in.next();
            var move = in.next();
            day += (move >>> 1) ^ -(move & 1);
            var place = in.next();
            postings.add(new Posting(row, day, place >>> 1, (place & 1) == 1));
        }
        return postings;
    }

    private static long zigzag(long value) {
        return (value << 1) ^ (value >> 63);
    }

    private static void number(ByteArrayOutputStream out, long value) {
        var rest = value;
        while (rest >>> 7 != 0) {
            out.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private static final class Numbers {

        private final byte[] bytes;
        private int at;

        Numbers(byte[] bytes, int at) {
            this.bytes = bytes;
            this.at = at;
        }

        long next() {
            var value = 0L;
            for (var shift = 0; ; shift += 7) {
                var octet = bytes[at++];
                value |= (octet & 0x7fL) << shift;
                if (octet >= 0) {
                    return value;
                }
            }
        }
    }
}
