package hearth.protocol.rpc;

import hearth.protocol.Bytes;
import hearth.protocol.crypto.Ed25519PublicKey;

/**
 * An Ed25519 signature, checked for its length only.
 *
 * @param bytes 64 bytes
 */
public record Signature(Bytes bytes) {

    /** Length in bytes. */
    public static final int BYTES = Ed25519PublicKey.SIGNATURE_BYTES;

    public Signature {
        if (bytes.length() != BYTES) {
            throw new IllegalArgumentException("Signature has " + bytes.length() + " bytes, it must have " + BYTES);
        }
    }

    public static Signature of(byte[] bytes) {
        return new Signature(Bytes.of(bytes));
    }

    /** 88 characters, padded. */
    public String base64() {
        return bytes.base64();
    }

    /** Says whether {@code signer} made this signature of {@code message}. */
    public boolean verifies(Ed25519PublicKey signer, byte[] message) {
        return signer.verify(message, bytes.toArray());
    }
}
