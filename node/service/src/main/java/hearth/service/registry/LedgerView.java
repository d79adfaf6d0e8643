package hearth.service.registry;

import hearth.protocol.id.NodeId;
import hearth.protocol.ledger.UptimeProof;
import hearth.service.ledger.LedgerState;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a registry that follows a ledger knows at one moment.
 *
 * @param state  after the last final block
 * @param proofs the newest proof of a node
 */
public record LedgerView(LedgerState state, Function<NodeId, Optional<UptimeProof>> proofs) {}
