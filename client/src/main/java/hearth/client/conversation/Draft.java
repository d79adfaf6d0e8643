package hearth.client.conversation;

import java.util.Optional;

/**
 * What stands in the writing field of a conversation and is not sent yet.
 *
 * @param text     the words as they are, at most {@value #LENGTH_MAX} characters
 * @param answered the message that they answer
 */
public record Draft(String text, Optional<MessageId> answered) {

    /** More than can be sent, so that nobody loses what is too long. */
    public static final int LENGTH_MAX = 20_000;

    /** Nothing. */
    public static final Draft NONE = new Draft("", Optional.empty());

    public Draft {
        text = text.length() <= LENGTH_MAX ? text : text.substring(0, LENGTH_MAX);
    }

    /** Whether there is nothing to keep. */
    public boolean isEmpty() {
        return text.isBlank() && answered.isEmpty();
    }

    /** Says nothing of the words. */
    @Override
    public String toString() {
        return "Draft[" + text.length() + " chars]";
    }
}
