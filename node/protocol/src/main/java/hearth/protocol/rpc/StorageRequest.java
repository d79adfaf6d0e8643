package hearth.protocol.rpc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.Json;
import hearth.protocol.bt.Bt;
import hearth.protocol.id.Account;

/**
 * One request to a storage node (network specification, section 3), its parameters read and found well formed. What needs
 * a clock or the store is checked later, with {@link RequestChecks}. {@link RequestParser} reads requests.
 */
public sealed interface StorageRequest permits StorageRequest.Single, StorageRequest.Meta {

    /** A request made of others. */
    sealed interface Meta extends StorageRequest permits Batch, Sequence, IfElse {}

    /** A request that is not made of others. */
    sealed interface Single extends StorageRequest
            permits ForAccount, GetSwarm, GetInfo, GetActiveNodes, OxendRequest {}

    /** A request about one account; a node refuses it with status 421 if the account belongs to another swarm. */
    sealed interface ForAccount extends Single permits Recursive, Retrieve, Wait, GetExpiries, RevokedSubaccounts {
        Account account();
    }

    /** A request that a node hands on to every other member of its swarm (network specification 3.5). */
    sealed interface Recursive extends ForAccount
            permits Store, Delete, DeleteAll, DeleteBefore, Expire, ExpireAll, RevokeSubaccount, UnrevokeSubaccount {

        /** The parameters in the form for peers (network specification 6.2). */
        Bt.Dict peerParams();
    }

    /** The name of the method on the wire. */
    String method();

    /** The parameters, JSON. */
    ObjectNode params();

    /** Method and parameters: the body of a direct request, of an onion request, and an element of a batch. */
    default ObjectNode tree() {
        var request = Json.object().put("method", method());
        request.set("params", params());
        return request;
    }

    /** {@link #tree} as text. */
    default byte[] toJson() {
        return Json.bytes(tree());
    }
}
