package hearth.protocol.rpc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.bt.Bt;
import hearth.protocol.id.Account;
import hearth.protocol.id.MessageHash;
import java.util.List;

/**
 * Deletes messages of an account, whatever their namespace (network specification 3.6.3).
 *
 * @param messages at least one, in the order in which they are signed
 * @param required whether it is an error if no member of the swarm had any of them
 */
public record Delete(Account account, List<MessageHash> messages, boolean required, Proof proof)
        implements StorageRequest.Recursive {

    public static final String METHOD = "delete";

    public Delete {
        messages = List.copyOf(messages);
    }

    static Delete read(Params params) throws RequestException {
        var required = params.flag("required");
        var account = params.account();
        return new Delete(account, params.hashes(), required, params.proof(account));
    }

    /** What the proof signs. */
    public byte[] signed() {
        return SignedStrings.delete(messages);
    }

    @Override
    public String method() {
        return METHOD;
    }

    @Override
    public ObjectNode params() {
        return ParamWriter.json(out -> {
            write(out);
            out.flag("required", required);
        });
    }

    @Override
    public Bt.Dict peerParams() {
        return ParamWriter.bt(this::write);
    }

    private void write(ParamWriter out) {
        out.account(account);
        out.hashes(messages);
        out.proof(proof);
    }
}
