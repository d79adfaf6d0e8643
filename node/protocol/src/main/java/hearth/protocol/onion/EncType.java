package hearth.protocol.onion;

import hearth.protocol.FormatException;
import hearth.protocol.crypto.Crypto;

/** How one onion layer is encrypted (network specification 2.2). */
public enum EncType {
    /** AES-256-GCM; what a layer has that names nothing. */
    AES_GCM("aes-gcm", Crypto.AES_GCM_NONCE_BYTES),
    XCHACHA20("xchacha20", Crypto.XCHACHA_NONCE_BYTES);

    private final String wireName;
    private final int nonceBytes;

    EncType(String wireName, int nonceBytes) {
        this.wireName = wireName;
        this.nonceBytes = nonceBytes;
    }

    /** The name that is written on the wire. */
    public String wireName() {
        return wireName;
    }

    /** What a layer adds to its plaintext: nonce and tag, in bytes. */
    public int overheadBytes() {
        return nonceBytes + Crypto.TAG_BYTES;
    }

    int nonceBytes() {
        return nonceBytes;
    }

    /** Reads a name or one of its aliases. AES-CBC, which authenticates nothing, is refused. */
    public static EncType parse(String name) throws FormatException {
        return switch (name) {
            case "aes-gcm", "gcm" -> AES_GCM;
            case "xchacha20", "xchacha20-poly1305" -> XCHACHA20;
            case "aes-cbc", "cbc" -> throw new FormatException("Encryption type aes-cbc is not supported");
            default -> throw new FormatException("Unknown encryption type");
        };
    }
}
