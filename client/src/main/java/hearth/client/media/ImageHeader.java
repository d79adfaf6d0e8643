package hearth.client.media;

import hearth.protocol.FormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * What a picture says about its size, read without decoding it: whatever is absurd is refused before any decoder sees it.
 *
 * @param width       pixels, as stored
 * @param height      pixels, as stored
 * @param orientation 1 to 8, as EXIF counts: how it has to be turned
 * @param progressive whether a decoder has to keep all of it at once
 */
record ImageHeader(int width, int height, int orientation, boolean progressive) {

    /** No picture that people take or draw is wider or higher. */
    static final int SIDE_MAX = 20_000;

    /** Of pictures that can be read line by line: what the largest telephones take. */
    static final long PIXELS_MAX = 120_000_000;

    /** Of pictures that have to be held as a whole. */
    static final long PIXELS_AT_ONCE_MAX = 16_000_000;

    private static final int JPEG_SOF_FIRST = 0xc0;
    private static final int JPEG_SOF_LAST = 0xcf;
    private static final int JPEG_SOS = 0xda;
    private static final int JPEG_APP1 = 0xe1;
    private static final int ORIENTATION_TAG = 0x0112;
    private static final int EXIF_AT = 6;

    /** Reads the header. Throws if there is none, or if the picture is larger than anybody needs. */
    static ImageHeader read(byte[] data, FileType type) throws FormatException {
        try {
            var header = switch (type) {
                case JPEG -> jpeg(data);
                case PNG -> png(data);
                case GIF -> gif(data);
                case WEBP -> webp(data);
                default -> throw new FormatException("Not a picture");
            };
            return header.checked();
        } catch (IndexOutOfBoundsException | java.nio.BufferUnderflowException cut) {
            throw new FormatException("Picture ends inside its header");
        }
    }

    /** Whether it is shown on its side. */
    boolean isTurned() {
        return orientation >= 5;
    }

    private ImageHeader checked() throws FormatException {
        if (width < 1 || height < 1 || width > SIDE_MAX || height > SIDE_MAX) {
            throw new FormatException("Picture of " + width + " x " + height + " pixels, sides have 1 to " + SIDE_MAX);
        }
        var most = progressive ? PIXELS_AT_ONCE_MAX : PIXELS_MAX;
        if ((long) width * height > most) {
            throw new FormatException("Picture of " + width + " x " + height + " pixels, more than " + most);
        }
        return this;
    }

    private static ImageHeader jpeg(byte[] data) throws FormatException {
        var orientation = 1;
        var at = 2;
        while (true) {
            if ((data[at] & 0xff) != 0xff) {
                throw new FormatException("Picture has no marker where one must be");
            }
            var marker = data[at + 1] & 0xff;
            if (marker == 0xff) {
                at++;
                continue;
            }
            var length = u16(data, at + 2);
            if (isFrame(marker)) {
                return new ImageHeader(
                        u16(data, at + 7), u16(data, at + 5), orientation, marker != 0xc0 && marker != 0xc1);
            }
            if (marker == JPEG_SOS || length < 2) {
                throw new FormatException("Picture says no size");
            }
            if (marker == JPEG_APP1 && orientation == 1) {
                orientation = orientation(data, at + 4, length - 2);
            }
            at += 2 + length;
        }
    }

    private static boolean isFrame(int marker) {
        return marker >= JPEG_SOF_FIRST
                && marker <= JPEG_SOF_LAST
                && marker != 0xc4
                && marker != 0xc8
                && marker != 0xcc;
    }

    /** The orientation in an EXIF segment, 1 if it says none. */
    private static int orientation(byte[] data, int at, int length) {
        if (length < EXIF_AT + 8
                || at + length > data.length
                || !text(data, at, 4).equals("Exif")) {
            return 1;
        }
        var tiff = ByteBuffer.wrap(data, at + EXIF_AT, length - EXIF_AT).slice();
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        try {
            var directory = tiff.getInt(4);
            var entries = tiff.getShort(directory) & 0xffff;
            for (var i = 0; i < entries; i++) {
                var entry = directory + 2 + i * 12;
                if ((tiff.getShort(entry) & 0xffff) == ORIENTATION_TAG) {
                    var value = tiff.getShort(entry + 8) & 0xffff;
                    return value >= 1 && value <= 8 ? value : 1;
                }
            }
            return 1;
        } catch (IndexOutOfBoundsException damaged) {
            return 1;
        }
    }

    private static ImageHeader png(byte[] data) throws FormatException {
        if (!text(data, 12, 4).equals("IHDR")) {
            throw new FormatException("Picture does not begin with its header");
        }
        var in = ByteBuffer.wrap(data);
        var interlaced = data[28] != 0;
        return new ImageHeader(in.getInt(16), in.getInt(20), 1, interlaced);
    }

    private static ImageHeader gif(byte[] data) {
        var in = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        return new ImageHeader(in.getShort(6) & 0xffff, in.getShort(8) & 0xffff, 1, true);
    }

    private static ImageHeader webp(byte[] data) throws FormatException {
        var in = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        return switch (text(data, 12, 4)) {
            case "VP8X" -> new ImageHeader(1 + u24(data, 24), 1 + u24(data, 27), 1, true);
            case "VP8 " -> new ImageHeader(in.getShort(26) & 0x3fff, in.getShort(28) & 0x3fff, 1, true);
            case "VP8L" -> {
                var bits = in.getInt(21);
                yield new ImageHeader(1 + (bits & 0x3fff), 1 + ((bits >>> 14) & 0x3fff), 1, true);
            }
            default -> throw new FormatException("Picture begins with a chunk of an unknown kind");
        };
    }

    private static int u16(byte[] data, int at) {
        return ((data[at] & 0xff) << 8) | (data[at + 1] & 0xff);
    }

    private static int u24(byte[] data, int at) {
        return (data[at] & 0xff) | ((data[at + 1] & 0xff) << 8) | ((data[at + 2] & 0xff) << 16);
    }

    private static String text(byte[] data, int at, int length) {
        return new String(data, at, length, StandardCharsets.ISO_8859_1);
    }
}
