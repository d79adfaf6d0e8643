package hearth.client.media;

import hearth.protocol.FormatException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * Takes out of a file what tells more than the file shows: places, cameras, programs, names and times. Pictures are taken
 * apart and only what is needed to draw them is put together again, so that nothing hides before, between or behind it.
 * Pixels and sounds stay as they are.
 *
 * <p>Of films and sounds the places where the usual apps write such things are emptied ({@code udta}, {@code meta} and
 * {@code uuid} boxes and the times of MP4 and QuickTime, ID3 and APE tags of MP3, the LIST chunk of WAV). Tracks of a film
 * that carry a course of places, and WebM, Ogg and FLAC, stay as they are; so do documents, and
 * pictures of other kinds than JPEG, PNG, GIF and WebP.
 */
public final class Scrubber {

    private static final Set<String> PNG_CHUNKS = Set.of(
            "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "sBIT", "bKGD", "pHYs", "acTL", "fcTL",
            "fdAT");

    private static final Set<String> WEBP_CHUNKS = Set.of("VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF");
    private static final Set<String> BOXES_INSIDE = Set.of("moov", "trak", "mdia");
    private static final Set<String> BOXES_EMPTIED = Set.of("udta", "meta", "uuid");
    private static final Set<String> BOXES_WITH_TIMES = Set.of("mvhd", "tkhd", "mdhd");

    private static final int PNG_CHUNKS_AT = 8;
    private static final int RIFF_CHUNKS_AT = 12;
    private static final int ID3_HEADER_BYTES = 10;
    private static final int ID3_OLD_BYTES = 128;

    /** Alpha and animation of a VP8X chunk; its other flags announce what is taken out. */
    private static final int WEBP_FLAGS = 0x12;

    private Scrubber() {}

    /** The same file without it. Throws if it is not what it claims to be. */
    public static byte[] scrub(byte[] data, FileType type) throws FormatException {
        try {
            return switch (type) {
                case JPEG -> jpeg(data);
                case PNG -> png(data);
                case GIF -> gif(data);
                case WEBP -> webp(data);
                case MP4, QUICKTIME, MP4_AUDIO -> {
                    var copy = data.clone();
                    boxes(copy, 0, copy.length, 0);
                    yield copy;
                }
                case MP3 -> mp3(data);
                case WAV -> wav(data);
                case WEBM, WEBM_AUDIO, OGG, AAC, FLAC, HEIC, HEIF, AVIF, TIFF, OTHER -> data;
            };
        } catch (IndexOutOfBoundsException | java.nio.BufferUnderflowException cut) {
            throw new FormatException("File ends in the middle");
        }
    }

    /** Whether scrubbing such a file finds everything that is usual. */
    public static boolean isThorough(FileType type) {
        return switch (type) {
            case JPEG, PNG, GIF, WEBP, MP4_AUDIO, MP3, WAV, AAC -> true;
            case MP4, QUICKTIME, WEBM, WEBM_AUDIO, OGG, FLAC, HEIC, HEIF, AVIF, TIFF, OTHER -> false;
        };
    }

    // JPEG: markers with lengths, then compressed data up to the next marker.

