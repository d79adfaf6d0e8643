package hearth.client.media;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.Semaphore;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Makes pictures anew: what a browser of this house is shown was drawn here, not by a stranger. A picture is looked at and
 * scrubbed before a decoder sees it, and decoded no larger than it is needed. One at a time, whoever asks: a decoder at work
 * takes up to a hundred megabytes.
 */
public final class Pictures {

    /** The larger side of small pictures, in pixels. */
    public static final int SMALL = 480;

    /** The larger side of pictures that fill a screen. */
    public static final int LARGE = 1_600;

    /** The larger side of pictures that would be too long to be sent as they are. */
    public static final int SENT = 3_072;

    /** Sides of profile pictures as they are sent. */
    public static final int FACE = 600;

    /** Sides of profile pictures as they are shown here: the largest place for one, on a fine screen. */
    public static final int FACE_SHOWN = 256;

    private static final float QUALITY = 0.82f;

    /** Of the whole process: it is memory that is short. */
    private static final Semaphore DECODER = new Semaphore(1, true);

    private Pictures() {}

    /**
     * A picture that was made here.
     *
     * @param bytes  JPEG, or PNG where it is transparent in places
     * @param type   which of the two
     * @param width  pixels
     * @param height pixels
     */
    @SuppressWarnings("ArrayRecordComponent") // passed on once, never compared
    public record Made(byte[] bytes, FileType type, int width, int height) {}

    /**
     * How bright a picture is at each of its points.
     *
     * @param brightness a byte for each point, 0 for black and 255 for white, line by line from the top
     * @param width      points of a line
     * @param height     lines
     */
    public record Grey(Bytes brightness, int width, int height) {}

    /** How large a picture is as it is to be shown. Throws if it is none, or absurdly large. */
    public static int[] size(byte[] data, FileType type) throws FormatException {
        var header = ImageHeader.read(data, type);
        return header.isTurned()
                ? new int[] {header.height(), header.width()}
                : new int[] {header.width(), header.height()};
    }

    /** Draws a picture no larger than {@code sideMax}, the right way up. Of moving ones the first image. */
    public static Made draw(byte[] data, FileType type, int sideMax) throws FormatException, InterruptedException {
        DECODER.acquire();
        try {
            return encode(upright(data, type, sideMax));
        } finally {
            DECODER.release();
        }
    }

    /** Draws the middle of a picture as a square of at most {@code side}, not transparent anywhere. */
    public static Made square(byte[] data, FileType type, int side) throws FormatException, InterruptedException {
        DECODER.acquire();
        try {
            var image = upright(data, type, 2 * side);
            var cut = Math.min(image.getWidth(), image.getHeight());
            var middle = image.getSubimage((image.getWidth() - cut) / 2, (image.getHeight() - cut) / 2, cut, cut);
            var size = Math.min(side, cut);
            return encode(drawn(middle, size, size, false));
        } finally {
            DECODER.release();
        }
    }

    /** A picture without its colours, the right way up, on white, and no larger than {@code sideMax}. */
    public static Grey grey(byte[] data, FileType type, int sideMax) throws FormatException, InterruptedException {
        DECODER.acquire();
        try {
            var image = upright(data, type, sideMax);
            return grey(drawn(image, image.getWidth(), image.getHeight(), false));
        } finally {
            DECODER.release();
        }
    }

    private static Grey grey(BufferedImage image) {
        var width = image.getWidth();
        var brightness = new byte[width * image.getHeight()];
        var line = new int[width];
        for (var y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, width, 1, line, 0, width);
            for (var x = 0; x < width; x++) {
                brightness[y * width + x] = (byte) brightness(line[x]);
            }
        }
        return new Grey(Bytes.wrap(brightness), width, image.getHeight());
    }

    /** As the eye weighs red, green and blue. */
    private static int brightness(int rgb) {
        var red = rgb >> 16 & 0xff;
        var green = rgb >> 8 & 0xff;
        var blue = rgb & 0xff;
        return (306 * red + 601 * green + 117 * blue) >> 10;
    }

    private static BufferedImage upright(byte[] data, FileType type, int sideMax) throws FormatException {
        var header = ImageHeader.read(data, type);
        var image = decode(Scrubber.scrub(data, type), type, header, sideMax);
        var larger = Math.max(image.getWidth(), image.getHeight());
        var scale = Math.min(1.0, (double) sideMax / larger);
        var width = Math.max(1, (int) Math.round(image.getWidth() * scale));
        var height = Math.max(1, (int) Math.round(image.getHeight() * scale));
        var drawn = drawn(image, width, height, image.getColorModel().hasAlpha());
        return header.orientation() == 1 ? drawn : turned(drawn, header.orientation());
    }

    /** Lines and columns that would only be thrown away afterwards are not even kept while decoding. */
    private static BufferedImage decode(byte[] clean, FileType type, ImageHeader header, int sideMax)
            throws FormatException {
        var reader = first(ImageIO.getImageReadersByMIMEType(type.mediaType()));
        try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(clean))) {
            reader.setInput(in, true, true);
            var param = reader.getDefaultReadParam();
            var larger = Math.max(header.width(), header.height());
            // Small ones look better with some lines to spare; large ones must do without, for the memory.
            var step = sideMax > LARGE ? Math.ceilDiv(larger, sideMax) : Math.max(1, larger * 2 / (sideMax * 3));
            param.setSourceSubsampling(step, step, 0, 0);
            return reader.read(0, param);
        } catch (IOException | RuntimeException damaged) {
            throw new FormatException("Picture cannot be decoded");
        } finally {
            reader.dispose();
        }
    }

    private static ImageReader first(Iterator<ImageReader> readers) throws FormatException {
        if (!readers.hasNext()) {
            throw new FormatException("No decoder for this kind of picture");
        }
        return readers.next();
    }

    private static BufferedImage drawn(BufferedImage image, int width, int height, boolean alpha) {
        var target = new BufferedImage(width, height, alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        var graphics = target.createGraphics();
        if (!alpha) {
            graphics.setColor(java.awt.Color.WHITE);
            graphics.fillRect(0, 0, width, height);
        }
        smooth(graphics);
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();
        return target;
    }

    private static BufferedImage turned(BufferedImage image, int orientation) {
        double width = image.getWidth();
        double height = image.getHeight();
        var turn = switch (orientation) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
            default -> new AffineTransform();
        };
        var sideways = orientation >= 5;
        var target = new BufferedImage(
                sideways ? image.getHeight() : image.getWidth(),
                sideways ? image.getWidth() : image.getHeight(),
                image.getType());
        var graphics = target.createGraphics();
        graphics.drawImage(image, turn, null);
        graphics.dispose();
        return target;
    }

    private static void smooth(Graphics2D graphics) {
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.setRenderingHint(RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);
    }

    private static Made encode(BufferedImage image) throws FormatException {
        var type = image.getColorModel().hasAlpha() ? FileType.PNG : FileType.JPEG;
        ImageWriter writer = ImageIO.getImageWritersByMIMEType(type.mediaType()).next();
        var bytes = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            var param = writer.getDefaultWriteParam();
            if (type == FileType.JPEG) {
                param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                param.setCompressionQuality(QUALITY);
            }
            writer.write(null, new IIOImage(image, null, null), param);
        } catch (IOException e) {
            throw new FormatException("Picture cannot be encoded");
        } finally {
            writer.dispose();
        }
        return new Made(bytes.toByteArray(), type, image.getWidth(), image.getHeight());
    }
}
