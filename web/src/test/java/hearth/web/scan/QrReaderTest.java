package hearth.web.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.testkit.Seeds;
import hearth.web.testing.Codes;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Codes as people take them, and pictures that are meant to break something. */
class QrReaderTest {

    private static final String ID = "05" + "0123456789abcdef".repeat(4);
    private static final Scan FOUND = new Scan.Code(ID);

    private static Scan read(byte[] picture) throws Exception {
        return QrReader.read(new ByteArrayInputStream(picture));
    }

    private static Scan read(BufferedImage picture) throws Exception {
        return read(Codes.file(picture, "png"));
    }

    @Test
    void aCodeIsReadFromEveryKindOfPicture() throws Exception {
        var plain = Codes.sheet(300, 300, pen -> pen.drawImage(Codes.image(ID, 5), 10, 10, null));
        for (var format : List.of("png", "jpeg", "gif")) {
            assertEquals(FOUND, read(Codes.file(plain, format)), format);
        }
        assertEquals(FOUND, read(Codes.png(ID)));
    }

    @Test
    void aCodeIsReadTurnedSlantedInAnyColoursAndWithoutGround() throws Exception {
        var code = Codes.image(ID, 8);
        for (var degrees : List.of(7, 45, 90, 180, 251)) {
            assertEquals(FOUND, read(Codes.turned(code, degrees)), degrees + " degrees");
        }
        assertEquals(FOUND, read(Codes.slanted(code)));
        assertEquals(FOUND, read(Codes.turned(Codes.slanted(code), 30)));
        assertEquals(FOUND, read(Codes.image(ID, 8, new Color(0x0b3558), new Color(0xffd8a8))));
        assertEquals(FOUND, read(Codes.image(ID, 8, Color.BLACK, new Color(0, true))), "transparent ground");
        assertEquals(FOUND, read(Codes.image(ID, 8, new Color(0xeeeeee), new Color(0x1b1b1b))), "light on dark");
    }

    /** 4 000 by 3 000 pixels of a wall with a code on a fifth of its width. */
    @Test
    void aCodeIsReadInThePhotoOfATelephone() throws Exception {
        var random = Seeds.random(7);
        var photo = Codes.sheet(4_000, 3_000, pen -> {
            for (var i = 0; i < 30_000; i++) {
                var grey = 90 + random.nextInt(120);
                pen.setColor(new Color(grey, grey - 20, grey - 40));
                pen.fillRect(
                        random.nextInt(4_000), random.nextInt(3_000), 10 + random.nextInt(60), 4 + random.nextInt(30));
            }
            pen.rotate(0.2, 2_400, 1_100);
            pen.drawImage(Codes.image(ID, 18), 2_400, 1_100, null);
        });

        assertEquals(FOUND, read(Codes.file(photo, "jpeg")));
    }

    @Test
    void twoDifferentCodesAreSeveralAndTheSameTwiceIsOne() throws Exception {
        var one = Codes.image(ID, 6);
        var other = Codes.image("05" + "f".repeat(64), 6);

        assertEquals(new Scan.Several(), read(beside(one, other)));
        assertEquals(FOUND, read(beside(one, one)));
        assertEquals(new Scan.Several(), read(Codes.turned(beside(one, other), 90)));
        // Too many corners to look at all codes at once.
        assertEquals(new Scan.Several(), read(Codes.sheet(1_600, 1_200, pen -> {
            for (var i = 0; i < 12; i++) {
                pen.drawImage(Codes.image("code " + i, 10), i % 4 * 400, i / 4 * 400, null);
            }
        })));
    }

    private static BufferedImage beside(BufferedImage left, BufferedImage right) {
        return Codes.sheet(left.getWidth() * 2 + 40, left.getHeight() * 2, pen -> {
            pen.drawImage(left, 0, 30, null);
            pen.drawImage(right, left.getWidth() + 40, 0, null);
        });
    }

