package hearth.protocol.rpc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.bt.Bt;
import hearth.protocol.id.Account;

/**
 * Deletes the messages of an account, or of one of its namespaces, that were sent up to a time (network specification
 * 3.6.5).
 *
 * @param beforeMs messages with this timestamp go, too
 */
public record DeleteBefore(Account account, NamespaceScope scope, long beforeMs, Proof proof)
        implements StorageRequest.Recursive {

    public static final String METHOD = "delete_before";

    static DeleteBefore read(Params params) throws RequestException {
        var before = params.timestamp("before");
        var scope = params.scope();
        var account = params.account();
        return new DeleteBefore(account, scope, Params.require(before, "before"), params.proof(account));
    }

    /** What the proof signs. */
    public byte[] signed() {
        return SignedStrings.deleteBefore(scope, beforeMs);
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
        out.number("before", beforeMs);
        out.proof(proof);
    }
}
