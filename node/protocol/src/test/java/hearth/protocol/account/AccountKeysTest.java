package hearth.protocol.account;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class AccountKeysTest {

    private static final byte[] SEED = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");

    @Test
    void theKeysOfAnAccountAreThePublishedOnes() {
        var keys = AccountKeys.fromSeed16(SEED);

        assertEquals(
                "05ca03b8e369aeeb69fd260c2957d37b232db17a60db7a39bca9f0c0a6be135c1a",
                keys.id().hex());
        assertEquals(
                "65adc5bfb14b5363f1b50e63a431f6fe08ff5d4e8d362c1e3d4c56c9d044bfb0",
                keys.signing().publicKey().hex());
        assertEquals(
                "d003ce60ea7d2a0190abea35bb271bff65af6f77bec8f5d6c87a343dd5a1f05d",
                HexFormat.of().formatHex(keys.x25519().secret()));
    }

    @Test
    void aNewAccountComesBackFromItsSeed() {
        var keys = AccountKeys.generate(new SecureRandom());

        assertEquals(keys.id(), AccountKeys.fromSeed16(keys.seed16()).id());
    }

    @Test
    void anAccountWithAFullSeedHasNoShortOne() {
        var seed = new byte[32];
        seed[16] = 1;
        var keys = AccountKeys.fromSeed32(seed);

        assertThrows(IllegalStateException.class, keys::seed16);
    }

    @Test
    void wipingLeavesNoSecret() {
        var keys = AccountKeys.fromSeed16(SEED);

        keys.wipe();

        assertArrayEquals(new byte[32], keys.signing().seed());
        assertArrayEquals(new byte[32], keys.x25519().secret());
    }

    @Test
    void noSecretIsPrinted() {
        var keys = AccountKeys.fromSeed16(SEED);
        var printed = keys + " " + keys.signing() + " " + keys.x25519();

        assertFalse(printed.contains("0001020304"), printed);
        assertFalse(printed.contains("d003ce60"), printed);
        assertFalse(printed.contains(keys.id().hex()), printed);
    }

    @Test
    void aSeedHasExactlySixteenBytes() {
        assertThrows(IllegalArgumentException.class, () -> AccountKeys.fromSeed16(new byte[15]));
        assertThrows(IllegalArgumentException.class, () -> AccountKeys.fromSeed16(new byte[17]));
        assertThrows(IllegalArgumentException.class, () -> AccountKeys.fromSeed32(new byte[31]));
        assertThrows(IllegalArgumentException.class, () -> AccountKeys.fromSeed32(new byte[33]));
    }
}
