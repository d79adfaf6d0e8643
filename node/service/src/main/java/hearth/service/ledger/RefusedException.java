package hearth.service.ledger;

import java.io.Serial;

/** A rule does not allow what an item wants. Caught where items are applied. */
final class RefusedException extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    private final Reason reason;

    RefusedException(Reason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }

    /** Refuses unless {@code allowed}. */
    static void unless(boolean allowed, Reason reason) throws RefusedException {
        if (!allowed) {
            throw new RefusedException(reason);
        }
    }
}
