package hearth.protocol.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.testkit.Seeds;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class LedgerAddressTest {

    private static final String CHARACTERS = "ybndrfg8ejkmcpqxot1uwisza345h769";

    @Test
    void theTextFormGivesTheAddressBackInEitherCase() {
        Seeds.check(200, random -> {
            var address = new LedgerAddress(Bytes.of(Seeds.bytes(random, 32)));

            var text = address.text();

            assertEquals(LedgerAddress.TEXT_LENGTH, text.length());
            assertTrue(text.startsWith(LedgerAddress.PREFIX));
            assertEquals(address, LedgerAddress.parse(text));
            assertEquals(address, LedgerAddress.parse(text.toUpperCase(Locale.ROOT)));
            assertFalse(text.startsWith(address.toString()));
        });
    }

    @Test
    void everySingleMistypedCharacterIsNoticed() {
        var text = new LedgerAddress(Bytes.of(Seeds.bytes(Seeds.random(1), 32))).text();
        for (var i = 0; i < text.length(); i++) {
            for (var j = 0; j < CHARACTERS.length(); j++) {
                var typed = text.substring(0, i) + CHARACTERS.charAt(j) + text.substring(i + 1);
                if (!typed.equals(text)) {
                    assertThrows(FormatException.class, () -> LedgerAddress.parse(typed), typed);
                }
            }
        }
    }

    @Test
    void otherTextIsRefused() {
        var text = new LedgerAddress(Bytes.of(new byte[32])).text();
        for (var bad : List.of("", text + "y", text.substring(1), "x".repeat(65), "hearth2" + text.substring(7))) {
            assertThrows(FormatException.class, () -> LedgerAddress.parse(bad), bad);
        }
    }
}
