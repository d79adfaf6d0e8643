package hearth.client.conversation;

/** What became of a wish to send a text. Every caller decides about every case. */
public sealed interface SendResult {

    /** Safe on disk; the rest happens by itself. Events tell how it goes on. */
    record Queued(ConversationId conversation, MessageId message) implements SendResult {}

    /** Nothing but white space. Nothing was kept. */
    record Empty() implements SendResult {}

    /**
     * Longer than the network allows. Nothing was kept.
     *
     * @param codePoints    length after trimming, in Unicode code points
     * @param codePointsMax what is allowed
     */
    record TooLong(int codePoints, int codePointsMax) implements SendResult {}

    /** The recipient is blocked, or no person (groups and blinded ids come later). Nothing was kept. */
    record NotAllowed(Why why) implements SendResult {

        /** Reasons for which a message to somebody is not taken. */
        public enum Why {
            BLOCKED,
            NOT_A_PERSON,
            NO_SUCH_CONVERSATION,
            /** The message to answer is gone, or cannot be answered. */
            NOTHING_TO_ANSWER
        }
    }

    /**
     * The disk refused it. Nothing was kept; what was sent before is safe.
     *
     * @param full whether the disk is full, else it is broken
     */
    record NotStored(boolean full) implements SendResult {}
}
