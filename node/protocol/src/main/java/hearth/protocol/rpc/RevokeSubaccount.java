package hearth.protocol.rpc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.bt.Bt;
import hearth.protocol.id.Account;
import java.util.List;

/**
 * Takes subaccounts back: what they ask is refused from now on (network specification 3.6.9). Only the owner of the account may.
 *
 * @param tokens 1 to {@value #TOKENS_MAX}, in the order in which they are signed
 */
public record RevokeSubaccount(Account account, List<SubaccountToken> tokens, TimedProof proof)
        implements StorageRequest.Recursive {

    public static final String METHOD = "revoke_subaccount";

    /** As many are remembered of an account: the newest ones. */
    public static final int TOKENS_MAX = 50;

    public RevokeSubaccount {
        tokens = List.copyOf(tokens);
    }

    static RevokeSubaccount read(Params params) throws RequestException {
        var tokens = Params.require(params.tokens("revoke", TOKENS_MAX), "revoke");
        var timestamp = params.timestamp("timestamp");
        var account = params.account();
        return new RevokeSubaccount(account, tokens, params.ownerProof(account, timestamp));
    }

    /** What the proof signs. */
    public byte[] signed() {
        return SignedStrings.revokeSubaccount(proof.timestampMs(), tokens);
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
        out.tokens("revoke", tokens);
        out.proof(proof);
    }
}
