package hearth.web.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether the box reaches the network for this account.
 *
 * @param state       in one word
 * @param lastFetched when messages were last asked for with success; empty before the first time
 * @param clockOffset network time minus the box's clock
 */
public record Connection(State state, Optional<Instant> lastFetched, Duration clockOffset) {

    /** How it stands. */
    public enum State {
        CONNECTED,
        CONNECTING,
        OFFLINE
    }
}
