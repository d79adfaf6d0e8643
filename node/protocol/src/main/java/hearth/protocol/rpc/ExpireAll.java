package hearth.protocol.rpc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.bt.Bt;
import hearth.protocol.id.Account;

/**
 * Lets the messages of an account, or of one of its namespaces, expire no later than at a time (network specification
 * 3.6.6).
 *
 * @param expiryMs messages that would expire earlier anyway stay as they are
 */
public record ExpireAll(Account account, NamespaceScope scope, long expiryMs, Proof proof)
        implements StorageRequest.Recursive {

    public static final String METHOD = "expire_all";

    static ExpireAll read(Params params) throws RequestException {
        var expiry = params.timestamp("expiry");
        var scope = params.scope();
        var account = params.account();
        return new ExpireAll(account, scope, Params.require(expiry, "expiry"), params.proof(account));
    }

    /** What the proof signs. */
    public byte[] signed() {
        return SignedStrings.expireAll(scope, expiryMs);
    }

    @Override
    public String method() {
        return METHOD;
    }

    @Override
    public ObjectNode params() {
        return ParamWriter.json(this::write);
    }

    @Override
    public Bt.Dict peerParams() {
        return ParamWriter.bt(this::write);
    }

    private void write(ParamWriter out) {
        out.account(account);
        out.scope(scope);
        out.number("expiry", expiryMs);
        out.proof(proof);
    }
}
