package hearth.service.ledger;

import java.util.List;

/**
 * What a block did.
 *
 * @param state   the state after it
 * @param refused items that were not allowed, in the order of the block; all others are part of the state
 * @param events  what happened, in order
 */
public record Applied(LedgerState state, List<Refused> refused, List<LedgerEvent> events) {

    public Applied {
        refused = List.copyOf(refused);
        events = List.copyOf(events);
    }
}
