package hearth.client.conversation;

import java.util.Optional;

/**
 * One conversation, opened.
 *
 * @param summary     what the list shows of it
 * @param readUpTo    the read mark: everything up to it, itself included, is read; empty while nothing is
 * @param firstUnread the first received message after the read mark, where "unread from here" is drawn
 */
public record ConversationView(
        ConversationSummary summary, Optional<MessageKey> readUpTo, Optional<MessageKey> firstUnread) {}
