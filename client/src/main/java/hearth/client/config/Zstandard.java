package hearth.client.config;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import hearth.protocol.FormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Compression with zstd. Reading is bounded in size and memory. */
final class Zstandard {

    /** What the network uses: two devices that merge alike should also store the same bytes. */
    private static final int LEVEL = 1;

    /** Limit of the memory that a frame without a length may ask for: 2^24 bytes. */
    private static final int WINDOW_LOG_MAX = 24;

    private Zstandard() {}

    static byte[] compress(byte[] plain) {
        return Zstd.compress(plain, LEVEL);
    }

    /** The content of one frame, at most {@code bytesMax} of it. Throws if there is more, or it is damaged. */
    static byte[] decompress(byte[] frame, int bytesMax) throws FormatException {
        var size = Zstd.getFrameContentSize(frame);
        if (size > bytesMax) {
            throw new FormatException("Compressed content has more than " + bytesMax + " bytes");
        }
        try (var in = new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(frame))) {
            in.setLongMax(WINDOW_LOG_MAX);
            var content = in.readNBytes(bytesMax + 1);
            if (content.length > bytesMax) {
                throw new FormatException("Compressed content has more than " + bytesMax + " bytes");
            }
            return content;
        } catch (IOException e) {
            throw new FormatException("Compressed content is damaged", e);
        }
    }
}
