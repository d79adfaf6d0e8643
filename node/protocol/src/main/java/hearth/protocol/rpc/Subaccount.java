package hearth.protocol.rpc;

import hearth.protocol.Bytes;

/**
 * Leave of an account's owner for somebody else to use the account (network specification 4.2).
 *
 * @param token     36 bytes: prefix, flags, two reserved bytes, the key that signs requests
 * @param signature the owner's, over the token
 */
public record Subaccount(Bytes token, Signature signature) {

    /** Length of a token in bytes. */
    public static final int TOKEN_BYTES = 36;

    public Subaccount {
        if (token.length() != TOKEN_BYTES) {
            throw new IllegalArgumentException("Token has " + token.length() + " bytes, it must have " + TOKEN_BYTES);
        }
    }
}
