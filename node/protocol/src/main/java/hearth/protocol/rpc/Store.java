package hearth.protocol.rpc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.Bytes;
import hearth.protocol.Json;
import hearth.protocol.bt.Bt;
import hearth.protocol.id.Account;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import java.util.HashMap;
import java.util.Optional;

/**
 * Keeps a message for an account (network specification 3.6.1).
 *
 * @param timestampMs the sender's clock, which a reader gets back
 * @param expiryMs    when the message may be forgotten
 * @param data        the message itself, at most {@value #DATA_BYTES_MAX} bytes
 * @param proof       needed unless anyone may store in that namespace; the time in it is the signed one
 */
public record Store(
        Account account, Namespace namespace, long timestampMs, long expiryMs, Bytes data, Optional<TimedProof> proof)
        implements StorageRequest.Recursive {

    public static final String METHOD = "store";

    public static final int DATA_BYTES_MAX = 76_800;

    /** A message for the public inbox of an account, which needs no proof. */
    public static Store direct(Account account, long timestampMs, long ttlMs, byte[] data) {
        return new Store(account, Namespace.DIRECT, timestampMs, timestampMs + ttlMs, Bytes.of(data), Optional.empty());
    }

    static Store read(Params params) throws RequestException {
        var timestamp = params.timestampOrText("timestamp");
        var ttl = params.durationOrText("ttl");
        var expiry = params.timestamp("expiry");
        var namespace = params.namespace().orElse(Namespace.DIRECT);
        var sigTimestamp = params.timestamp("sig_timestamp");
        var account = params.accountOfEitherSpelling(AuthParams.PUBKEY_REFUSED);
        var sentAt = Params.require(timestamp, "timestamp");
        Params.requireOne(expiry.isPresent(), "expiry", ttl.isPresent(), "ttl");
        var expiresAt = expiry.isPresent() ? expiry.getAsLong() : saturatedSum(sentAt, ttl.getAsLong());
        var data = params.data("data", DATA_BYTES_MAX);
        var proof = params.has("signature")
                ? Optional.of(new TimedProof(sigTimestamp.orElse(sentAt), params.proof(account)))
                : Optional.<TimedProof>empty();
        return new Store(account, namespace, sentAt, expiresAt, data, proof);
    }

    @Override
    public String method() {
        return METHOD;
    }

    /** Names the message from now on. */
    public MessageHash hash() {
        return MessageHash.of(account, namespace, data.toArray());
    }

    /** How long the message is to be kept, in milliseconds. */
    public long ttlMs() {
        return expiryMs - timestampMs;
    }

    @Override
    public ObjectNode params() {
        var params = Json.object()
                .put("pubkey", account.hex())
                .put("timestamp", timestampMs)
                .put("ttl", ttlMs())
                .put("data", data.base64());
        if (!namespace.equals(Namespace.DIRECT)) {
            params.put("namespace", namespace.value());
        }
        proof.ifPresent(timed -> {
            timed.proof().write(params);
            if (timed.timestampMs() != timestampMs) {
                params.put("sig_timestamp", timed.timestampMs());
            }
        });
        return params;
    }

    @Override
    public Bt.Dict peerParams() {
        var params = new HashMap<String, Bt>();
        params.put("pubkey", Bt.of(account.bytes()));
        params.put("timestamp", Bt.of(timestampMs));
        params.put("expiry", Bt.of(expiryMs));
        params.put("data", Bt.of(data.toArray()));
        if (!namespace.equals(Namespace.DIRECT)) {
            params.put("namespace", Bt.of(namespace.value()));
        }
        proof.ifPresent(timed -> {
            timed.proof().write(params);
            params.put("sig_timestamp", Bt.of(timed.timestampMs()));
        });
        return Bt.dict(params);
    }

    private static long saturatedSum(long a, long b) {
        var sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
