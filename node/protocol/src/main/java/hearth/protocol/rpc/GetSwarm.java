package hearth.protocol.rpc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.Json;
import hearth.protocol.id.Account;

/** Asks which nodes keep an account's messages (network specification 3.6.13). Any node answers for any account. */
public record GetSwarm(Account account) implements StorageRequest.Single {

    public static final String METHOD = "get_swarm";

    /** An older name of the same method. */
    public static final String ALIAS = "get_snodes_for_pubkey";

    static GetSwarm read(Params params) throws RequestException {
        return new GetSwarm(params.accountOfEitherSpelling("Pubkey must be 66 hex digits/33 bytes long"));
    }

    @Override
    public String method() {
        return METHOD;
    }

    @Override
    public ObjectNode params() {
        return Json.object().put("pubkey", account.hex());
    }
}
