package hearth.web.inbox;

import hearth.client.conversation.Label;
import hearth.web.page.Face;
import java.util.List;

/**
 * One line of the chat list. For templates.
 *
 * @param id      names the conversation
 * @param title   whom it is with
 * @param face    the mark before the title
 * @param preview the beginning of the last message; empty in a chat without any
 * @param mine    whether the member wrote it
 * @param when    when, briefly
 * @param iso     when, for machines
 * @param unread  how many messages came in since the member last looked
 * @param marks   what the member made of it
 * @param labels  the member’s words for what kind of chat it is
 * @param current whether it is the open one
 * @param trouble whether the last message has not gone out and needs attention
 */
record ChatRow(
        String id,
        String title,
        Face face,
        String preview,
        boolean mine,
        String when,
        String iso,
        int unread,
        Marks marks,
        List<String> labels,
        boolean current,
        boolean trouble) {

    static List<String> names(List<Label> labels) {
        return labels.stream().map(Label::name).toList();
    }

    /**
     * What a member made of a chat.
     *
     * @param unread whether it is marked unread, whatever was read
     * @param pinned whether it stays at the top
     * @param muted  whether it makes no noise
     */
    record Marks(boolean unread, boolean pinned, boolean muted) {

        static final Marks NONE = new Marks(false, false, false);
    }
}
