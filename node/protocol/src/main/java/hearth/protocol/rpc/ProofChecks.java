package hearth.protocol.rpc;

import hearth.protocol.FormatException;
import hearth.protocol.crypto.Ed25519PublicKey;
import hearth.protocol.crypto.X25519PublicKey;
import hearth.protocol.id.Account;

/**
 * Says whether a proof is one that the owner of an account gave, or somebody whom the owner allowed to (network specification 3.2).
 * Safe for use by many threads.
 */
final class ProofChecks {

    private final SignerKeys signers = new SignerKeys();

    /**
     * Says whether {@code proof} is good for {@code signed}.
     *
     * @param flags   what a subaccount must be allowed: a sum of the constants of {@link SubaccountToken}
     * @param revoked which subaccounts are refused although the owner once allowed them
     */
    boolean verifies(Account account, Proof proof, int flags, RequestChecks.Revocations revoked, byte[] signed) {
        try {
            var owner = owner(account, proof);
            if (proof.subaccount().isEmpty()) {
                return proof.signature().verifies(owner, signed);
            }
            var subaccount = proof.subaccount().get();
            var token = subaccount.token();
            return token.isFor(account.prefix())
                    && token.allows(flags)
                    && !revoked.isRevoked(account, token)
                    && subaccount.signature().verifies(owner, token.bytes().toArray())
                    && proof.signature().verifies(token.key(), signed);
        } catch (FormatException foreignKey) {
            return false;
        }
    }

    /** A person's account is named by an X25519 key, which must be that of the signing key. */
    private Ed25519PublicKey owner(Account account, Proof proof) throws FormatException {
        if (account.prefix() != Account.PREFIX_PERSON || proof.key().isEmpty()) {
            return Ed25519PublicKey.of(account.key());
        }
        var signer = proof.key().get();
        if (!signers.x25519(signer).equals(X25519PublicKey.of(account.key()))) {
            throw new FormatException("Signing key is not that of the account");
        }
        return signer;
    }
}
