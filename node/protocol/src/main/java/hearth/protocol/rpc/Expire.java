package hearth.protocol.rpc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.bt.Bt;
import hearth.protocol.id.Account;
import hearth.protocol.id.MessageHash;
import hearth.protocol.rpc.SignedStrings.ExpireMode;
import java.util.List;

/**
 * Changes when messages expire, whatever their namespace (network specification 3.6.7).
 *
 * @param messages   at least one, in the order in which they are signed
 * @param expiriesMs one for all messages, or one for each
 * @param mode       as asked for; what is done is {@link #applied}
 */
public record Expire(Account account, List<MessageHash> messages, List<Long> expiriesMs, ExpireMode mode, Proof proof)
        implements StorageRequest.Recursive {

    public static final String METHOD = "expire";

    public Expire {
        messages = List.copyOf(messages);
        expiriesMs = List.copyOf(expiriesMs);
        if (expiriesMs.size() != 1 && expiriesMs.size() != messages.size()) {
            throw new IllegalArgumentException("There are " + expiriesMs.size() + " expiries for " + messages.size()
                    + " messages, there must be one, or one for each");
        }
    }

    static Expire read(Params params) throws RequestException {
        var expiries = Params.require(params.timestamps("expiry"), "expiry");
        // One client misspells it (network specification 10.1).
        var extend = params.flag("extend") || params.flag("extends");
        var shorten = params.flag("shorten");
        var account = params.account();
        var messages = params.hashes();
        if (shorten && extend) {
            throw RequestException.invalid("cannot specify both 'shorten' and 'extend'");
        }
        if (expiries.isEmpty()) {
            throw RequestException.invalid("'expiry' does not contain any expiration timestamps");
        }
        if (expiries.size() != 1 && expiries.size() != messages.size()) {
            throw RequestException.invalid("'expiry' must be a single expiry, or the same length as 'messages'");
        }
        var mode = shorten ? ExpireMode.SHORTEN : extend ? ExpireMode.EXTEND : ExpireMode.SET;
        return new Expire(account, messages, expiries, mode, params.proof(account));
    }

    /** What the proof signs. */
    public byte[] signed() {
        return SignedStrings.expire(mode, expiriesMs, messages);
    }

    /** Whether whoever asks may make messages expire earlier. */
    public boolean mayShorten() {
        return proof.subaccount()
                .map(subaccount -> subaccount.token().allows(SubaccountToken.DELETE))
                .orElse(true);
    }

    /** The mode, but without leave to shorten only extending is left of setting. */
    public ExpireMode applied() {
        return mode == ExpireMode.SET && !mayShorten() ? ExpireMode.EXTEND : mode;
    }

    /** The expiry asked for the message at {@code index}. */
    public long expiryMs(int index) {
        return expiriesMs.get(expiriesMs.size() == 1 ? 0 : index);
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
        out.hashes(messages);
        out.numbers("expiry", expiriesMs);
        out.flag("extend", mode == ExpireMode.EXTEND);
        out.flag("shorten", mode == ExpireMode.SHORTEN);
        out.proof(proof);
    }
}
