package hearth.web.inbox;

import hearth.client.conversation.MessageId;
import hearth.web.page.Problems;
import java.util.Optional;

/**
 * What stands in the writing field of a page.
 *
 * @param text     the words
 * @param answered the message that they answer
 * @param problems what is wrong with them
 */
record Writing(String text, Optional<MessageId> answered, Problems problems) {

    static Writing of(String text, Optional<MessageId> answered) {
        return new Writing(text, answered, new Problems());
    }

    @Override
    public String toString() {
        return "writing";
    }
}
