package hearth.client.conversation;

import hearth.client.config.Expiry;
import java.util.Optional;

/**
 * One conversation, opened.
 *
 * @param summary     what the list shows of it
 * @param typing      whether the other person is writing this moment
 * @param readUpTo    the read mark: everything up to it, itself included, is read; empty while nothing is
 * @param expiry      when what this account writes here disappears; the other person has a choice of their own
 * @param firstUnread the first received message after the read mark, where "unread from here" is drawn
 */
public record ConversationView(
        ConversationSummary summary,
        Expiry expiry,
        boolean typing,
        Optional<MessageKey> readUpTo,
        Optional<MessageKey> firstUnread) {}
