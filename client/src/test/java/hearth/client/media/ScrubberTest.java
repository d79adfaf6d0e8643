package hearth.client.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.testkit.Seeds;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ScrubberTest {

    private record Sample(FileType type, Bytes file) {}

    private static List<Sample> samples() {
        return List.of(
                new Sample(FileType.JPEG, Bytes.wrap(SamplePictures.jpegOfACamera(64, 32, 6))),
                new Sample(FileType.PNG, Bytes.wrap(SamplePictures.pngWithTexts(64, 32))),
                new Sample(FileType.GIF, Bytes.wrap(SamplePictures.gifWithComment(64, 32))),
                new Sample(FileType.WEBP, Bytes.wrap(SamplePictures.webpWithExif())),
                new Sample(FileType.MP4, Bytes.wrap(film())),
                new Sample(FileType.MP3, Bytes.wrap(song())),
                new Sample(FileType.WAV, Bytes.wrap(sound())));
    }

    @Test
    void nothingThatTellsMoreThanTheFileShowsIsLeft() throws Exception {
        for (var sample : samples()) {
            assertTrue(SamplePictures.hasSecret(sample.file().toArray()), sample.type() + " has something to hide");

            var scrubbed = Scrubber.scrub(sample.file().toArray(), sample.type());

            assertFalse(SamplePictures.hasSecret(scrubbed), sample.type().name());
            assertEquals(sample.type(), FileType.of(scrubbed, sample.type().mediaType()));
            assertArrayEquals(scrubbed, Scrubber.scrub(scrubbed, sample.type()), "scrubbing twice changes nothing");
        }
    }

    @Test
    void pixelsStayAsTheyWereAndSoDoesTheWayUp() throws Exception {
        var camera = SamplePictures.jpegOfACamera(64, 32, 6);

        var scrubbed = Scrubber.scrub(camera, FileType.JPEG);

        assertEquals(6, ImageHeader.read(scrubbed, FileType.JPEG).orientation());
        var before = ImageIO.read(new ByteArrayInputStream(SamplePictures.of("jpeg", 64, 32)));
        var after = ImageIO.read(new ByteArrayInputStream(scrubbed));
        assertArrayEquals(
                before.getRGB(0, 0, 64, 32, new int[2048], 0, 64), after.getRGB(0, 0, 64, 32, new int[2048], 0, 64));
    }

    @Test
    void aGifStillRepeats() throws Exception {
        var scrubbed = Scrubber.scrub(SamplePictures.gifWithComment(8, 8), FileType.GIF);

        assertTrue(new String(scrubbed, StandardCharsets.ISO_8859_1).contains("NETSCAPE2.0"));
    }

    @Test
    void nothingMovesInAFilm() throws Exception {
        var film = film();

        var scrubbed = Scrubber.scrub(film, FileType.MP4);

        assertEquals(film.length, scrubbed.length, "other boxes say where things are");
        assertTrue(new String(scrubbed, StandardCharsets.ISO_8859_1).contains("the film itself"));
        assertEquals(0, ByteBuffer.wrap(scrubbed).getInt(24 + 8 + 12), "when it was made");
    }

    @Test
    void damagedFilesAreRefusedWithNothingElse() {
        for (var sample : samples()) {
            Seeds.check(400, random -> {
                var bytes = sample.file().toArray();
                for (var i = random.nextInt(1, 4); i > 0; i--) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
                }
                var cut = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
                try {
                    assertTrue(Scrubber.scrub(cut, sample.type()).length <= cut.length + 64);
                } catch (FormatException refused) {
                    // Refusing damaged input is the point.
                }
            });
        }
        assertThrows(FormatException.class, () -> Scrubber.scrub(new byte[0], FileType.JPEG));
    }

    private static byte[] film() {
        var secret = SamplePictures.SECRET.getBytes(StandardCharsets.ISO_8859_1);
        var udta = box("udta", box("\u00a9xyz", secret));
        var header = ByteBuffer.allocate(100)
                .putInt(0)
                .putInt(77)
                .putInt(78)
                .putInt(1000)
                .putInt(2500)
                .array();
        var moov = box("moov", join(box("mvhd", header), udta, box("meta", secret)));
        return join(
                box("ftyp", "isom\0\0\0\0isom".getBytes(StandardCharsets.ISO_8859_1)),
                // 24 bytes so far, with this.
                moov,
                box("uuid", secret),
                box("mdat", "the film itself".getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static byte[] song() {
        var secret = SamplePictures.SECRET.getBytes(StandardCharsets.ISO_8859_1);
        var tag = ByteBuffer.allocate(10 + secret.length)
                .put("ID3\4\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1))
                .put((byte) secret.length)
                .put(secret)
                .array();
        var frames = new byte[200];
        frames[0] = (byte) 0xff;
        frames[1] = (byte) 0xfb;
        return join(
                tag, frames, Arrays.copyOf(("TAG" + SamplePictures.SECRET).getBytes(StandardCharsets.ISO_8859_1), 128));
    }

    private static byte[] sound() {
        var secret = SamplePictures.SECRET;
        return ("RIFF\0\0\0\0WAVEfmt \4\0\0\0abcdLIST" + (char) secret.length() + "\0\0\0" + secret
                        + "data\4\0\0\0wave")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] box(String kind, byte[] content) {
        return ByteBuffer.allocate(8 + content.length)
                .putInt(8 + content.length)
                .put(kind.getBytes(StandardCharsets.ISO_8859_1))
                .put(content)
                .array();
    }

    private static byte[] join(byte[]... parts) {
        var length = 0;
        for (var part : parts) {
            length += part.length;
        }
        var all = ByteBuffer.allocate(length);
        for (var part : parts) {
            all.put(part);
        }
        return all.array();
    }
}
