package hearth.protocol.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.testkit.Seeds;
import org.junit.jupiter.api.Test;

class PaddingTest {

    @Test
    void unpadGivesBackWhatPadTook() {
        Seeds.check(2_000, random -> {
            var content = Seeds.bytes(random, random.nextInt(700));

            var padded = Padding.pad(content);

            assertArrayEquals(content, Padding.unpad(padded));
            assertEquals(0, padded.length % Padding.BLOCK_BYTES);
            assertTrue(padded.length > content.length);
        });
    }

    @Test
    void contentAndMarkerThatFillTheBlockGetAnotherOne() {
        assertEquals(160, Padding.pad(new byte[158]).length);
        assertEquals(320, Padding.pad(new byte[159]).length);
        assertEquals(320, Padding.pad(new byte[160]).length);
        assertEquals(320, Padding.pad(new byte[318]).length);
        assertEquals(480, Padding.pad(new byte[319]).length);
    }

    @Test
    void everyInputHasSomeUnpaddedForm() {
        Seeds.check(5_000, random -> {
            var any = Seeds.bytes(random, random.nextInt(40));

            assertTrue(Padding.unpad(any).length <= any.length);
        });
    }

    @Test
    void bytesWithoutMarkerComeBackUnchanged() {
        assertArrayEquals(new byte[] {1, 2, 3, 0}, Padding.unpad(new byte[] {1, 2, 3, 0}));
    }

    @Test
    void nothingButZerosIsEmpty() {
        assertEquals(0, Padding.unpad(new byte[5]).length);
        assertEquals(0, Padding.unpad(new byte[0]).length);
    }
}
