package hearth.protocol.rpc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.bt.Bt;
import hearth.protocol.id.Account;

/** Deletes all messages of an account, or of one of its namespaces (network specification 3.6.4). */
public record DeleteAll(Account account, NamespaceScope scope, TimedProof proof) implements StorageRequest.Recursive {

    public static final String METHOD = "delete_all";

    static DeleteAll read(Params params) throws RequestException {
        var scope = params.scope();
        var timestamp = params.timestamp("timestamp");
        var account = params.account();
        return new DeleteAll(account, scope, params.timedProof(account, timestamp));
    }

    /** The signed time. */
    public long timestampMs() {
        return proof.timestampMs();
    }

    /** What the proof signs. */
    public byte[] signed() {
        return SignedStrings.deleteAll(scope, timestampMs());
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
        out.proof(proof);
    }
}
