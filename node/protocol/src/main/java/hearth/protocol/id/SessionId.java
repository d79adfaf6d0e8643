package hearth.protocol.id;

import hearth.protocol.FormatException;
import java.util.HexFormat;

/**
 * Names one account, group or blinded account: a prefix byte and a 32-byte public key, written as 66 hex characters.
 *
 * @param kind which key follows the prefix
 * @param hex the whole identifier in lower case, prefix included
 */
public record SessionId(Kind kind, String hex) {

    /** What stands behind an identifier; each has its own prefix byte. */
    public enum Kind {
        /** A person: an X25519 key. */
        STANDARD(0x05),
        /** A group: its Ed25519 key. */
        GROUP(0x03),
        /** A person inside a community, first blinding scheme: a blinded Ed25519 key. */
        BLINDED15(0x15),
        /** A person inside a community, second blinding scheme: a blinded Ed25519 key. */
        BLINDED25(0x25);

        private final int prefix;

        Kind(int prefix) {
            this.prefix = prefix;
        }

        /** The first byte of an identifier of this kind, 0 to 255. */
        public int prefix() {
            return prefix;
        }

        private static Kind ofPrefix(int prefix) throws FormatException {
            for (var kind : values()) {
                if (kind.prefix == prefix) {
                    return kind;
                }
            }
            throw new FormatException("A Session ID starts with 05, 03, 15 or 25");
        }
    }

    /** Length of the key in bytes. */
    public static final int KEY_BYTES = 32;

    /** Length of the text form: (1 prefix byte + 32 key bytes) × 2. */
    public static final int HEX_LENGTH = (1 + KEY_BYTES) * 2;

    public SessionId {
        if (!Hex.isLower(hex, HEX_LENGTH)) {
            throw new IllegalArgumentException(
                    "Not a Session ID: " + HEX_LENGTH + " lower-case hex characters expected");
        }
        if (HexFormat.fromHexDigits(hex, 0, 2) != kind.prefix) {
            throw new IllegalArgumentException("Prefix " + hex.substring(0, 2) + " is not the one of " + kind);
        }
    }

    /** Reads what a person typed or pasted: space around it and upper case are fine. */
    public static SessionId parse(String text) throws FormatException {
        var hex = Hex.lower(text.strip(), HEX_LENGTH, "A Session ID");
        return new SessionId(Kind.ofPrefix(HexFormat.fromHexDigits(hex, 0, 2)), hex);
    }

    /** The identifier of {@code kind} with these 32 key bytes. */
    public static SessionId of(Kind kind, byte[] publicKey) {
        return new SessionId(kind, HexFormat.of().toHexDigits((byte) kind.prefix) + Hex.of(publicKey));
    }

    /** The 32 key bytes, without the prefix. A fresh array each time. */
    public byte[] publicKey() {
        return HexFormat.of().parseHex(hex, 2, HEX_LENGTH);
    }

    /** Prefix byte and key, 33 bytes. A fresh array each time. */
    public byte[] bytes() {
        return Hex.bytes(hex);
    }

    /** The same identifier as the name of a mailbox on the storage nodes. */
    public Account account() {
        return new Account(hex);
    }

    /** Short form for logs: enough to follow one chat through a log, too little to contact its owner. */
    @Override
    public String toString() {
        return hex.substring(0, 6) + '…';
    }
}
