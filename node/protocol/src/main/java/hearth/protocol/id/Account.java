package hearth.protocol.id;

import hearth.protocol.FormatException;
import java.util.HexFormat;

/**
 * Names one mailbox on the storage nodes: any prefix byte and 32 key bytes (network specification 1.1). Nodes accept
 * every prefix; clients use those of {@link SessionId}.
 *
 * @param hex the whole name, 66 lower-case hex characters
 */
public record Account(String hex) {

    /** Length of the binary form: a prefix byte and 32 key bytes. */
    public static final int BYTES = 1 + SessionId.KEY_BYTES;

    /** Prefix of an account of a person, whose key is an X25519 key. Keys behind other prefixes are Ed25519 keys. */
    public static final int PREFIX_PERSON = 0x05;

    public Account {
        if (!Hex.isLower(hex, BYTES * 2)) {
            throw new IllegalArgumentException("Not an account: " + BYTES * 2 + " lower-case hex characters expected");
        }
    }

    /** Reads 66 hex characters of either case. */
    public static Account parse(String text) throws FormatException {
        return new Account(Hex.lower(text, BYTES * 2, "An account"));
    }

    /** Reads the 33-byte binary form. */
    public static Account of(byte[] bytes) throws FormatException {
        if (bytes.length != BYTES) {
            throw new FormatException("An account has " + BYTES + " bytes, not " + bytes.length);
        }
        return new Account(Hex.of(bytes));
    }

    /** Prefix byte and key, 33 bytes. A fresh array each time. */
    public byte[] bytes() {
        return Hex.bytes(hex);
    }

    /** The first byte, 0 to 255. */
    public int prefix() {
        return HexFormat.fromHexDigits(hex, 0, 2);
    }

    /** The 32 key bytes, without the prefix. A fresh array each time. */
    public byte[] key() {
        return HexFormat.of().parseHex(hex, 2, BYTES * 2);
    }

    /** Short form for logs. */
    @Override
    public String toString() {
        return hex.substring(0, 6) + '…';
    }
}
