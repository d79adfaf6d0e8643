package hearth.client.conversation;

import hearth.protocol.id.SessionId;
import java.time.Instant;
import java.util.Optional;

/**
 * One line of the conversation list.
 *
 * @param id       names the conversation on this box
 * @param peer     the other person; one's own id for the notes to oneself
 * @param title    the member's nickname for the person, or the name the person gave themselves, or the short form of the id
 *                 while none is known. Text of a stranger: at most 100 bytes of UTF-8, otherwise unchecked
 * @param standing what the two have agreed to
 * @param last     the newest message, if any
 * @param unread   received messages after the read mark
 * @param markedUnread whether the member marked it unread, whatever was read
 * @param pinned   whether it stays at the top of the list
 * @param archived whether the member put it aside, until something is written in it again
 * @param mutedUntil until when there are no notifications, by network time; empty if there are
 */
public record ConversationSummary(
        ConversationId id,
        SessionId peer,
        String title,
        Standing standing,
        Optional<MessageView> last,
        int unread,
        boolean markedUnread,
        boolean pinned,
        boolean archived,
        Optional<Instant> mutedUntil) {}
