package hearth.client.conversation;

/**
 * A member's own word for some of their conversations.
 *
 * @param id   stays when the name changes
 * @param name tidied and allowed by {@link LabelName}
 */
public record Label(LabelId id, String name) {

    /** Says nothing of the name. */
    @Override
    public String toString() {
        return "Label[" + id + ']';
    }
}
