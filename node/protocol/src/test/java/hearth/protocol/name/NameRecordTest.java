package hearth.protocol.name;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.FormatException;
import hearth.protocol.id.SessionId;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The name of network specification, appendix A.6. */
class NameRecordTest {

    private static final String NAME = "jagerman";
    private static final byte[] ENCRYPTED = hex(
            "d9bca6752665f2254ec7522f98aa5f2dfb13c9fa1ad1e39cd3d7a89a0df04719" + "e348da537bc310a53e3b59ca24639b9b42");
    private static final byte[] NONCE = hex("73e8243f3fadd471be36c6df3d62f863f9bb3a9d1cc696c0");

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    @Test
    void theNameOfTheExampleIsAskedForByItsHash() {
        assertEquals("yB7mbm2q1MaczqNZCYguH+71z5jooEMeXA0sncfni+g=", NameRecord.hash(NAME));
    }

    @Test
    void theRecordOfTheExampleNamesItsAccount() throws FormatException {
        assertEquals(
                "05fb466d312e1666ad1c84c4ee55b7e034151c0e366a313d95d11436a5f36e1e75",
                NameRecord.open(NAME, ENCRYPTED, NONCE).hex());
    }

    @Test
    void aRecordOfAnotherNameOrADamagedOneIsRefused() {
        var damaged = ENCRYPTED.clone();
        damaged[0] ^= 1;

        assertThrows(FormatException.class, () -> NameRecord.open("jagermann", ENCRYPTED, NONCE));
        assertThrows(FormatException.class, () -> NameRecord.open(NAME, damaged, NONCE));
        assertThrows(FormatException.class, () -> NameRecord.open(NAME, Arrays.copyOf(ENCRYPTED, 10), NONCE));
        assertThrows(FormatException.class, () -> NameRecord.open(NAME, ENCRYPTED, new byte[12]));
    }

    @Test
    void sealingGivesTheRecordOfTheExample() throws FormatException {
        var account = SessionId.parse("05fb466d312e1666ad1c84c4ee55b7e034151c0e366a313d95d11436a5f36e1e75");

        assertArrayEquals(ENCRYPTED, NameRecord.seal(NAME, account, NONCE));
    }

    @Test
    void aGroupHasNoName() {
        var group = SessionId.of(SessionId.Kind.GROUP, new byte[32]);

        assertThrows(IllegalArgumentException.class, () -> NameRecord.seal(NAME, group, NONCE));
    }

    @Test
    void namesHaveLettersDigitsAndHyphensInside() {
        for (var good : List.of("a", "7", "_", "a-b", "a--b", "x".repeat(64))) {
            assertTrue(NameRecord.isName(good), good);
        }
        for (var bad : List.of("", "-", "-a", "a-", "A", "a b", "ä", "a.b", "x".repeat(65))) {
            assertFalse(NameRecord.isName(bad), bad);
        }
    }
}
