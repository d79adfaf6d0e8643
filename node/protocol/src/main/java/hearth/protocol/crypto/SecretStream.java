package hearth.protocol.crypto;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * libsodium's "secretstream": a sequence of encrypted chunks of which none can be changed, dropped, repeated or moved.
 * One object is for one direction and one stream, and not for several threads. Messages.md section 8.4.
 *
 * <pre>
 *  | encrypted tag (1) | ciphertext, as long as the plaintext | MAC (16) |
 * </pre>
 */
public final class SecretStream {

    /** Length of the public header with which a stream begins. */
    public static final int HEADER_BYTES = 24;

    /** What a chunk grows by. */
    public static final int OVERHEAD_BYTES = 17;

    private static final int SUBKEY_NONCE_BYTES = 16;
    private static final int BLOCK_BYTES = 64;
    private static final int MAC_BYTES = 16;
    private static final int INNER_NONCE_BYTES = 8;
    private static final byte TAG_MESSAGE = 0;
    private static final byte TAG_FINAL = 3;
    private static final byte REKEY_BIT = 2;

    private final SymmetricKey key;
    private final byte[] innerNonce;
    private int counter = 1;

    /** The stream that begins with this header. */
    public SecretStream(SymmetricKey key, byte[] header) {
        if (header.length != HEADER_BYTES) {
            throw new IllegalArgumentException(
                    "Header of a stream has " + header.length + " bytes, it must have " + HEADER_BYTES);
        }
        this.key = HChaCha20.subkey(key, Arrays.copyOf(header, SUBKEY_NONCE_BYTES));
        innerNonce = Arrays.copyOfRange(header, SUBKEY_NONCE_BYTES, HEADER_BYTES);
    }

    /**
     * One chunk that was read.
     *
     * @param last whether the sender ended the stream with it
     */
    public record Chunk(Bytes plain, boolean last) {}

    /** Encrypts the next chunk. After the last one the stream must not be used. */
    public byte[] push(byte[] plain, boolean last) {
        var text = new byte[BLOCK_BYTES + plain.length];
        text[0] = last ? TAG_FINAL : TAG_MESSAGE;
        System.arraycopy(plain, 0, text, BLOCK_BYTES, plain.length);
        var stream = applyStream(text);
        var mac = mac(stream, BLOCK_BYTES, plain.length);
        var chunk = new byte[OVERHEAD_BYTES + plain.length];
        chunk[0] = stream[BLOCK_BYTES];
        System.arraycopy(stream, 2 * BLOCK_BYTES, chunk, 1, plain.length);
        System.arraycopy(mac, 0, chunk, 1 + plain.length, MAC_BYTES);
        advance(mac);
        return chunk;
    }

    /** Decrypts the next chunk. Throws if it is not the next one, or was changed. */
    public Chunk pull(byte[] chunk) throws FormatException {
        var length = chunk.length - OVERHEAD_BYTES;
        if (length < 0) {
            throw new FormatException("Chunk of a stream has " + chunk.length + " bytes, too few");
        }
        // Where the tag and the ciphertext stand, the stream gives the plaintext.
        var text = new byte[BLOCK_BYTES + length];
        text[0] = chunk[0];
        System.arraycopy(chunk, 1, text, BLOCK_BYTES, length);
        var stream = applyStream(text);
        var tag = stream[BLOCK_BYTES];
        // The MAC covers the block as it was sent: its first byte is known, the rest is the key stream.
        var covered = stream.clone();
        covered[BLOCK_BYTES] = chunk[0];
        System.arraycopy(chunk, 1, covered, 2 * BLOCK_BYTES, length);
        var mac = mac(covered, BLOCK_BYTES, length);
        if (!Crypto.constantTimeEquals(mac, Arrays.copyOfRange(chunk, 1 + length, chunk.length))) {
            throw new FormatException("Chunk of a stream was changed, or has another key");
        }
        if (tag != TAG_FINAL && (tag & REKEY_BIT) != 0) {
            throw new FormatException("Chunk of a stream has an unknown tag");
        }
        advance(mac);
        var plain = Arrays.copyOfRange(stream, 2 * BLOCK_BYTES, 2 * BLOCK_BYTES + length);
        return new Chunk(Bytes.wrap(plain), tag == TAG_FINAL);
    }

    /** One block of key stream, then {@code text} under the key stream that follows. */
    private byte[] applyStream(byte[] text) {
        var in = new byte[BLOCK_BYTES + text.length];
        System.arraycopy(text, 0, in, BLOCK_BYTES, text.length);
        var nonce = ByteBuffer.allocate(Integer.BYTES + INNER_NONCE_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(counter)
                .put(innerNonce)
                .array();
        return Jdk.chacha(key, nonce, in);
    }

    /** The MAC whose key is the first block of {@code stream}, over block and ciphertext from {@code at} on. */
    private static byte[] mac(byte[] stream, int at, int length) {
        var mac = new Poly1305();
        mac.init(new KeyParameter(stream, 0, 32));
        mac.update(stream, at, BLOCK_BYTES + length);
        // libsodium pads like this, and all must do the same.
        mac.update(new byte[MAC_BYTES], 0, length & 15);
        var lengths = ByteBuffer.allocate(2 * Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(0)
                .putLong(BLOCK_BYTES + (long) length)
                .array();
        mac.update(lengths, 0, lengths.length);
        var result = new byte[MAC_BYTES];
        mac.doFinal(result, 0);
        return result;
    }

    private void advance(byte[] mac) {
        for (var i = 0; i < INNER_NONCE_BYTES; i++) {
            innerNonce[i] ^= mac[i];
        }
        counter++;
        if (counter == 0) {
            throw new IllegalStateException("Stream has too many chunks");
        }
    }
}
