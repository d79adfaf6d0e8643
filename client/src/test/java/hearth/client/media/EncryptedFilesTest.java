package hearth.client.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.client.media.EncryptedFiles.Part;
import hearth.sqlite.StoreException;
import hearth.testkit.Seeds;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncryptedFilesTest {

    private static final int PIECE = EncryptedFiles.PIECE_BYTES;

    private final Path folder;
    private final EncryptedFiles files;

    EncryptedFilesTest(@TempDir Path folder) {
        this.folder = folder.resolve("files");
        files = EncryptedFiles.in(this.folder, new SecureRandom(), 1L << 30);
    }

    @Test
    void whatWasWrittenIsReadFromAnywhere() throws Exception {
        for (var length : List.of(0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 5)) {
            var content = Seeds.bytes(Seeds.random(length), length);

            var kept = files.put(content);

            var reading = files.open(kept.name(), kept.key(), Part.WHOLE).orElseThrow();
            assertEquals((long) length, reading.length());
            assertArrayEquals(content, reading.all());
            for (var at : List.of(0, 1, length / 2, PIECE, length - 1, length, length + 9)) {
                try (var in = reading.from(Math.max(0, at))) {
                    var expected = Arrays.copyOfRange(content, Math.clamp(at, 0, length), length);
                    assertArrayEquals(expected, in.readAllBytes(), "from " + at + " of " + length);
                }
            }
        }
    }

    @Test
    void nothingOfItIsToBeSeenOnDiskAndNothingCanBeChanged() throws Exception {
        var content = "a secret ".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
        var kept = files.put(content);
        var path = folder.resolve(kept.name());
        var stored = Files.readAllBytes(path);
        assertFalse(new String(stored, StandardCharsets.ISO_8859_1).contains("secret"));

        for (var change : List.of(
                Arrays.copyOf(stored, stored.length - 1),
                Arrays.copyOf(stored, 16 + PIECE + 16),
                flipped(stored, 3),
                flipped(stored, stored.length - 1))) {
            Files.write(path, change);
            var reading = files.open(kept.name(), kept.key(), Part.WHOLE).orElseThrow();
            assertEquals(
                    StoreException.Problem.CORRUPT,
                    assertThrows(StoreException.class, reading::all).problem());
        }
    }

    private static byte[] flipped(byte[] bytes, int at) {
        var copy = bytes.clone();
        copy[at] ^= 1;
        return copy;
    }

    @Test
    void whatIsTooLongIsNotKept() throws Exception {
        assertTrue(files.put(new ByteArrayInputStream(new byte[100]), 99).isEmpty());
        assertTrue(files.put(new ByteArrayInputStream(new byte[100]), 100).isPresent());
        assertEquals(1, files.names().size());
    }

    @Test
    void spaceIsCountedAlsoAfterARestart() {
        var kept = files.put(new byte[1_000]);
        files.putBeside(kept.name(), kept.key(), Part.SMALL, new byte[10]);
        files.putBeside(kept.name(), kept.key(), Part.SMALL, new byte[20]);
        var used = files.used();
        assertEquals(1_000 + 20 + 2 * 32, used);

        var again = EncryptedFiles.in(folder, new SecureRandom(), used + 10);

        assertEquals(used, again.used());
        assertTrue(again.hasRoom(10));
        assertFalse(again.hasRoom(11));
        again.remove(kept.name());
        assertEquals(0, again.used());
        assertTrue(again.names().isEmpty());
        assertTrue(again.open(kept.name(), kept.key(), Part.SMALL).isEmpty());
    }
}
