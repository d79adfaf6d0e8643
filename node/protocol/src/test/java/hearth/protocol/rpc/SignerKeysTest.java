package hearth.protocol.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hearth.protocol.FormatException;
import hearth.protocol.crypto.Ed25519KeyPair;
import hearth.protocol.crypto.Ed25519PublicKey;
import hearth.testkit.Seeds;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class SignerKeysTest {

    private final SignerKeys keys = new SignerKeys();

    @Test
    void theFirstAndEveryLaterAnswerIsTheConversion() {
        Seeds.check(50, random -> {
            var signer = Ed25519KeyPair.fromSeed(Seeds.bytes(random, 32)).publicKey();

            assertEquals(signer.toX25519(), keys.x25519(signer));
            assertEquals(signer.toX25519(), keys.x25519(Ed25519PublicKey.of(signer.bytes())));
        });
    }

    @Test
    void aKeyThatIsNoneIsRefusedEveryTime() {
        var neutral = new byte[32];
        neutral[0] = 1;
        var signer = Ed25519PublicKey.of(neutral);

        assertThrows(FormatException.class, () -> keys.x25519(signer));
        assertThrows(FormatException.class, () -> keys.x25519(signer));
        assertEquals(0, keys.remembered());
    }

    @Test
    void noMoreKeysAreRememberedThanTheLimit() throws Exception {
        for (var i = 0; i < SignerKeys.REMEMBERED_MAX + 10; i++) {
            keys.x25519(signer(i));
        }

        assertEquals(SignerKeys.REMEMBERED_MAX, keys.remembered());
        assertEquals(signer(0).toX25519(), keys.x25519(signer(0)));
    }

    private static Ed25519PublicKey signer(int number) {
        return Ed25519KeyPair.fromSeed(ByteBuffer.allocate(32).putInt(number).array())
                .publicKey();
    }
}
