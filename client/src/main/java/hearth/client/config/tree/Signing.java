package hearth.client.config.tree;

import hearth.protocol.crypto.Ed25519KeyPair;
import hearth.protocol.crypto.Ed25519PublicKey;
import java.util.Optional;

/**
 * Who signs the messages of a config. Those of an account are not signed, since nobody else has the key that encrypts
 * them; those of a group are signed with the group's key, which only its admins have.
 *
 * @param verifier the key that every message must be signed with; empty if none is signed
 * @param signer   the pair that signs new messages; without it a config of a group is for reading only
 */
public record Signing(Optional<Ed25519PublicKey> verifier, Optional<Ed25519KeyPair> signer) {

    /** Messages are not signed. */
    public static final Signing NONE = new Signing(Optional.empty(), Optional.empty());

    /** Messages must be signed with {@code verifier}; nothing can be written. */
    public static Signing verify(Ed25519PublicKey verifier) {
        return new Signing(Optional.of(verifier), Optional.empty());
    }

    /** Messages must be signed with, and new ones are signed by {@code signer}. */
    public static Signing sign(Ed25519KeyPair signer) {
        return new Signing(Optional.of(signer.publicKey()), Optional.of(signer));
    }

    /** Says whether messages can be read, but not written. */
    public boolean isReadOnly() {
        return verifier.isPresent() && signer.isEmpty();
    }
}
