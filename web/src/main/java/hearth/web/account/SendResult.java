package hearth.web.account;

/** What came of writing into a chat. */
public sealed interface SendResult {

    /** Safe in the outbox under this id. */
    record Accepted(MessageId id) implements SendResult {}

    /** Nothing but white space. */
    record Empty() implements SendResult {}

    /** {@code length} characters (code points) where {@code max} are allowed. */
    record TooLong(int length, int max) implements SendResult {}

    /** There is no such chat any more. */
    record NoSuchChat() implements SendResult {}

    /** The member blocked this person. */
    record Blocked() implements SendResult {}

    /** The box's disk is full: nothing was kept, the member keeps the words. */
    record DiskFull() implements SendResult {}
}
