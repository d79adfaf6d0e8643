package hearth.web.ledger;

import hearth.protocol.ledger.Amount;
import java.time.Instant;

/**
 * Something that happened to a wallet.
 *
 * @param amount how much was moved; zero where nothing was
 * @param other  the text of the address, or the id of the node, that it is about; empty where there is none
 */
public record Entry(Instant at, Kind kind, Amount amount, String other) {

    /** What happened. */
    public enum Kind {
        RECEIVED,
        SENT,
        FEE,
        REWARD,
        STAKED,
        STAKE_RETURNED,
        LEAVE_REQUESTED,
        NAME_KEPT,
        NAME_SENT,
        NAME_RECEIVED;

        /** Whether the wallet has more afterwards. */
        boolean isGain() {
            return this == RECEIVED || this == REWARD || this == STAKE_RETURNED;
        }
    }
}
