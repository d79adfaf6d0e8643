package hearth.web.account;

import java.util.List;

/**
 * A stretch of a chat.
 *
 * @param messages oldest first
 * @param older    whether there are messages before the first of these
 */
public record MessagePage(List<Message> messages, boolean older) {

    public MessagePage {
        messages = List.copyOf(messages);
    }
}
