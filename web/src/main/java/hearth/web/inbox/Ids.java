package hearth.web.inbox;

import hearth.client.conversation.ConversationId;
import hearth.client.conversation.ConversationView;
import hearth.client.conversation.LabelId;
import hearth.client.conversation.MessageId;
import hearth.client.conversation.MessageKey;
import hearth.protocol.FormatException;
import hearth.web.account.Chats;
import hearth.web.account.Declines;
import hearth.web.page.Visit;
import java.util.Optional;

/** Reads ids out of addresses and forms; what is no id reads as empty. */
final class Ids {

    private Ids() {}

    static Optional<ConversationId> conversation(String text) {
        try {
            return Optional.of(ConversationId.parse(text));
        } catch (FormatException _) {
            return Optional.empty();
        }
    }

    static Optional<MessageKey> key(String text) {
        try {
            return Optional.of(MessageKey.parse(text));
        } catch (FormatException _) {
            return Optional.empty();
        }
    }

    static Optional<LabelId> label(String text) {
        try {
            return Optional.of(LabelId.parse(text));
        } catch (FormatException _) {
            return Optional.empty();
        }
    }

    static Optional<MessageId> message(String text) {
        try {
            return Optional.of(MessageId.parse(text));
        } catch (FormatException _) {
            return Optional.empty();
        }
    }

    /** The conversation that the route names; empty when it is not there, or not any more. */
    static Optional<ConversationView> opened(Visit visit, Chats chats, Declines declines) {
        return conversation(visit.path("chat"))
                .filter(id -> !declines.has(chats, id))
                .flatMap(chats::conversation);
    }
}
