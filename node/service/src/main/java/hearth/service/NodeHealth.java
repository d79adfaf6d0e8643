package hearth.service;

/**
 * How a node is, at one moment.
 *
 * @param state       what it can do
 * @param sentence    the same for a person to read
 * @param messages    held
 * @param connections open to its port
 * @param waiters     clients waiting for a message
 */
public record NodeHealth(State state, String sentence, long messages, int connections, int waiters) {

    /** From best to worst. */
    public enum State {
        GOOD,
        /** Serves, but other nodes have not tested it for a while: they may not reach it. */
        UNTESTED,
        /** Serves, but could not keep the message that came last. */
        CANNOT_STORE,
        /** Answers, but not to storage and onion requests. */
        NOT_READY,
        CLOSED
    }
}
