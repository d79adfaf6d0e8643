package hearth.service.ledger;

import java.util.List;

/** A state, and what happened on the way to it. */
record Step(LedgerState state, List<LedgerEvent> events) {

    static Step of(LedgerState state, LedgerEvent... events) {
        return new Step(state, List.of(events));
    }
}
