package hearth.client.media;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;

/** Pictures for tests, with what should not be in them. */
public final class SamplePictures {

    /** Must be in no file that is sent. */
    static final String SECRET = "GPS 48.2082 N 16.3738 E by Ada";

    /** A lossy WebP of 1 x 1 pixel. */
    private static final String TINY_WEBP = "UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA";

    private SamplePictures() {}

    /** Left half red, right half blue. */
    public static byte[] of(String format, int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, width / 2, height);
        graphics.setColor(Color.BLUE);
        graphics.fillRect(width / 2, 0, width - width / 2, height);
        graphics.dispose();
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A JPEG that says how it has to be turned, and more. */
    public static byte[] jpegOfACamera(int width, int height, int orientation) {
        var plain = of("jpeg", width, height);
        var out = new ByteArrayOutputStream();
        out.write(plain, 0, 2);
        out.writeBytes(exif(orientation));
        out.writeBytes(segment(0xe1, "http://ns.adobe.com/xap/1.0/\0<x>" + SECRET + "</x>"));
        out.writeBytes(segment(0xe2, "ICC_PROFILE\0\1\1 my own screen " + SECRET));
        out.writeBytes(segment(0xed, "Photoshop 3.0\0" + SECRET));
        out.writeBytes(segment(0xfe, SECRET));
        out.write(plain, 2, plain.length - 2);
        out.writeBytes(("PK and a film that moves: " + SECRET).getBytes(StandardCharsets.ISO_8859_1));
        return out.toByteArray();
    }

    private static byte[] exif(int orientation) {
        var tiff = ByteBuffer.allocate(38 + SECRET.length()).order(ByteOrder.LITTLE_ENDIAN);
        tiff.put("II*\0".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(8)
                .putShort((short) 2)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0)
                .putShort((short) 0x010f)
                .putShort((short) 2)
                .putInt(SECRET.length())
                .putInt(38)
                .putInt(0)
                .put(SECRET.getBytes(StandardCharsets.ISO_8859_1));
        return segment(0xe1, "Exif\0\0" + new String(tiff.array(), StandardCharsets.ISO_8859_1));
    }

    private static byte[] segment(int marker, String content) {
        var bytes = content.getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(4 + bytes.length)
                .put((byte) 0xff)
                .put((byte) marker)
                .putShort((short) (2 + bytes.length))
                .put(bytes)
                .array();
    }

    /** A PNG with texts, a time and something behind its end. */
    public static byte[] pngWithTexts(int width, int height) {
        var plain = of("png", width, height);
        var out = new ByteArrayOutputStream();
        out.write(plain, 0, 33);
        out.writeBytes(chunk("tEXt", ("Author\0" + SECRET).getBytes(StandardCharsets.ISO_8859_1)));
        out.writeBytes(chunk("eXIf", SECRET.getBytes(StandardCharsets.ISO_8859_1)));
        out.writeBytes(chunk("zTXt", bomb()));
        out.write(plain, 33, plain.length - 33);
        out.writeBytes(("<script>alert('" + SECRET + "')</script>").getBytes(StandardCharsets.ISO_8859_1));
        return out.toByteArray();
    }

    /** A text that becomes 64 MB. */
    private static byte[] bomb() {
        var deflater = new Deflater(9);
        deflater.setInput(new byte[64 << 20]);
        deflater.finish();
        var packed = new byte[1 << 20];
        var length = deflater.deflate(packed);
        deflater.end();
        return ByteBuffer.allocate(2 + 3 + length)
                .put("Bomb\0".getBytes(StandardCharsets.ISO_8859_1), 0, 4)
                .put((byte) 0)
                .put(packed, 0, length)
                .array();
    }

    static byte[] chunk(String kind, byte[] content) {
        var crc = new CRC32();
        crc.update(kind.getBytes(StandardCharsets.ISO_8859_1));
        crc.update(content);
        return ByteBuffer.allocate(12 + content.length)
                .putInt(content.length)
                .put(kind.getBytes(StandardCharsets.ISO_8859_1))
                .put(content)
                .putInt((int) crc.getValue())
                .array();
    }

    /** A PNG of a few bytes that says it is as large as wanted. */
    public static byte[] pngThatSays(int width, int height) {
        var plain = of("png", 1, 1);
        var header = ByteBuffer.wrap(Arrays.copyOfRange(plain, 16, 29));
        header.putInt(0, width).putInt(4, height);
        var out = new ByteArrayOutputStream();
        out.write(plain, 0, 8);
        out.writeBytes(chunk("IHDR", header.array()));
        out.write(plain, 33, plain.length - 33);
        return out.toByteArray();
    }

    /** A GIF with a comment, a loop, and something behind its end. */
    public static byte[] gifWithComment(int width, int height) {
        var plain = of("gif", width, height);
        var colours = (plain[10] & 0x80) == 0 ? 0 : 3 << ((plain[10] & 7) + 1);
        var out = new ByteArrayOutputStream();
        out.write(plain, 0, 13 + colours);
        out.writeBytes(new byte[] {0x21, (byte) 0xff, 11});
        out.writeBytes("NETSCAPE2.0".getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(new byte[] {3, 1, 0, 0, 0, 0x21, (byte) 0xfe, (byte) SECRET.length()});
        out.writeBytes(SECRET.getBytes(StandardCharsets.ISO_8859_1));
        out.write(0);
        out.write(plain, 13 + colours, plain.length - 13 - colours);
        out.writeBytes(SECRET.getBytes(StandardCharsets.ISO_8859_1));
        return out.toByteArray();
    }

    /** A WebP with EXIF. */
    static byte[] webpWithExif() {
        var tiny = Base64.getDecoder().decode(TINY_WEBP);
        var secret = SECRET.getBytes(StandardCharsets.ISO_8859_1);
        var even = secret.length + (secret.length & 1);
        var out = ByteBuffer.allocate(tiny.length + 18 + 8 + even).order(ByteOrder.LITTLE_ENDIAN);
        out.put(tiny, 0, 12)
                .put("VP8X".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(10)
                .put((byte) 0x08)
                .put(new byte[9])
                .put(tiny, 12, tiny.length - 12)
                .put("EXIF".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(secret.length)
                .put(secret);
        return out.putInt(4, out.capacity() - 8).array();
    }

    public static boolean hasSecret(byte[] file) {
        return new String(file, StandardCharsets.ISO_8859_1).contains(SECRET);
    }
}
