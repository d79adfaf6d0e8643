package hearth.web.inbox;

import hearth.client.conversation.ConversationSummary;
import hearth.client.conversation.Standing;
import hearth.web.page.Texts;
import java.util.Locale;

/** What conversations are called. */
final class Titles {

    private Titles() {}

    static String of(ConversationSummary summary, Texts texts) {
        return summary.standing() == Standing.SELF ? texts.get("chat.self") : summary.title();
    }

    /** An enum's name as it stands in the message bundle. */
    static String key(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
