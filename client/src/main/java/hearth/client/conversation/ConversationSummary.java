package hearth.client.conversation;

import hearth.protocol.id.SessionId;
import java.util.Optional;

/**
 * One line of the conversation list.
 *
 * @param id       names the conversation on this box
 * @param peer     the other person; one's own id for the notes to oneself
 * @param title    the name the person gave themselves, or the short form of the id while none is known. Text of a
 *                 stranger: at most 100 bytes of UTF-8, otherwise unchecked
 * @param standing what the two have agreed to
 * @param last     the newest message, if any
 * @param unread   received messages after the read mark
 */
public record ConversationSummary(
        ConversationId id, SessionId peer, String title, Standing standing, Optional<MessageView> last, int unread) {}
