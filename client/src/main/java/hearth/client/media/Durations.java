package hearth.client.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** How long sounds and films play, as far as their containers say so in a place that is quickly found. */
public final class Durations {

    private static final long MS_MAX = 24 * 3_600_000L;
    private static final int OPUS_RATE = 48_000;

    private Durations() {}

    /** In milliseconds, at most a day; 0 if unknown. Never throws: a file may say anything. */
    public static long ms(byte[] data, FileType type) {
        try {
            var ms = switch (type) {
                case MP4, QUICKTIME, MP4_AUDIO -> movie(data, 0, data.length);
                case WAV -> wav(data);
                case OGG -> ogg(data);
                default -> 0L;
            };
            return ms < 0 || ms > MS_MAX ? 0 : ms;
        } catch (IndexOutOfBoundsException | java.nio.BufferUnderflowException | ArithmeticException damaged) {
            return 0;
        }
    }

    private static long movie(byte[] data, int from, int to) {
        var in = ByteBuffer.wrap(data);
        for (var at = from; at + 8 <= to; ) {
            var length = in.getInt(at) & 0xffff_ffffL;
            if (length < 8 || at + length > to) {
                return 0;
            }
            var kind = text(data, at + 4, 4);
            if (kind.equals("moov")) {
                return movie(data, at + 8, (int) (at + length));
            }
            if (kind.equals("mvhd")) {
                var isLong = data[at + 8] == 1;
                var scale = in.getInt(at + (isLong ? 28 : 20)) & 0xffff_ffffL;
                var duration = isLong ? in.getLong(at + 32) : in.getInt(at + 24) & 0xffff_ffffL;
                return Math.multiplyExact(duration, 1_000L) / scale;
            }
            at += (int) length;
        }
        return 0;
    }

    private static long wav(byte[] data) {
        var in = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        var rate = 0L;
        for (var at = 12; at + 8 <= data.length; ) {
            var length = in.getInt(at + 4) & 0xffff_ffffL;
            if (text(data, at, 4).equals("fmt ")) {
                rate = in.getInt(at + 16) & 0xffff_ffffL;
            } else if (text(data, at, 4).equals("data")) {
                return Math.min(length, data.length - at - 8) * 1_000L / rate;
            }
            at = (int) Math.min(data.length, at + 8 + length + (length & 1));
        }
        return 0;
    }

    /** The last page says how many samples there are. */
    private static long ogg(byte[] data) {
        var in = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        var first = text(data, 0, Math.min(data.length, 128));
        var vorbis = first.indexOf("vorbis");
        var rate = first.contains("OpusHead") ? OPUS_RATE : vorbis < 0 ? 0 : in.getInt(vorbis + 11);
        for (var at = data.length - 14; at >= 0; at--) {
            if (data[at] == 'O' && text(data, at, 4).equals("OggS")) {
                return Math.multiplyExact(in.getLong(at + 6), 1_000L) / rate;
            }
        }
        return 0;
    }

    private static String text(byte[] data, int at, int length) {
        return new String(data, at, length, StandardCharsets.ISO_8859_1);
    }
}
