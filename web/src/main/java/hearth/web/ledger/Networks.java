package hearth.web.ledger;

import hearth.protocol.ledger.Amount;
import java.util.Optional;

/** Which network the box is on, and going to another one. Safe for use by many threads. */
public interface Networks {

    /** Where the box is. */
    Current current();

    /** What others need to come to this network; empty where nobody can be invited. */
    Optional<String> invitation();

    /** Makes a network. The box is on it from its next start on. Returns when that is on disk. */
    FoundResult found(Founding founding);

    /** Goes to the network of an invitation, from the next start on. Asks its nodes for the genesis. */
    JoinResult join(String invitation);

    /** Which network the box goes to when it starts again; empty if it stays. */
    Optional<String> next();

    /** Stays after all. */
    void stay();

    /**
     * A network.
     *
     * @param name what people call it
     * @param id   the hash of its genesis as hex; empty for a network without a ledger
     */
    record Current(String name, Kind kind, String id) {}

    /** What kind of network it is. */
    enum Kind {
        /** Inside this box, for trying out. */
        NEIGHBOURHOOD,
        /** Founded by one of its boxes. */
        COMMUNITY,
        /** The public Session network. */
        SESSION,
        /** One that a file describes. */
        PROFILE
    }

    /**
     * What a founder decides.
     *
     * @param network     1 to 64 bytes
     * @param token       1 to 64 bytes
     * @param symbol      1 to 8 letters or digits
     * @param requirement the stake of a complete node
     * @param tempo       how fast it lives
     * @param own         what the founder has in the beginning
     * @param pool        what rewards are paid from
     */
    record Founding(
            String network, String token, String symbol, Amount requirement, Tempo tempo, Amount own, Amount pool) {}

    /** How fast a network lives: what takes days in the public one takes days, hours or minutes here. */
    enum Tempo {
        DAYS,
        HOURS,
        MINUTES
    }

    /** What came of founding. */
    sealed interface FoundResult {

        /** It is there; the box goes to it at its next start. */
        record Founded() implements FoundResult {}

        /** This cannot be a network. {@code reason} says which number or text is wrong; safe to show. */
        record Impossible(String reason) implements FoundResult {}

        /** The box's configuration names a network; it has to be taken out there first. */
        record Configured() implements FoundResult {}
    }

    /** What came of joining. */
    sealed interface JoinResult {

        /** The box goes to {@code network} at its next start. */
        record Joined(String network) implements JoinResult {}

        /** It is no invitation, or damaged. */
        record NotAnInvitation() implements JoinResult {}

        /** None of its nodes answered with the genesis that it names. */
        record NobodyAnswered() implements JoinResult {}

        /** The box is on that network already. */
        record AlreadyThere() implements JoinResult {}

        /** The box's configuration names a network; it has to be taken out there first. */
        record Configured() implements JoinResult {}
    }
}
