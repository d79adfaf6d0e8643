package hearth.web.testing;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.PerspectiveTransform;
import com.google.zxing.qrcode.QRCodeWriter;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Consumer;
import javax.imageio.ImageIO;

/** Pictures of QR codes, as people take them. */
public final class Codes {

    private static final Color LIGHT = Color.WHITE;
    private static final Color DARK = Color.BLACK;
    private static final int QUIET_MODULES = 4;

    private Codes() {}

    /** A code as a program would draw it, as PNG. */
    public static byte[] png(String text) {
        return file(image(text, 6), "png");
    }

    /** A code with so many pixels to a module, quiet zone included. */
    public static BufferedImage image(String text, int module) {
        return image(text, module, DARK, LIGHT);
    }

    /** The same in other colours, which may be transparent. */
    public static BufferedImage image(String text, int module, Color dark, Color light) {
        try {
            var matrix = new QRCodeWriter()
                    .encode(text, BarcodeFormat.QR_CODE, 0, 0, Map.of(EncodeHintType.MARGIN, QUIET_MODULES));
            var side = matrix.getWidth() * module;
            var image = new BufferedImage(side, side, BufferedImage.TYPE_INT_ARGB);
            for (var y = 0; y < side; y++) {
                for (var x = 0; x < side; x++) {
                    image.setRGB(x, y, (matrix.get(x / module, y / module) ? dark : light).getRGB());
                }
            }
            return image;
        } catch (WriterException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** A white sheet with something on it. */
    public static BufferedImage sheet(int width, int height, Consumer<Graphics2D> drawing) {
        var sheet = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var pen = sheet.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, width, height);
        drawing.accept(pen);
        pen.dispose();
        return sheet;
    }

    /** Turned by so many degrees, on a sheet that is large enough. */
    public static BufferedImage turned(BufferedImage image, double degrees) {
        var side = (int) (image.getWidth() * 1.5);
        return sheet(side, side, pen -> {
            var turn = AffineTransform.getRotateInstance(Math.toRadians(degrees), side / 2.0, side / 2.0);
            var edge = (side - image.getWidth()) / 2.0;
            turn.translate(edge, edge);
            pen.drawImage(image, turn, null);
        });
    }

    /** As seen from the side: its right edge is farther away than its left one, and a fifth shorter. */
    public static BufferedImage slanted(BufferedImage image) {
        float side = image.getWidth();
        var back = PerspectiveTransform.quadrilateralToQuadrilateral(
                0, 0, side, side * 0.08f, side, side * 0.88f, 0, side, 0, 0, side, 0, side, side, 0, side);
        return sheet(image.getWidth(), image.getHeight(), pen -> {
            for (var y = 0; y < image.getHeight(); y++) {
                for (var x = 0; x < image.getWidth(); x++) {
                    var point = new float[] {x, y};
                    back.transformPoints(point);
                    if (point[0] >= 0 && point[0] < side && point[1] >= 0 && point[1] < side) {
                        pen.setColor(new Color(image.getRGB((int) point[0], (int) point[1])));
                        pen.fillRect(x, y, 1, 1);
                    }
                }
            }
        });
    }

    /** As a file of this format: png, jpeg or gif. */
    public static byte[] file(BufferedImage image, String format) {
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