    @Test
    void picturesWithoutACodeHaveNone() throws Exception {
        var random = Seeds.random(3);
        assertEquals(new Scan.None(), read(Codes.sheet(800, 600, _ -> {})));
        assertEquals(new Scan.None(), read(Codes.sheet(1, 1, _ -> {})));
        assertEquals(new Scan.None(), read(Codes.sheet(1_200, 800, pen -> {
            for (var i = 0; i < 40_000; i++) {
                pen.setColor(new Color(random.nextInt(0x1000000)));
                pen.fillRect(random.nextInt(1_200), random.nextInt(800), 4, 4);
            }
        })));
        var cut = Codes.image(ID, 8);
        assertEquals(new Scan.None(), read(cut.getSubimage(0, 0, cut.getWidth() * 2 / 3, cut.getHeight())));
    }

    /** Three of them make a code, and tens of thousands make more threes than anybody could look at. */
    @Test
    void aPictureOfNothingButCornersIsLeftAlone() throws Exception {
        for (var step : List.of(9, 12, 40, 180)) {
            assertEquals(
                    new Scan.None(),
                    read(Codes.sheet(1_600, 1_600, pen -> {
                        for (var y = 0; y < 1_600; y += step) {
                            for (var x = 0; x < 1_600; x += step) {
                                corner(pen, x, y, Math.max(1, step / 9));
                            }
                        }
                    })),
                    "every " + step);
        }
    }

    private static void corner(Graphics2D pen, int x, int y, int module) {
        pen.setColor(Color.BLACK);
        pen.fillRect(x, y, 7 * module, 7 * module);
        pen.setColor(Color.WHITE);
        pen.fillRect(x + module, y + module, 5 * module, 5 * module);
        pen.setColor(Color.BLACK);
        pen.fillRect(x + 2 * module, y + 2 * module, 3 * module, 3 * module);
    }

    @Test
    void whatIsNoPictureIsNone() throws Exception {
        var png = Codes.png(ID);
        for (var bytes : List.of(
                new byte[0],
                "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.US_ASCII),
                "%PDF-1.7".getBytes(StandardCharsets.US_ASCII),
                Arrays.copyOf(png, 20),
                sized(png, 20_001, 10),
                sized(png, 20_000, 20_000),
                sized(png, Integer.MAX_VALUE, Integer.MAX_VALUE),
                sized(png, 0, 0))) {
            assertEquals(new Scan.NoPicture(), read(bytes));
        }
    }

    /** The same PNG that says it has another size. */
    private static byte[] sized(byte[] png, int width, int height) {
        var copy = png.clone();
        ByteBuffer.wrap(copy).putInt(16, width).putInt(20, height);
        return copy;
    }

    @Test
    void aPictureWithoutAnEndIsTooLarge() throws Exception {
        assertEquals(new Scan.TooLarge(QrReader.BYTES_MAX), QrReader.read(new InputStream() {
            @Override
            public int read() {
                return 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                Arrays.fill(target, offset, offset + length, (byte) 0xff);
                return length;
            }
        }));
    }

    @Test
    void damagedPicturesGiveAnAnswerAndNothingElse() {
        var jpeg = Codes.file(Codes.sheet(200, 200, pen -> pen.drawImage(Codes.image(ID, 4), 0, 0, null)), "jpeg");
        var png = Codes.png(ID);
        Seeds.check(60, random -> {
            var damaged = (random.nextBoolean() ? jpeg : png).clone();
            for (var i = 0; i < 5; i++) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
            }
            assertNotNull(read(Arrays.copyOf(damaged, 1 + random.nextInt(damaged.length))));
        });
    }

    @Test
    void whatACodeSaysIsPrintedNowhere() throws Exception {
        assertFalse(FOUND.toString().contains("0123"));
        var secret = ScannedCode.of("7728d972721b98816a328c46c1995135");
        assertTrue(secret instanceof ScannedCode.Recovery);
        assertFalse(secret.toString().contains("virtual"), secret.toString());
        assertFalse(secret.toString().contains("7728"), secret.toString());
    }
}
