package hearth.client.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.FormatException;
import hearth.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ZstandardTest {

    @Test
    void aFrameThatUnfoldsToTheLimitIsRead() throws FormatException {
        assertEquals(1000, Zstandard.decompress(Zstandard.compress(new byte[1000]), 1000).length);
    }

    @Test
    void aFrameThatUnfoldsToOneByteMoreIsRefused() {
        var bomb = Zstandard.compress(new byte[1001]);

        assertThrows(FormatException.class, () -> Zstandard.decompress(bomb, 1000));
    }

    @Test
    void aBombIsRefusedBeforeItUnfolds() {
        var bomb = Zstandard.compress(new byte[100_000_000]);
        assertTrue(bomb.length < 20_000);

        assertThrows(FormatException.class, () -> Zstandard.decompress(bomb, 1 << 24));
    }

    @Test
    void damagedFramesAreRefusedWithAFormatException() {
        var frame = Zstandard.compress("d1:#i1e1:&de1:<le1:=dee".repeat(20).getBytes(StandardCharsets.US_ASCII));
        Seeds.check(500, random -> {
            var damaged = Arrays.copyOf(frame, 1 + random.nextInt(frame.length));
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
            try {
                Zstandard.decompress(damaged, 100_000);
            } catch (FormatException expected) {
                // Refusing damaged input is the point.
            }
        });
    }
}
