package hearth.protocol.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hearth.protocol.FormatException;
import hearth.testkit.Seeds;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class BoxKeyTest {

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    @Test
    void bothSidesMakeTheSameBoxes() throws FormatException {
        var one = X25519KeyPair.fromSecret(hex("11".repeat(32)));
        var other = X25519KeyPair.fromSecret(hex("22".repeat(32)));
        var plain = new byte[100];

        assertArrayEquals(
                sealed(BoxKey.agree(one, other.publicKey()), new byte[24], plain),
                sealed(BoxKey.agree(other, one.publicKey()), new byte[24], plain));
    }

    @Test
    void boxesAreThoseOfLibsodium() {
        var sodium = Libsodium.find();
        assumeTrue(sodium.isPresent());
        Seeds.check(500, random -> {
            var own = X25519KeyPair.fromSecret(Seeds.bytes(random, 32));
            var other = X25519KeyPair.fromSecret(Seeds.bytes(random, 32));
            var nonce = Seeds.bytes(random, 24);
            var plain = Seeds.bytes(random, random.nextInt(1_200));

            var box = sealed(BoxKey.agree(own, other.publicKey()), nonce, plain);

            assertArrayEquals(
                    sodium.orElseThrow().box(plain, nonce, other.publicKey().bytes(), own.secret()), box);
        });
    }

    @Test
    void aBoxOpensWhereItLies() throws FormatException {
        Seeds.check(200, random -> {
            var own = X25519KeyPair.fromSecret(Seeds.bytes(random, 32));
            var other = X25519KeyPair.fromSecret(Seeds.bytes(random, 32));
            var plain = Seeds.bytes(random, random.nextInt(300));
            var at = random.nextInt(20);
            var after = random.nextInt(20);
            var nonce = Seeds.bytes(random, 24);
            var around = Seeds.bytes(random, at + 16 + plain.length + after);
            var bytes = around.clone();
            System.arraycopy(plain, 0, bytes, at + 16, plain.length);

            BoxKey.agree(own, other.publicKey()).seal(nonce, bytes, at, plain.length);
            BoxKey.agree(other, own.publicKey()).open(nonce, bytes, at, 16 + plain.length);

            assertArrayEquals(plain, Arrays.copyOfRange(bytes, at + 16, at + 16 + plain.length));
            assertArrayEquals(Arrays.copyOf(around, at), Arrays.copyOf(bytes, at));
            assertArrayEquals(
                    Arrays.copyOfRange(around, around.length - after, around.length),
                    Arrays.copyOfRange(bytes, bytes.length - after, bytes.length));
        });
    }

    @Test
    void aChangedBoxIsRefusedAndStaysAsItIs() {
        Seeds.check(200, random -> {
            var own = X25519KeyPair.fromSecret(Seeds.bytes(random, 32));
            var key = BoxKey.agree(own, own.publicKey());
            var nonce = Seeds.bytes(random, 24);
            var box = sealed(key, nonce, Seeds.bytes(random, random.nextInt(100)));
            box[random.nextInt(box.length)] ^= (byte) (1 << random.nextInt(8));
            var before = box.clone();

            assertThrows(FormatException.class, () -> key.open(nonce, box, 0, box.length));
            assertArrayEquals(before, box);
        });
    }

    @Test
    void aBoxShorterThanItsTagIsRefused() throws FormatException {
        var own = X25519KeyPair.fromSecret(new byte[32]);
        var key = BoxKey.agree(own, own.publicKey());

        assertThrows(FormatException.class, () -> key.open(new byte[24], new byte[15], 0, 15));
        assertThrows(IllegalArgumentException.class, () -> key.open(new byte[24], new byte[20], 5, 16));
        assertThrows(IllegalArgumentException.class, () -> key.seal(new byte[24], new byte[20], 0, 5));
        assertThrows(IllegalArgumentException.class, () -> key.seal(new byte[23], new byte[20], 0, 4));
    }

    @Test
    void aWipedKeyOpensNothing() throws FormatException {
        var own = X25519KeyPair.fromSecret(new byte[32]);
        var key = BoxKey.agree(own, own.publicKey());
        var box = sealed(key, new byte[24], new byte[3]);
        key.wipe();

        assertThrows(FormatException.class, () -> key.open(new byte[24], box, 0, box.length));
        assertEquals("BoxKey[secret]", key.toString());
    }

    private static byte[] sealed(BoxKey key, byte[] nonce, byte[] plain) {
        var box = new byte[BoxKey.TAG_BYTES + plain.length];
        System.arraycopy(plain, 0, box, BoxKey.TAG_BYTES, plain.length);
        key.seal(nonce, box, 0, plain.length);
        return box;
    }
}
