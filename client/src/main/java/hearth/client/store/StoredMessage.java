package hearth.client.store;

import hearth.client.conversation.MessageId;
import java.util.Optional;

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
 * @param seen         whether the other person has told that they read it
 * @param facts        what else is known of it
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
        String text,
        boolean seen,
        MessageFacts facts) {

    /** The same without anything it said. */
    StoredMessage erased() {
        return new StoredMessage(
                id,
                conversation,
                rank,
                incoming,
                sentAt,
                orderAt,
                state,
                BodyKind.DELETED,
                "",
                seen,
                facts.withQuote(Optional.empty()));
    }

    /** The same at another time and in another place. */
    StoredMessage movedTo(long newRank, long newSentAt) {
        return new StoredMessage(
                id, conversation, newRank, incoming, newSentAt, newSentAt, state, kind, text, seen, facts);
    }

    /** The same, with other things known of it. */
    StoredMessage withFacts(MessageFacts value) {
        return new StoredMessage(id, conversation, rank, incoming, sentAt, orderAt, state, kind, text, seen, value);
    }

    /** Says nothing of the content. */
    @Override
    public String toString() {
        return "StoredMessage[" + id + ", " + state + ']';
    }
}
