package hearth.protocol.rpc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.bt.Bt;
import hearth.protocol.id.Account;
import java.util.List;

/**
 * Makes revoked subaccounts good again (network specification 3.6.10). Only the owner of the account may.
 *
 * @param tokens any number, in the order in which they are signed
 */
public record UnrevokeSubaccount(Account account, List<SubaccountToken> tokens, TimedProof proof)
        implements StorageRequest.Recursive {

    public static final String METHOD = "unrevoke_subaccount";

    public UnrevokeSubaccount {
        tokens = List.copyOf(tokens);
    }

    static UnrevokeSubaccount read(Params params) throws RequestException {
        var tokens = Params.require(params.tokens("unrevoke"), "unrevoke");
        var timestamp = params.timestamp("timestamp");
        var account = params.account();
        return new UnrevokeSubaccount(account, tokens, params.ownerProof(account, timestamp));
    }

    /** What the proof signs. */
    public byte[] signed() {
        return SignedStrings.unrevokeSubaccount(proof.timestampMs(), tokens);
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
        out.tokens("unrevoke", tokens);
        out.proof(proof);
    }
}