    private static byte[] jpeg(byte[] data) throws FormatException {
        var header = ImageHeader.read(data, FileType.JPEG);
        var out = new ByteArrayOutputStream(data.length);
        out.write(data, 0, 2);
        if (header.orientation() > 1) {
            out.writeBytes(orientation(header.orientation()));
        }
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
            if (marker == 0xd9) {
                // Whatever follows the end is no part of the picture.
                out.write(data, at, 2);
                return out.toByteArray();
            }
            var length = ((data[at + 2] & 0xff) << 8) | (data[at + 3] & 0xff);
            if (length < 2 || at + 2 + length > data.length) {
                throw new FormatException("Picture ends inside a segment");
            }
            var end = at + 2 + length;
            if (marker == 0xda) {
                end = scanEnd(data, end);
            }
            if (marker == 0xe0) {
                out.writeBytes(jfif(data, at, length));
            } else if (isNeeded(marker, data, at + 4, length - 2)) {
                out.write(data, at, end - at);
            }
            at = end;
        }
    }

    /** Tables, frames, scans, how colours were stored, and the two ways of colour that everybody's devices have. */
    private static boolean isNeeded(int marker, byte[] data, int at, int length) {
        if (marker == 0xee) {
            return text(data, at, Math.min(5, length)).equals("Adobe");
        }
        if (marker == 0xe2) {
            return length < 4096 && isCommonProfile(text(data, at, length));
        }
        return marker != 0xfe && (marker < 0xe0 || marker > 0xef);
    }

    /** Profiles that were measured for one screen or camera tell which. */
    private static boolean isCommonProfile(String profile) {
        return profile.startsWith("ICC_PROFILE\0\1\1")
                && (profile.contains("Display P3") || profile.contains("\0D\0i\0s\0p\0l\0a\0y\0 \0P\0003"));
    }

    /** Without the small picture that may be in it, which may show what was cut off the large one. */
    private static byte[] jfif(byte[] data, int at, int length) {
        if (length < 16 || !text(data, at + 4, 4).equals("JFIF")) {
            return new byte[0];
        }
        var segment = Arrays.copyOfRange(data, at, at + 18);
        segment[2] = 0;
        segment[3] = 16;
        segment[16] = 0;
        segment[17] = 0;
        return segment;
    }

    /** How the picture has to be turned, and nothing else. */
    private static byte[] orientation(int value) {
        return ByteBuffer.allocate(36)
                .putShort((short) 0xffe1)
                .putShort((short) 34)
                .put("Exif\0\0MM\0*".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) value)
                .putShort((short) 0)
                .putInt(0)
                .array();
    }

    /** Where the compressed data end: at a marker that is neither a restart nor an escaped byte. */
    private static int scanEnd(byte[] data, int from) throws FormatException {
        for (var at = from; at + 1 < data.length; at++) {
            if ((data[at] & 0xff) == 0xff) {
                var next = data[at + 1] & 0xff;
                if (next != 0 && next != 0xff && (next < 0xd0 || next > 0xd7)) {
                    return at;
                }
            }
        }
        throw new FormatException("Picture does not end");
    }

    // PNG: length, kind, content, check sum.

    private static byte[] png(byte[] data) throws FormatException {
        ImageHeader.read(data, FileType.PNG);
        var in = ByteBuffer.wrap(data);
        var out = new ByteArrayOutputStream(data.length);
        out.write(data, 0, PNG_CHUNKS_AT);
        var at = PNG_CHUNKS_AT;
        while (true) {
            var length = in.getInt(at);
            if (length < 0 || at + 12L + length > data.length) {
                throw new FormatException("Picture ends inside a chunk");
            }
            var kind = text(data, at + 4, 4);
            if (PNG_CHUNKS.contains(kind)) {
                out.write(data, at, 12 + length);
            }
            if (kind.equals("IEND")) {
                return out.toByteArray();
            }
            at += 12 + length;
        }
    }

    // GIF: a screen, then blocks of few kinds.

    private static byte[] gif(byte[] data) throws FormatException {
        ImageHeader.read(data, FileType.GIF);
        var out = new ByteArrayOutputStream(data.length);
        var at = 13 + colours(data[10]);
        out.write(data, 0, at);
        while (true) {
            switch (data[at]) {
                case 0x3b -> {
                    out.write(0x3b);
                    return out.toByteArray();
                }
                case 0x2c -> {
                    requireModestFrame(data, at);
                    var end = blocksEnd(data, at + 10 + colours(data[at + 9]) + 1);
                    out.write(data, at, end - at);
                    at = end;
                }
                case 0x21 -> {
                    var end = blocksEnd(data, at + 2);
                    if ((data[at + 1] & 0xff) == 0xf9 || isLoop(data, at)) {
                        out.write(data, at, end - at);
                    }
                    at = end;
                }
                default -> throw new FormatException("Picture has a block of an unknown kind");
            }
        }
    }

    private static void requireModestFrame(byte[] data, int at) throws FormatException {
        var in = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        long width = in.getShort(at + 5) & 0xffff;
        long height = in.getShort(at + 7) & 0xffff;
        if (width * height > ImageHeader.PIXELS_AT_ONCE_MAX) {
            throw new FormatException("Picture has a frame of " + width + " x " + height + " pixels");
        }
    }

    private static boolean isLoop(byte[] data, int at) {
        return (data[at + 1] & 0xff) == 0xff
                && data[at + 2] == 11
                && (text(data, at + 3, 11).equals("NETSCAPE2.0")
                        || text(data, at + 3, 11).equals("ANIMEXTS1.0"));
    }

    private static int colours(byte flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    private static int blocksEnd(byte[] data, int from) {
        var at = from;
        while (data[at] != 0) {
            at += 1 + (data[at] & 0xff);
        }
        return at + 1;
    }

    // WebP and WAV: RIFF, little-endian, chunks padded to even lengths.

    private static byte[] webp(byte[] data) throws FormatException {
        ImageHeader.read(data, FileType.WEBP);
        var scrubbed = riff(data, WEBP_CHUNKS, true);
        if (text(scrubbed, RIFF_CHUNKS_AT, 4).equals("VP8X")) {
            scrubbed[RIFF_CHUNKS_AT + 8] &= WEBP_FLAGS;
        }
        return scrubbed;
    }

    private static byte[] wav(byte[] data) throws FormatException {
        return riff(data, Set.of("fmt ", "data", "fact"), false);
    }

    private static byte[] riff(byte[] data, Set<String> kinds, boolean strict) throws FormatException {
        var in = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        var total = Math.min(data.length, (in.getInt(4) & 0xffff_ffffL) + 8);
        var out = new ByteArrayOutputStream(data.length);
        out.write(data, 0, RIFF_CHUNKS_AT);
        for (var at = RIFF_CHUNKS_AT; at + 8 <= total; ) {
            var length = in.getInt(at + 4) & 0xffff_ffffL;
            var end = at + 8 + length + (length & 1);
            if (end > data.length && strict) {
                throw new FormatException("Picture ends inside a chunk");
            }
            var kept = (int) Math.min(end, data.length);
            if (kinds.contains(text(data, at, 4))) {
                out.write(data, at, kept - at);
            }
            at = kept;
        }
        var scrubbed = out.toByteArray();
        ByteBuffer.wrap(scrubbed).order(ByteOrder.LITTLE_ENDIAN).putInt(4, scrubbed.length - 8);
        return scrubbed;
    }

    // MP4: boxes with lengths. Nothing may move, since other boxes say where things are: what goes becomes empty space.

    private static void boxes(byte[] data, int from, int to, int depth) {
        var in = ByteBuffer.wrap(data);
        for (var at = from; at + 8 <= to; ) {
            var length = in.getInt(at) & 0xffff_ffffL;
            var header = 8;
            if (length == 1 && at + 16 <= to) {
                length = in.getLong(at + 8);
                header = 16;
            }
            var end = length == 0 ? to : at + length;
            if (end > to || end < at + header) {
                return;
            }
            box(data, at, at + header, (int) end, depth);
            at = (int) end;
        }
    }

    private static void box(byte[] data, int at, int content, int end, int depth) {
        var kind = text(data, at + 4, 4);
        if (BOXES_EMPTIED.contains(kind)) {
            System.arraycopy("free".getBytes(StandardCharsets.ISO_8859_1), 0, data, at + 4, 4);
            Arrays.fill(data, content, end, (byte) 0);
        } else if (kind.equals("free") || kind.equals("skip")) {
            Arrays.fill(data, content, end, (byte) 0);
        } else if (BOXES_WITH_TIMES.contains(kind) && end - content >= 20) {
            var times = data[content] == 1 ? 16 : 8;
            Arrays.fill(data, content + 4, content + 4 + times, (byte) 0);
        } else if (BOXES_INSIDE.contains(kind) && depth < 4) {
            boxes(data, content, end, depth + 1);
        }
    }

    // MP3: tags before and behind the frames.

    private static byte[] mp3(byte[] data) {
        var from = 0;
        while (data.length - from >= ID3_HEADER_BYTES && text(data, from, 3).equals("ID3")) {
            var size = ((data[from + 6] & 0x7f) << 21)
                    | ((data[from + 7] & 0x7f) << 14)
                    | ((data[from + 8] & 0x7f) << 7)
                    | (data[from + 9] & 0x7f);
            var footer = (data[from + 5] & 0x10) == 0 ? 0 : ID3_HEADER_BYTES;
            from = Math.min(data.length, from + ID3_HEADER_BYTES + size + footer);
        }
        var to = data.length;
        if (to - from >= ID3_OLD_BYTES && text(data, to - ID3_OLD_BYTES, 3).equals("TAG")) {
            to -= ID3_OLD_BYTES;
        }
        if (to - from >= 32 && text(data, to - 32, 8).equals("APETAGEX")) {
            var size = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).getInt(to - 20);
            var header = data[to - 32 + 23] < 0 ? 32 : 0;
            to = size > 0 && size + header <= to - from ? to - size - header : to;
        }
        return Arrays.copyOfRange(data, from, to);
    }

    private static String text(byte[] data, int at, int length) {
        return new String(data, at, length, StandardCharsets.ISO_8859_1);
    }
}
