package hearth.web.page;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.util.Map;

/**
 * A QR code as the path of an inline SVG: one unit per module, quiet zone included.
 *
 * @param size modules per side, quiet zone included
 * @param path data of an SVG path that fills the dark modules
 */
public record QrCode(int size, String path) {

    /** Light modules around the code that readers need. */
    private static final int QUIET = 4;

    /** Encodes a text of at most a few hundred characters. */
    public static QrCode of(String text) {
        try {
            var hints = Map.of(EncodeHintType.MARGIN, QUIET, EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.M);
            var modules = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0, hints);
            var path = new StringBuilder();
            for (var y = 0; y < modules.getHeight(); y++) {
                for (var x = 0; x < modules.getWidth(); x++) {
                    var start = x;
                    while (x < modules.getWidth() && modules.get(x, y)) {
                        x++;
                    }
                    if (x > start) {
                        var run = x - start;
                        path.append('M').append(start).append(' ').append(y);
                        path.append('h').append(run).append("v1h-").append(run).append('z');
                    }
                }
            }
            return new QrCode(modules.getWidth(), path.toString());
        } catch (WriterException e) {
            throw new IllegalArgumentException("The text does not fit into a QR code", e);
        }
    }

    /** For templates: the view box of the SVG. */
    public String box() {
        return "0 0 " + size + " " + size;
    }

    /** The path may hold a secret. */
    @Override
    public String toString() {
        return "QR code";
    }
}
