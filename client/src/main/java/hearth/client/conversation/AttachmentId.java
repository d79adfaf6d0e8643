package hearth.client.conversation;

/** Names an attachment on this box. */
public record AttachmentId(long value) {

    public AttachmentId {
        if (value <= 0) {
            throw new IllegalArgumentException("An attachment id is positive, this one is " + value);
        }
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
