package hearth.web.scan;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.PlanarYUVLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.Result;
import com.google.zxing.ResultPoint;
import com.google.zxing.ResultPointCallback;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.qrcode.QRCodeMultiReader;
import com.google.zxing.qrcode.decoder.Decoder;
import com.google.zxing.qrcode.detector.Detector;
import com.google.zxing.qrcode.detector.FinderPattern;
import hearth.client.media.FileType;
import hearth.client.media.Pictures;
import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Finds the QR code in a picture that somebody took or chose: turned, slanted, light on dark, small in a large photo. Bytes and
 * pixels are bounded before anything is decoded, and so is the time: the library looks at every three corners of codes together,
 * and a picture can be made of nothing but corners.
 */
public final class QrReader {

    /** The longest file that is looked at, in bytes: photos of large telephones fit. */
    public static final long BYTES_MAX = 20_000_000;

    /** Pictures are made smaller than this before a code is looked for. */
    private static final int SIDE_MAX = Pictures.LARGE;

    /** Below this a picture is not halved any more, in pixels. */
    private static final int SIDE_MIN = 200;

    /** Corners among which every code is looked for. Five codes have fifteen. */
    private static final int CORNERS_OF_MANY_MAX = 24;

    /** Corners among which one code is looked for: leaves and letters look like corners, too. */
    private static final int CORNERS_OF_ONE_MAX = 250;

    /** The edge of a code is so far outside the middle of its corners, as a part of their distance, at most. */
    private static final double OUTSIDE = 0.3;

    /** Of the whole process: a picture that is looked at is in memory as a whole. */
    private static final Semaphore TABLE = new Semaphore(2, true);

    private static final int PATIENCE_SECONDS = 10;

    private QrReader() {}

    /** Looks for a code. What {@code picture} throws is passed on; it need not have been read to its end. */
    public static Scan read(InputStream picture) throws IOException, InterruptedException {
        if (!TABLE.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            return new Scan.Busy();
        }
        try {
            var bytes = picture.readNBytes((int) BYTES_MAX + 1);
            if (bytes.length > BYTES_MAX) {
                return new Scan.TooLarge(BYTES_MAX);
            }
            var type = FileType.of(Arrays.copyOf(bytes, Math.min(bytes.length, FileType.HEAD_BYTES)), "");
            return find(Pictures.grey(bytes, type, SIDE_MAX));
        } catch (FormatException none) {
            return new Scan.NoPicture();
        } finally {
            TABLE.release();
        }
    }

    /** First as it is; if nothing can be read, smaller, which evens out what is blurred, and with light and dark exchanged. */
    private static Scan find(Pictures.Grey picture) {
        var whole = source(picture);
        var sources = new ArrayList<>(List.of(whole, whole.invert()));
        if (Math.min(picture.width(), picture.height()) >= 2 * SIDE_MIN) {
            var half = source(half(picture));
            sources.add(1, half);
            sources.add(half.invert());
        }
        for (var source : sources) {
            for (var binarizer : List.of(new HybridBinarizer(source), new GlobalHistogramBinarizer(source))) {
                var texts = texts(new BinaryBitmap(binarizer));
                if (!texts.isEmpty()) {
                    return texts.size() == 1 ? new Scan.Code(texts.iterator().next()) : new Scan.Several();
                }
            }
        }
        return new Scan.None();
    }

    private static LuminanceSource source(Pictures.Grey picture) {
        var width = picture.width();
        var height = picture.height();
        return new PlanarYUVLuminanceSource(picture.brightness().toArray(), width, height, 0, 0, width, height, false);
    }

    private static Pictures.Grey half(Pictures.Grey picture) {
        var from = picture.brightness().toArray();
        var width = picture.width() / 2;
        var height = picture.height() / 2;
        var to = new byte[width * height];
        for (var y = 0; y < height; y++) {
            for (var x = 0; x < width; x++) {
                var at = 2 * y * picture.width() + 2 * x;
                var below = at + picture.width();
                var sum = (from[at] & 0xff) + (from[at + 1] & 0xff) + (from[below] & 0xff) + (from[below + 1] & 0xff);
                to[y * width + x] = (byte) (sum / 4);
            }
        }
        return new Pictures.Grey(Bytes.wrap(to), width, height);
    }

    private static Set<String> texts(BinaryBitmap bitmap) {
        var texts = new HashSet<String>();
        try {
            Arrays.stream(new QRCodeMultiReader().decodeMultiple(bitmap, hints(CORNERS_OF_MANY_MAX)))
                    .map(Result::getText)
                    .forEach(texts::add);
        } catch (ReaderException | RuntimeException noneOrTooMuch) {
            // The library lets slip what it should catch: whatever it throws means that it read nothing.
        }
        return texts.isEmpty() ? oneAfterTheOther(bitmap) : texts;
    }

    /** Reads the code that stands out, covers it, and looks whether there is another one. */
    private static Set<String> oneAfterTheOther(BinaryBitmap bitmap) {
        var texts = new HashSet<String>();
        try {
            var matrix = bitmap.getBlackMatrix().clone();
            for (var turn = 0; turn < 2; turn++) {
                var hints = hints(CORNERS_OF_ONE_MAX);
                var found = new Detector(matrix).detect(hints);
                texts.add(new Decoder().decode(found.getBits(), hints).getText());
                cover(matrix, found.getPoints());
            }
        } catch (ReaderException | RuntimeException noneOrTooMuch) {
            // The same.
        }
        return texts;
    }

    private static Map<DecodeHintType, Object> hints(int cornersMax) {
        return Map.of(
                DecodeHintType.TRY_HARDER, true, DecodeHintType.NEED_RESULT_POINT_CALLBACK, new Counting(cornersMax));
    }

    /** The corners come as bottom left, top left and top right, as the code itself counts. */
    private static void cover(BitMatrix matrix, ResultPoint[] corners) {
        var fourthX = corners[0].getX() + corners[2].getX() - corners[1].getX();
        var fourthY = corners[0].getY() + corners[2].getY() - corners[1].getY();
        var edge = OUTSIDE
                * Math.max(ResultPoint.distance(corners[0], corners[1]), ResultPoint.distance(corners[1], corners[2]));
        var left = least(corners[0].getX(), corners[1].getX(), corners[2].getX(), fourthX) - edge;
        var right = -least(-corners[0].getX(), -corners[1].getX(), -corners[2].getX(), -fourthX) + edge;
        var top = least(corners[0].getY(), corners[1].getY(), corners[2].getY(), fourthY) - edge;
        var bottom = -least(-corners[0].getY(), -corners[1].getY(), -corners[2].getY(), -fourthY) + edge;
        for (var y = (int) Math.max(0, top); y < Math.min(matrix.getHeight(), bottom); y++) {
            for (var x = (int) Math.max(0, left); x < Math.min(matrix.getWidth(), right); x++) {
                matrix.unset(x, y);
            }
        }
    }

    private static double least(double... values) {
        return Arrays.stream(values).min().orElseThrow();
    }

    /** Stops the library when there are more corners than it can look at in a moment. */
    private static final class Counting implements ResultPointCallback {

        private final int cornersMax;
        private int corners;

        Counting(int cornersMax) {
            this.cornersMax = cornersMax;
        }

        @Override
        public void foundPossibleResultPoint(ResultPoint point) {
            if (point instanceof FinderPattern && ++corners > cornersMax) {
                throw new IllegalStateException("More corners than codes have");
            }
        }
    }
}
