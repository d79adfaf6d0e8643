package hearth.protocol.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.FormatException;
import hearth.protocol.id.Account;
import java.util.List;
import java.util.OptionalInt;

/**
 * A member of a swarm revoked subaccounts or made them good again (network specification 3.6.9, 3.6.10).
 *
 * @param timestampMs the time in the request
 * @param tokens      in the order of the request
 * @param count       how many it made good again; empty if it revoked
 */
public record Revoked(
        Account account, long timestampMs, List<SubaccountToken> tokens, OptionalInt count, Signature signature)
        implements MemberReply.Done {

    public Revoked {
        tokens = List.copyOf(tokens);
    }

    @Override
    public byte[] signed() {
        return SignedStrings.revoked(account, timestampMs, tokens);
    }

    ObjectNode write(ObjectNode json) {
        count.ifPresent(number -> json.put("count", number));
        return json;
    }

    static Revoked read(RevokeSubaccount request, JsonNode json) throws FormatException {
        return new Revoked(
                request.account(),
                request.proof().timestampMs(),
                request.tokens(),
                OptionalInt.empty(),
                ReplyReader.signature(json));
    }

    static Revoked read(UnrevokeSubaccount request, JsonNode json) throws FormatException {
        return new Revoked(
                request.account(),
                request.proof().timestampMs(),
                request.tokens(),
                OptionalInt.of(json.path("count").asInt(0)),
                ReplyReader.signature(json));
    }
}
