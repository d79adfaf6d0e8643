package hearth.web.inbox;

import hearth.client.conversation.ConversationId;
import hearth.client.conversation.MessageKey;
import hearth.client.conversation.MessagePage;
import hearth.web.account.Chats;
import hearth.web.page.Visit;
import java.util.Optional;

/** Which part of a conversation is shown. */
sealed interface Stretch {

    /** The newest messages. */
    record Latest() implements Stretch {}

    /** What came before a message. */
    record Before(MessageKey key) implements Stretch {}

    /** What came after a message. */
    record After(MessageKey key) implements Stretch {}

    /** A message and its neighbours. */
    record Around(MessageKey key) implements Stretch {}

    /** The part that the address asks for. */
    static Stretch of(Visit visit) {
        var before = visit.query("before").flatMap(Ids::key);
        var at = visit.query("at").flatMap(Ids::key);
        var after = visit.query("after").flatMap(Ids::key);
        return before.<Stretch>map(Before::new)
                .or(() -> after.map(After::new))
                .or(() -> at.map(Around::new))
                .orElseGet(Latest::new);
    }

    /** Its messages, {@code limit} at most. */
    default MessagePage messages(Chats chats, ConversationId id, int limit) {
        return switch (this) {
            case Latest() -> chats.messages(id, Optional.empty(), limit);
            case Before(var key) -> chats.messages(id, Optional.of(key), limit);
            case After(var key) -> chats.messagesAfter(id, key, limit);
            case Around(var key) -> chats.messagesAround(id, key, limit);
        };
    }
}
