package hearth.web.account;

import java.time.Instant;
import java.util.Optional;

/** How far a message has come. */
public sealed interface Delivery {

    /** In the outbox: something is in the way, and the box goes on trying by itself. */
    record Waiting(Obstacle obstacle, Optional<Instant> nextTry) implements Delivery {}

    /** On its way right now. */
    record Sending() implements Delivery {}

    /** In the other person's mailbox on the network. */
    record Sent() implements Delivery {}

    /** The box gave up; the member decides. */
    record Failed(Obstacle obstacle) implements Delivery {}

    /** Came in from the network. */
    record Received() implements Delivery {}

    /** What keeps a message from going out. */
    enum Obstacle {
        /** The box has no internet, or the network's entry points do not answer. */
        NO_NETWORK,
        /** No path of three could be built. */
        NO_PATH,
        /** The other person's mailbox does not answer. */
        MAILBOX_AWAY,
        /** The box's clock is too far off for the network to take messages. */
        CLOCK_WRONG,
        /** The network refused this message for good. */
        REFUSED,
        /** It could not be sent for as long as the box tries (14 days). */
        TOO_OLD,
        /** Something else. */
        OTHER
    }
}
