package hearth.protocol.rpc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.id.Account;
import java.util.List;

/**
 * Asks when messages expire, whatever their namespace (network specification 3.6.8).
 *
 * @param messages at least one, in the order in which they are signed; nodes take any text and find nothing for what is no hash
 */
public record GetExpiries(Account account, List<String> messages, TimedProof proof)
        implements StorageRequest.ForAccount {

    public static final String METHOD = "get_expiries";

    public GetExpiries {
        messages = List.copyOf(messages);
    }

    static GetExpiries read(Params params) throws RequestException {
        var timestamp = params.timestamp("timestamp");
        var account = params.account();
        return new GetExpiries(account, params.messages(), params.timedProof(account, timestamp));
    }

    /** What the proof signs. */
    public byte[] signed() {
        return SignedStrings.getExpiries(proof.timestampMs(), messages);
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
        out.texts("messages", messages);
        out.proof(proof);
    }
}
