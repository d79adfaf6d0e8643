package hearth.service.registry;

import hearth.protocol.id.NodeId;
import hearth.protocol.ledger.Epoch;
import hearth.protocol.ledger.ProvenNodes;
import hearth.protocol.ledger.UptimeProof;
import hearth.service.ledger.LedgerState;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * What a registry that follows a ledger knows at one moment.
 *
 * @param state  after the last final block
 * @param proofs the newest uptime proof of a node
 * @param proof  what convinces somebody who trusts the voters since a height
 */
public record LedgerView(LedgerState state, Function<NodeId, Optional<UptimeProof>> proofs, LongFunction<Proof> proof) {

    /**
     * The list of nodes with all that proves it.
     *
     * @param epochs changes of voters, ascending
     * @param nodes  empty before the first block
     * @param places where nodes say that they are, each with its signature
     */
    public record Proof(List<Epoch> epochs, Optional<ProvenNodes> nodes, List<UptimeProof> places) {}
}
