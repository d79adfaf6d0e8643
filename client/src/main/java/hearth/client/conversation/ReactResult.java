package hearth.client.conversation;

/** What became of a wish to put an emoji to a message. */
public enum ReactResult {

    /** It is there, or gone, as wished; the other person is told by itself. */
    DONE,

    /** Not exactly one emoji. */
    NOT_AN_EMOJI,

    /** Twenty in a minute are enough. */
    TOO_MANY,

    /** There is no such message, it was deleted or not sent yet, or its conversation is a request or blocked. */
    NOT_POSSIBLE
}
