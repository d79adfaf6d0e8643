package hearth.protocol.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.crypto.Ed25519KeyPair;
import hearth.protocol.id.NodeId;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class InvitationTest {

    private static final Invitation INVITATION =
            new Invitation("Elm Street", LedgerHash.of("a genesis"), List.of(seed(1), seed(2)));

    @Test
    void theTextIsReadInAnyCaseAndAcrossLines() throws FormatException {
        var text = INVITATION.text();
        assertEquals(text.toUpperCase(Locale.ROOT), text);
        assertEquals(INVITATION, Invitation.parse(text));
        assertEquals(
                INVITATION, Invitation.parse(" " + text.toLowerCase(Locale.ROOT).replaceAll("(.{40})", "$1\r\n")));
    }

    @Test
    void fourSeedsWithNamesFitAQrCode() {
        var most = new Invitation("x".repeat(64), LedgerHash.of("g"), Collections.nCopies(4, seed(1)));
        // Version 40 at level L carries 4296 alphanumeric characters; a phone reads less.
        assertTrue(most.text().length() < 1200, most.text().length() + " characters");
    }

    @Test
    void everyMistypedCharacterIsNoticed() {
        var text = INVITATION.text();
        for (var i = 0; i < text.length(); i++) {
            var other = text.charAt(i) == 'Y' ? 'B' : 'Y';
            var mistyped = text.substring(0, i) + other + text.substring(i + 1);
            assertThrows(FormatException.class, () -> Invitation.parse(mistyped), mistyped);
        }
        assertThrows(FormatException.class, () -> Invitation.parse(text.substring(0, text.length() - 1)));
        assertThrows(FormatException.class, () -> Invitation.parse(""));
        assertThrows(FormatException.class, () -> Invitation.parse(Invitation.PREFIX));
        assertThrows(FormatException.class, () -> Invitation.parse("y".repeat(Invitation.TEXT_LENGTH_MAX + 1)));
    }

    @Test
    void seedsAreOneToFour() {
        assertThrows(IllegalArgumentException.class, () -> new Invitation("x", LedgerHash.of("g"), List.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Invitation("x", LedgerHash.of("g"), Collections.nCopies(5, seed(1))));
    }

    private static Invitation.Seed seed(int number) {
        var bytes = new byte[32];
        bytes[0] = (byte) number;
        var node = NodeId.of(Ed25519KeyPair.fromSeed(bytes).publicKey().bytes());
        return new Invitation.Seed(node, "192.0.2." + number, 22_021, 22_020, Bytes.wrap(bytes));
    }
}
