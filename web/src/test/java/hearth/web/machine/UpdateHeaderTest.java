package hearth.web.machine;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.FormatException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is an update and what is not. */
class UpdateHeaderTest {

    private static final String HASH = "0f".repeat(32);

    private static byte[] bytes(String text) {
        return (text + "\n".repeat(UpdateHeader.BYTES - text.length())).getBytes(US_ASCII);
    }

    private static String lines(String version, String build, String size, String hash) {
        return "hearth-update 1\nversion=" + version + "\nbuild=" + build + "\ndata=3\nsize=" + size + "\nsha256="
                + hash + "\n";
    }

    private static void refused(byte[] bytes) {
        assertThrows(FormatException.class, () -> UpdateHeader.decode(bytes));
    }

    @Test
    void aHeaderIsRead() throws FormatException {
        var header = UpdateHeader.decode(bytes(lines("1.2.3", "1700000000", "4096", HASH)));

        assertEquals(new UpdateHeader("1.2.3", 1_700_000_000, 4096, HASH), header);
        assertEquals(8192, header.fileBytes());
    }

    @Test
    void theLargestIsASlotAndNoByteMore() throws FormatException {
        var most = Long.toString(UpdateHeader.SIZE_MAX);
        assertEquals(
                UpdateHeader.SIZE_MAX,
                UpdateHeader.decode(bytes(lines("1", "1", most, HASH))).size());
        refused(bytes(lines("1", "1", Long.toString(UpdateHeader.SIZE_MAX + 1), HASH)));
    }

    @Test
    void whatIsMalformedOrMissingIsRefused() {
        refused(new byte[0]);
        refused(new byte[UpdateHeader.BYTES]);
        refused("\n".repeat(UpdateHeader.BYTES).getBytes(US_ASCII));
        refused(bytes(lines("1", "1", "1", HASH).replace("hearth-update 1", "hearth-update 2")));
        refused(bytes(lines("<b>", "1", "1", HASH)));
        refused(bytes(lines("1", "-1", "1", HASH)));
        refused(bytes(lines("1", "1", "", HASH)));
        refused(bytes(lines("1", "1", "1", HASH.toUpperCase(java.util.Locale.ROOT))));
        refused(bytes("hearth-update 1\nversion=1\nbuild=1\nsize=1\n"));
    }

    @Test
    void damagedHeadersThrowNothingElse() {
        var random = new Random(11);
        for (var i = 0; i < 2_000; i++) {
            var bytes = bytes(lines("1.2.3", "1700000000", "4096", HASH));
            for (var flips = random.nextInt(1, 20); flips > 0; flips--) {
                bytes[random.nextInt(200)] = (byte) random.nextInt();
            }
            try {
                assertTrue(UpdateHeader.decode(bytes).size() <= UpdateHeader.SIZE_MAX);
            } catch (FormatException expected) {
                assertNotEquals("", expected.getMessage());
            }
        }
    }

    @Test
    void anUpdateIsWholeWithItsLastByte() {
        var header = new UpdateHeader("1", 1, 904, HASH);

        assertEquals(99, new IncomingUpdate(header, 4_999).percent());
        assertFalse(new IncomingUpdate(header, 4_999).isWhole());
        assertTrue(new IncomingUpdate(header, 5_000).isWhole());
    }
}
