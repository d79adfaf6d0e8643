package hearth.protocol.ledger;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;
import hearth.protocol.crypto.Crypto;

/**
 * The account behind a name, readable for who knows the name (network specification 7.6). Made by
 * {@link hearth.protocol.name.NameRecord#seal}.
 *
 * @param encrypted {@value #ENCRYPTED_BYTES} bytes
 * @param nonce     24 bytes
 */
public record NameValue(Bytes encrypted, Bytes nonce) {

    /** A Session ID of 33 bytes and a tag of 16. */
    public static final int ENCRYPTED_BYTES = 33 + Crypto.TAG_BYTES;

    public NameValue {
        if (encrypted.length() != ENCRYPTED_BYTES || nonce.length() != Crypto.XCHACHA_NONCE_BYTES) {
            throw new IllegalArgumentException("The value of a name has " + ENCRYPTED_BYTES + " bytes and a nonce of "
                    + Crypto.XCHACHA_NONCE_BYTES);
        }
    }

    /** The canonical form. */
    public Bt form() {
        return Bt.list(Forms.of(encrypted), Forms.of(nonce));
    }

    /** Reads what {@link #form} wrote. */
    public static NameValue read(Bt form) throws FormatException {
        var in = new ListReader(form, 2, "Value of a name");
        return new NameValue(in.bytes(ENCRYPTED_BYTES), in.bytes(Crypto.XCHACHA_NONCE_BYTES));
    }
}
