package hearth.protocol.rpc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.Json;
import hearth.protocol.id.Account;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import java.util.Optional;

/**
 * Reads the messages of an account (network specification 3.6.2), in the order in which the node got them.
 *
 * @param last  the message after which to begin; empty, or one that the node does not have: from the first
 * @param limit how much at once
 * @param proof needed unless anyone may read that namespace
 */
public record Retrieve(
        Account account,
        Namespace namespace,
        Optional<MessageHash> last,
        RetrieveLimit limit,
        Optional<TimedProof> proof)
        implements StorageRequest.ForAccount {

    public static final String METHOD = "retrieve";

    static Retrieve read(Params params) throws RequestException {
        var named = params.namespace();
        var namespace = named.orElse(Namespace.DIRECT);
        var limit = RetrieveLimit.read(params);
        var timestamp = params.timestamp("timestamp");
        var account = params.accountOfEitherSpelling(AuthParams.PUBKEY_REFUSED);
        var last = params.lastHash();
        var needsProof = params.has("signature")
                || params.has("pubkey_ed25519")
                || timestamp.isPresent()
                || (named.isPresent() && !RequestChecks.isReadableByAnyone(namespace));
        if (!needsProof) {
            return new Retrieve(account, namespace, last, limit, Optional.empty());
        }
        var proof = params.proof(account);
        var signedAt = Params.require(timestamp, "timestamp");
        return new Retrieve(account, namespace, last, limit, Optional.of(new TimedProof(signedAt, proof)));
    }

    @Override
    public String method() {
        return METHOD;
    }

    @Override
    public ObjectNode params() {
        var params = Json.object()
                .put("pubkey", account.hex())
                .put("last_hash", last.map(MessageHash::text).orElse(""));
        if (!namespace.equals(Namespace.DIRECT)) {
            params.put("namespace", namespace.value());
        }
        limit.write(params);
        proof.ifPresent(timed -> {
            timed.proof().write(params);
            params.put("timestamp", timed.timestampMs());
        });
        return params;
    }
}
