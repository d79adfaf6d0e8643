package hearth.protocol.rpc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.bt.Bt;
import hearth.protocol.crypto.Ed25519PublicKey;
import java.util.Map;
import java.util.Optional;

/**
 * How a request shows that it may use an account (network specification 3.2).
 *
 * @param signature  over one of {@link SignedStrings}
 * @param key        the signing key of a person's account, whose name holds an X25519 key; empty for other accounts
 * @param subaccount present if not the owner asks
 */
public record Proof(Signature signature, Optional<Ed25519PublicKey> key, Optional<Subaccount> subaccount) {

    /** The proof of the owner of a person's account. */
    public static Proof ofPerson(Ed25519PublicKey key, byte[] signature) {
        return new Proof(Signature.of(signature), Optional.of(key), Optional.empty());
    }

    void write(ObjectNode params) {
        params.put("signature", signature.base64());
        key.ifPresent(ed25519 -> params.put("pubkey_ed25519", ed25519.hex()));
        subaccount.ifPresent(sub -> params.put("subaccount", sub.token().bytes().base64())
                .put("subaccount_sig", sub.signature().base64()));
    }

    void write(Map<String, Bt> params) {
        params.put("signature", Bt.of(signature.bytes().toArray()));
        key.ifPresent(ed25519 -> params.put("pubkey_ed25519", Bt.of(ed25519.bytes())));
        subaccount.ifPresent(sub -> {
            params.put("subaccount", Bt.of(sub.token().bytes().toArray()));
            params.put("subaccount_sig", Bt.of(sub.signature().bytes().toArray()));
        });
    }
}
