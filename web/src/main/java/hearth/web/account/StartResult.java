package hearth.web.account;

/** What came of writing first to an Account ID. */
public sealed interface StartResult {

    /** The message is in the outbox of this chat. */
    record Started(ChatId chat, MessageId message) implements StartResult {}

    /** Not an Account ID: it does not have {@code expected} characters. */
    record WrongLength(int length, int expected) implements StartResult {}

    /** Not an Account ID: the first character that does not belong is at {@code position} (1 is the first). */
    record WrongCharacter(int position) implements StartResult {}

    /** An ID of another kind (a group, a community identity), or one that cannot exist. */
    record NotAPerson() implements StartResult {}

    /** The chat exists or the ID is right, but the text could not be sent; never {@code Accepted}. */
    record NotSent(SendResult reason) implements StartResult {}
}
