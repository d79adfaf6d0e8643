package hearth.client.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.FormatException;
import hearth.testkit.Seeds;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PicturesTest {

    @Test
    void picturesOfEveryKindAreDrawnSmall() throws Exception {
        for (var type : List.of(FileType.JPEG, FileType.PNG, FileType.GIF)) {
            var file = SamplePictures.of(type.name(), 1_000, 500);

            var made = Pictures.draw(file, type, Pictures.SMALL);

            assertEquals(480, made.width(), type.name());
            assertEquals(240, made.height(), type.name());
            assertIsRed(image(made).getRGB(10, 120));
        }
        assertEquals(
                1,
                Pictures.draw(SamplePictures.webpWithExif(), FileType.WEBP, 480).width());
    }

    @Test
    void aPictureOfACameraOnItsSideIsDrawnUpright() throws Exception {
        var made = Pictures.draw(SamplePictures.jpegOfACamera(400, 200, 6), FileType.JPEG, Pictures.SMALL);

        assertEquals(200, made.width());
        assertEquals(400, made.height());
        assertIsRed(image(made).getRGB(100, 50));
        assertArrayEquals(
                new int[] {200, 400}, Pictures.size(SamplePictures.jpegOfACamera(400, 200, 6), FileType.JPEG));
        assertFalse(SamplePictures.hasSecret(made.bytes()));
    }

    @Test
    void aProfilePictureIsTheMiddleOfAPicture() throws Exception {
        var made = Pictures.square(SamplePictures.of("png", 900, 300), FileType.PNG, Pictures.FACE);

        assertEquals(300, made.width());
        assertEquals(300, made.height());
        assertIsRed(image(made).getRGB(20, 150));
        assertEquals(FileType.JPEG, made.type());
    }

    @Test
    void absurdSizesAreRefusedBeforeAnythingIsDecoded() {
        for (var side : List.of(ImageHeader.SIDE_MAX + 1, Integer.MAX_VALUE, 0, -1)) {
            assertThrows(
                    FormatException.class,
                    () -> Pictures.draw(SamplePictures.pngThatSays(side, 1), FileType.PNG, Pictures.SMALL));
        }
        assertThrows(
                FormatException.class,
                () -> Pictures.draw(SamplePictures.pngThatSays(20_000, 20_000), FileType.PNG, Pictures.SMALL));
    }

    /** As large as is taken, and nothing in it: the decoder finds out, and keeps few of its lines. */
    @Test
    void theLargestPictureThatIsTakenNeedsLittleMemory() {
        assertThrows(
                FormatException.class,
                () -> Pictures.draw(SamplePictures.pngThatSays(12_000, 10_000), FileType.PNG, Pictures.SMALL));
    }

    @Test
    void aTextThatWouldUnpackToMuchIsNotUnpacked() throws Exception {
        assertEquals(
                64,
                Pictures.draw(SamplePictures.pngWithTexts(64, 32), FileType.PNG, 480)
                        .width());
    }

    @Test
    void damagedPicturesAreRefusedWithNothingElse() {
        var samples = List.of(
                SamplePictures.jpegOfACamera(40, 20, 3),
                SamplePictures.of("png", 40, 20),
                SamplePictures.gifWithComment(40, 20),
                SamplePictures.webpWithExif());
        Seeds.check(400, random -> {
            var bytes = samples.get(random.nextInt(samples.size())).clone();
            var type = FileType.of(bytes, "");
            for (var i = random.nextInt(1, 5); i > 0; i--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
            }
            var cut = random.nextBoolean() ? bytes : Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            try {
                assertTrue(Pictures.draw(cut, type, 32).width() <= 32);
            } catch (FormatException refused) {
                // Refusing damaged input is the point.
            }
        });
    }

    @Test
    void whatAFileIsIsJudgedByItsContent() {
        assertEquals(
                FileType.OTHER, FileType.of("<svg onload=alert(1)>".getBytes(StandardCharsets.US_ASCII), "image/png"));
        assertEquals(FileType.OTHER, FileType.of("<html>".getBytes(StandardCharsets.US_ASCII), "image/jpeg"));
        assertEquals(FileType.HEIC, FileType.of("....ftypheic".getBytes(StandardCharsets.US_ASCII), "image/jpeg"));
        assertEquals(FileType.HEIF, FileType.of("....ftypmif1".getBytes(StandardCharsets.US_ASCII), ""));
        assertEquals(FileType.AVIF, FileType.of("....ftypavif".getBytes(StandardCharsets.US_ASCII), ""));
        assertEquals(FileType.MP4, FileType.of("....ftyp".getBytes(StandardCharsets.US_ASCII), ""));
        assertEquals(FileType.TIFF, FileType.of("II*\0".getBytes(StandardCharsets.US_ASCII), ""));
        assertEquals(FileType.TIFF, FileType.of("MM\0*".getBytes(StandardCharsets.US_ASCII), ""));
        assertEquals(FileType.PNG, FileType.of(SamplePictures.of("png", 1, 1), "text/html"));
        assertEquals(FileType.MP4_AUDIO, FileType.of("....ftypiso5".getBytes(StandardCharsets.US_ASCII), "audio/mp4"));
        assertEquals(FileType.OTHER, FileType.of(new byte[0], "image/png"));
    }

    /** A picture that is a page as well: what is drawn of it is a picture only. */
    @Test
    void whatIsTwoThingsAtOnceIsDrawnAsOneOfThem() throws Exception {
        var page = "<html><script>alert(1)</script></html>".getBytes(StandardCharsets.ISO_8859_1);
        for (var format : List.of("png", "jpeg", "gif")) {
            var picture = new ByteArrayOutputStream();
            picture.writeBytes(SamplePictures.of(format, 40, 30));
            picture.writeBytes(page);
            var type = FileType.of(picture.toByteArray(), "text/html");

            var made = Pictures.draw(picture.toByteArray(), type, Pictures.SMALL);

            assertEquals(40, made.width(), format);
            assertFalse(new String(made.bytes(), StandardCharsets.ISO_8859_1).contains("script"), format);
        }
    }

    @Test
    void namesAreMadeSafe() {
        assertEquals("passwd", FileNames.safe("../../etc/passwd", "file"));
        assertEquals("evil.exe", FileNames.safe("C:\\x\\evil.exe", "file"));
        assertEquals("exe.gpj", FileNames.safe("\u202Eexe.gpj\r\n", "file"));
        assertEquals("file", FileNames.safe("...", "file"));
        assertEquals("hidden", FileNames.safe(".hidden", "file"));
        assertEquals(
                FileNames.LENGTH_MAX,
                FileNames.safe("a".repeat(500) + ".jpeg", "file").length());
        assertTrue(FileNames.safe("a".repeat(500) + ".jpeg", "file").endsWith(".jpeg"));
        assertEquals("Ärger 👍.png", FileNames.safe("Ärger 👍.png", "file"));
    }

    private static BufferedImage image(Pictures.Made made) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(made.bytes()));
    }

    private static void assertIsRed(int colour) {
        assertTrue((colour >> 16 & 0xff) > 200 && (colour & 0xff) < 60, Integer.toHexString(colour));
    }
}
