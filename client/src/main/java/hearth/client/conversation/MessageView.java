package hearth.client.conversation;

import hearth.protocol.id.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One message as a conversation shows it.
 *
 * @param id           names the message on this box
 * @param key          its place in the conversation
 * @param conversation the conversation it belongs to
 * @param sender       who wrote it, proven by signature
 * @param outgoing     whether {@code sender} is this account, on this or another device
 * @param sentAt       the sender's time for it. A stranger's word: it may lie in the past or, a little, in the future
 * @param body         what it says
 * @param delivery     how far it got
 * @param quote        what it answers, if anything
 * @param disappearing that it goes by itself; empty if it stays
 * @param arrivedAt    when this box got or wrote it, by network time; empty if that was not noted
 * @param attachments  what it carries beside its words
 * @param reactions    emojis at it, in the order in which they came
 */
public record MessageView(
        MessageId id,
        MessageKey key,
        ConversationId conversation,
        SessionId sender,
        boolean outgoing,
        Instant sentAt,
        MessageBody body,
        Delivery delivery,
        Optional<Quote> quote,
        Optional<Disappearing> disappearing,
        Optional<Instant> arrivedAt,
        Attachments attachments,
        List<Reaction> reactions) {

    public MessageView {
        reactions = List.copyOf(reactions);
    }

    /** Names no text and no person. */
    @Override
    public String toString() {
        return "MessageView[" + id + " in " + conversation + ']';
    }
}
