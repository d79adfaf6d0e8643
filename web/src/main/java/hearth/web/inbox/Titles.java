package hearth.web.inbox;

import hearth.client.conversation.ConversationSummary;
import hearth.client.conversation.Standing;
import hearth.web.account.Chats;
import hearth.web.page.Face;
import hearth.web.page.Texts;
import java.util.Locale;

/** What conversations are called, and the mark before that. */
final class Titles {

    private Titles() {}

    static String of(ConversationSummary summary, Texts texts) {
        return summary.standing() == Standing.SELF ? texts.get("chat.self") : summary.title();
    }

    static Face face(ConversationSummary summary, Chats chats) {
        var name = summary.standing() == Standing.SELF ? chats.displayName() : summary.title();
        return Face.of(name, summary.peer().hex()).with(chats.avatars().of(summary.peer()));
    }

    /** An enum's name as it stands in the message bundle. */
    static String key(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
