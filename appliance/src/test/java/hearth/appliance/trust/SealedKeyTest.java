package hearth.appliance.trust;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import hearth.client.vault.PasswordCost;
import hearth.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SealedKeyTest {

    private static final char[] PASSWORD = "correct horse".toCharArray();
    private static final PasswordCost CHEAP = new PasswordCost(8, 1, 1);
    private static final byte[] SECRET = "the key of the root".getBytes(StandardCharsets.UTF_8);

    @Test
    void thePasswordOpensWhatItSealedAndAnotherDoesNot() {
        var sealed = SealedKey.seal(SECRET, PASSWORD, CHEAP, new SecureRandom());

        assertArrayEquals(SECRET, sealed.open(PASSWORD).orElseThrow());
        assertEquals(Optional.empty(), sealed.open("correct horsf".toCharArray()));
    }

    @Test
    void damagedOnesDoNotOpen() {
        var sealed = SealedKey.seal(SECRET, PASSWORD, CHEAP, new SecureRandom()).bytes();

        // The bytes with the cost are left alone here: stretching a password with a random cost takes too long.
        Seeds.check(200, random -> {
            var damaged = sealed.clone();
            damaged[13 + random.nextInt(damaged.length - 13)] ^= (byte) (1 + random.nextInt(255));
            assertEquals(Optional.empty(), SealedKey.of(damaged).open(PASSWORD));
        });
        for (var length : new int[] {0, 1, 52, 53, sealed.length - 1}) {
            assertEquals(
                    Optional.empty(),
                    SealedKey.of(Arrays.copyOf(sealed, length)).open(PASSWORD),
                    "length " + length);
        }
    }

    @Test
    void aDamagedCostDoesNotEatTheBox() {
        var sealed = SealedKey.seal(SECRET, PASSWORD, CHEAP, new SecureRandom()).bytes();

        for (var position : new int[] {1, 5, 9}) {
            var damaged = sealed.clone();
            damaged[position] = 0x7f;
            assertEquals(Optional.empty(), SealedKey.of(damaged).open(PASSWORD));
        }
    }
}
