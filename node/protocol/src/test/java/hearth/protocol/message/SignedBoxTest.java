package hearth.protocol.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hearth.protocol.FormatException;
import hearth.protocol.account.AccountKeys;
import hearth.protocol.crypto.Crypto;
import hearth.protocol.crypto.X25519KeyPair;
import hearth.testkit.Seeds;
import java.security.SecureRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SignedBoxTest {

    private static final SecureRandom RANDOM = new SecureRandom();

    @Test
    void openGivesBackWhatSealTook() {
        Seeds.check(50, random -> {
            var from = AccountKeys.fromSeed16(Seeds.bytes(random, 16));
            var to = X25519KeyPair.fromSecret(Seeds.bytes(random, 32));
            var message = Seeds.bytes(random, random.nextInt(500));

            var box = SignedBox.seal(message, from.signing(), to.publicKey(), X25519KeyPair.generate(RANDOM));
            var opened = SignedBox.open(box, to);

            assertArrayEquals(message, opened.message().toArray());
            assertEquals(from.id(), opened.senderId());
            assertEquals(message.length + SignedBox.OVERHEAD_BYTES, box.length);
        });
    }

    @Test
    void aBoxThatSomebodyElseSealsAgainIsRefused() {
        var carol = AccountKeys.generate(RANDOM);
        var forBob = SignedBox.sign(
                new byte[20], Examples.ALICE.signing(), Examples.BOB.x25519().publicKey());
        var forCarol = Crypto.sealedBox(carol.x25519().publicKey(), forBob, RANDOM);

        assertThrows(FormatException.class, () -> SignedBox.open(forCarol, carol.x25519()));
    }

    @Test
    void theSignatureAloneIsNotEnoughAndIsNeeded() {
        var to = Examples.BOB.x25519();
        var signed = SignedBox.sign(new byte[0], Examples.ALICE.signing(), to.publicKey());
        var shortest = Crypto.sealedBox(to.publicKey(), signed, RANDOM);
        var tooShort = Crypto.sealedBox(to.publicKey(), Arrays.copyOf(signed, signed.length - 1), RANDOM);

        assertEquals(0, assertOpens(shortest).length);
        assertThrows(FormatException.class, () -> SignedBox.open(tooShort, to));
    }

    @Test
    void anyChangedByteIsNoticed() {
        var to = Examples.BOB.x25519();
        var box =
                SignedBox.seal(new byte[30], Examples.ALICE.signing(), to.publicKey(), X25519KeyPair.generate(RANDOM));
        for (var i = 0; i < box.length; i++) {
            var changed = box.clone();
            changed[i] ^= 1;

            assertThrows(FormatException.class, () -> SignedBox.open(changed, to));
        }
    }

    private static byte[] assertOpens(byte[] box) {
        try {
            return SignedBox.open(box, Examples.BOB.x25519()).message().toArray();
        } catch (FormatException refused) {
            throw new AssertionError(refused);
        }
    }
}
