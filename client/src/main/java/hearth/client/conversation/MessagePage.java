package hearth.client.conversation;

import java.util.List;

/**
 * A run of neighbouring messages, oldest first.
 *
 * @param messages  may be empty
 * @param moreBefore whether the conversation has older messages than these
 * @param moreAfter  whether it has newer ones
 */
public record MessagePage(List<MessageView> messages, boolean moreBefore, boolean moreAfter) {

    public MessagePage {
        messages = List.copyOf(messages);
    }
}
