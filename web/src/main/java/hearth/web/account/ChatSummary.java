package hearth.web.account;

import java.util.Optional;

/**
 * One line of the chat list.
 *
 * @param id     names the chat
 * @param name   what the other person calls themselves, or a short form of their Account ID
 * @param last   the latest message; empty in a chat without any
 * @param unread how many messages came in since the member last looked
 */
public record ChatSummary(ChatId id, String name, Optional<Message> last, int unread) {

    @Override
    public String toString() {
        return "chat, " + unread + " unread";
    }
}
