package hearth.client.conversation;

/** What the two sides of a conversation have agreed to (messages.md section 6.11). */
public enum Standing {

    /** The other person wrote first and waits for an answer: listed under requests. */
    REQUEST,

    /** This account wrote first and the other person has not answered yet. */
    AWAITING_REPLY,

    /** Both may write. */
    MUTUAL,

    /** Messages of the other person are thrown away, and none can be sent. */
    BLOCKED,

    /** Notes to oneself. */
    SELF
}
