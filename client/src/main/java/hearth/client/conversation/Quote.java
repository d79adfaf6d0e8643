package hearth.client.conversation;

import java.util.Optional;

/**
 * What a message answers.
 *
 * @param mine     whether this account wrote that
 * @param original the answered message; empty if it is not on this box (any more)
 */
public record Quote(boolean mine, Optional<Original> original) {

    /**
     * A message that another one answers.
     *
     * @param id   names it on this box
     * @param key  its place
     * @param body what it says now
     */
    public record Original(MessageId id, MessageKey key, MessageBody body) {}
}
