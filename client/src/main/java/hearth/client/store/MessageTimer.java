package hearth.client.store;

import hearth.client.conversation.MessageId;

/**
 * The time that a disappearing message has left.
 *
 * @param message    which message
 * @param state      whether the time runs
 * @param deadlineMs when it is over, network time in ms; 0 while it does not run
 */
public record MessageTimer(MessageId message, State state, long deadlineMs) {

    /** Whether the time runs. */
    public enum State {
        /** It begins when the message is read. */
        UNREAD(0),
        /** Another device of this account read it: the swarm knows when. */
        READ_ELSEWHERE(1),
        /** It runs, and the swarm does not know yet that it shall forget the message then. */
        READ_HERE(2),
        /** It runs. */
        RUNNING(3);

        private final int code;

        State(int code) {
            this.code = code;
        }

        /** What stands in the file; never changes its meaning. */
        int code() {
            return code;
        }

        static State of(int code) {
            for (var state : values()) {
                if (state.code == code) {
                    return state;
                }
            }
            throw new IllegalArgumentException("Unknown state of a timer " + code);
        }
    }
}
