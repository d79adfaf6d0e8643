package hearth.client.search;

import hearth.client.conversation.ConversationSummary;
import hearth.client.conversation.MessageView;
import java.util.List;
import java.util.Optional;

/**
 * Messages that were found, those that came to this box last first.
 *
 * @param next where the search goes on; empty if this is all. A page may be short, or empty, and yet have one
 */
public record SearchPage(List<Hit> hits, Optional<Long> next) {

    /** Nothing. */
    public static final SearchPage EMPTY = new SearchPage(List.of(), Optional.empty());

    /** One message, the conversation it stands in (without its last message and what is unread), and the part of it that was looked for. */
    public record Hit(ConversationSummary conversation, MessageView message, Snippet snippet) {}

    public SearchPage {
        hits = List.copyOf(hits);
    }
}
