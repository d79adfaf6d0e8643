package hearth.service.ledger.order;

import hearth.service.ledger.Reason;

/** What became of an item that somebody submitted. */
public sealed interface Outcome {

    /** It is part of the ledger for ever, by the block of that height. */
    record Taken(long height) implements Outcome {}

    /**
     * The rules do not allow it, and it will not be taken later.
     *
     * @param height the block that holds it and took its fee; 0 if no block does, and it cost nothing
     */
    record Refused(Reason reason, long height) implements Outcome {}

    /** It is kept until the network agrees on it. */
    record Waiting() implements Outcome {}

    /** This box cannot take it at present: too much is waiting, or its disk is full. Nothing was kept. */
    record Busy() implements Outcome {}

    /** This box does not know of it. */
    record Unknown() implements Outcome {}

    /** Whether nothing changes any more. */
    default boolean isFinal() {
        return this instanceof Taken || this instanceof Refused;
    }
}
