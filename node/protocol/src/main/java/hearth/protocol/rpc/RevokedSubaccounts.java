package hearth.protocol.rpc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.id.Account;

/** Asks which subaccounts are revoked (network specification 3.6.11). Only the owner of the account may. */
public record RevokedSubaccounts(Account account, TimedProof proof) implements StorageRequest.ForAccount {

    public static final String METHOD = "revoked_subaccounts";

    static RevokedSubaccounts read(Params params) throws RequestException {
        var timestamp = params.timestamp("timestamp");
        var account = params.account();
        return new RevokedSubaccounts(account, params.ownerProof(account, timestamp));
    }

    /** What the proof signs. */
    public byte[] signed() {
        return SignedStrings.revokedSubaccounts(proof.timestampMs());
    }

    @Override
    public String method() {
        return METHOD;
    }

    @Override
    public ObjectNode params() {
        return ParamWriter.json(this::write);
    }

    private void write(ParamWriter out) {
        out.account(account);
        out.proof(proof);
    }
}
