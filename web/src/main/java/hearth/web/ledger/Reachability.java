package hearth.web.ledger;

import java.time.Instant;

/** What nodes of the network found when they called this box's node. */
public record Reachability(Instant at, Found https, Found omq) {

    /** One way to reach it. */
    public enum Found {
        REACHED,
        NOT_REACHED,
        /** There was nobody to ask. */
        NOBODY_TO_ASK
    }
}
