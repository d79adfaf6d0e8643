package hearth.protocol.crypto;

import hearth.protocol.FormatException;
import java.util.Arrays;
import java.util.HexFormat;

/** A public Ed25519 key: an encoded point of 32 bytes (RFC 8032). */
public final class Ed25519PublicKey {

    /** Length in bytes. */
    public static final int BYTES = 32;

    /** Length of a signature in bytes. */
    public static final int SIGNATURE_BYTES = 64;

    private final byte[] bytes;

    private Ed25519PublicKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The key with these 32 bytes, which are copied. Whether they are a point shows when the key is used. */
    public static Ed25519PublicKey of(byte[] bytes) {
        return new Ed25519PublicKey(Bytes.copy(bytes, BYTES, "Ed25519 public key"));
    }

    /** Reads 64 hex characters of either case. */
    public static Ed25519PublicKey parse(String hex) throws FormatException {
        return new Ed25519PublicKey(PublicKeys.parseHex(hex, "An Ed25519 key"));
    }

    /**
     * Says whether {@code signature} is this key's signature of {@code message}. False for every signature that is
     * malformed, not canonical (S must be below the group order) or made with a key of small order, as in libsodium.
     */
    public boolean verify(byte[] message, byte[] signature) {
        return signature.length == SIGNATURE_BYTES && Ed25519.verify(bytes, message, signature);
    }

    /**
     * The X25519 key of the same secret. Throws if this is no point of the curve, has a small order or lies outside the
     * main subgroup.
     */
    public X25519PublicKey toX25519() throws FormatException {
        return X25519PublicKey.of(Ed25519.toMontgomery(bytes));
    }

    /** A copy of the 32 bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** 64 lower-case hex characters. */
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ed25519PublicKey key && Arrays.equals(bytes, key.bytes);
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
