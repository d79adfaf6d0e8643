package hearth.protocol.rpc;

/**
 * Leave of an account's owner for somebody else to use the account (network specification 4.2).
 *
 * @param token     what is allowed, and whose signature counts
 * @param signature the owner's, over the token
 */
public record Subaccount(SubaccountToken token, Signature signature) {}
