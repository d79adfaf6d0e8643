package hearth.client.store;

import hearth.client.conversation.MessageId;

/**
 * A message on disk.
 *
 * @param id           its row
 * @param conversation row of its conversation
 * @param rank         its place
 * @param incoming     whether the other person wrote it
 * @param sentAt       the sender's time, ms
 * @param orderAt      the time it is sorted by, ms
 * @param state        how far it got
 * @param kind         what it contains
 * @param text         its words
 */
public record StoredMessage(
        MessageId id,
        long conversation,
        long rank,
        boolean incoming,
        long sentAt,
        long orderAt,
        MessageState state,
        BodyKind kind,
        String text) {

    /** Says nothing of the content. */
    @Override
    public String toString() {
        return "StoredMessage[" + id + ", " + state + ']';
    }
}
