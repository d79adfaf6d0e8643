package hearth.protocol.crypto;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Turns a key and 16 bytes of nonce into another key: the first half of XChaCha20 (draft-irtf-cfrg-xchacha 2.2). */
final class HChaCha20 {

    private static final int DOUBLE_ROUNDS = 10;
    private static final int KEY_WORDS = 8;
    private static final int NONCE_WORDS = 4;

    private HChaCha20() {}

    /** The subkey for {@code key} and the first 16 bytes of {@code nonce}. */
    static SymmetricKey subkey(SymmetricKey key, byte[] nonce) {
        var x = new int[16];
        // "expand 32-byte k"
        x[0] = 0x61707865;
        x[1] = 0x3320646e;
        x[2] = 0x79622d32;
        x[3] = 0x6b206574;
        ByteBuffer.wrap(key.raw()).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(x, 4, KEY_WORDS);
        ByteBuffer.wrap(nonce).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(x, 12, NONCE_WORDS);
        for (var i = 0; i < DOUBLE_ROUNDS; i++) {
            quarterRound(x, 0, 4, 8, 12);
            quarterRound(x, 1, 5, 9, 13);
            quarterRound(x, 2, 6, 10, 14);
            quarterRound(x, 3, 7, 11, 15);
            quarterRound(x, 0, 5, 10, 15);
            quarterRound(x, 1, 6, 11, 12);
            quarterRound(x, 2, 7, 8, 13);
            quarterRound(x, 3, 4, 9, 14);
        }
        var subkey = new byte[SymmetricKey.BYTES];
        ByteBuffer.wrap(subkey)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asIntBuffer()
                .put(x, 0, 4)
                .put(x, 12, 4);
        return SymmetricKey.of(subkey);
    }

    private static void quarterRound(int[] x, int a, int b, int c, int d) {
        x[a] += x[b];
        x[d] = Integer.rotateLeft(x[d] ^ x[a], 16);
        x[c] += x[d];
        x[b] = Integer.rotateLeft(x[b] ^ x[c], 12);
        x[a] += x[b];
        x[d] = Integer.rotateLeft(x[d] ^ x[a], 8);
        x[c] += x[d];
        x[b] = Integer.rotateLeft(x[b] ^ x[c], 7);
    }
}
