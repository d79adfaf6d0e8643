package hearth.protocol.rpc;

import hearth.protocol.Bytes;
import hearth.protocol.crypto.Ed25519PublicKey;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What a subaccount may do, and the key that signs for it (network specification 4.1).
 *
 * <pre>
 *  0        1       2          4             36
 *  | prefix | flags | reserved | Ed25519 key |
 * </pre>
 *
 * Whether the owner of an account agreed to it is said by a {@link Subaccount}.
 *
 * @param bytes all {@value #BYTES} of them
 */
public record SubaccountToken(Bytes bytes) {

    /** Length in bytes. */
    public static final int BYTES = 36;

    /** May read. */
    public static final int READ = 1;

    /** May store, and extend expiries. */
    public static final int WRITE = 2;

    /** May delete, and shorten expiries. */
    public static final int DELETE = 4;

    /** Holds for the same key bytes behind every prefix. */
    public static final int ANY_PREFIX = 8;

    private static final int KEY_OFFSET = 4;

    public SubaccountToken {
        if (bytes.length() != BYTES) {
            throw new IllegalArgumentException("Token has " + bytes.length() + " bytes, it must have " + BYTES);
        }
    }

    /** A token for accounts with {@code prefix}; {@code flags} is a sum of the constants above. */
    public static SubaccountToken of(int prefix, int flags, Ed25519PublicKey key) {
        return new SubaccountToken(Bytes.wrap(ByteBuffer.allocate(BYTES)
                .put((byte) prefix)
                .put((byte) flags)
                .position(KEY_OFFSET)
                .put(key.bytes())
                .array()));
    }

    /** Says whether the token has all of {@code flags}. */
    public boolean allows(int flags) {
        return (bytes.buffer().get(1) & flags) == flags;
    }

    /** Says whether the token is one for accounts with {@code prefix}. */
    public boolean isFor(int prefix) {
        return Byte.toUnsignedInt(bytes.buffer().get(0)) == prefix || allows(ANY_PREFIX);
    }

    /** Who signs requests. */
    public Ed25519PublicKey key() {
        return Ed25519PublicKey.of(Arrays.copyOfRange(bytes.toArray(), KEY_OFFSET, BYTES));
    }
}
