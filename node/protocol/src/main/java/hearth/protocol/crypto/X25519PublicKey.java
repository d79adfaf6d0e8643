package hearth.protocol.crypto;

import hearth.protocol.FormatException;
import java.util.Arrays;
import java.util.HexFormat;

/** A public X25519 key: the u-coordinate of a point, 32 bytes little-endian (RFC 7748). */
public final class X25519PublicKey {

    /** Length in bytes. */
    public static final int BYTES = 32;

    private final byte[] bytes;

    private X25519PublicKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The key with these 32 bytes, which are copied. Every 32 bytes are a key, though some agree on nothing. */
    public static X25519PublicKey of(byte[] bytes) {
        return new X25519PublicKey(Bytes.copy(bytes, BYTES, "X25519 public key"));
    }

    /** Reads 64 hex characters of either case. */
    public static X25519PublicKey parse(String hex) throws FormatException {
        return new X25519PublicKey(PublicKeys.parseHex(hex, "An X25519 key"));
    }

    /** A copy of the 32 bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** 64 lower-case hex characters. */
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    /** The bytes themselves, for reading only. */
    byte[] raw() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof X25519PublicKey key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Short form for logs. */
    @Override
    public String toString() {
        return hex().substring(0, 8) + '…';
    }
}
