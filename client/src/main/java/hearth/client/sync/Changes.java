package hearth.client.sync;

import hearth.client.conversation.ConversationId;
import hearth.client.conversation.MessageId;

/** Is told what changed, after it is on disk. Must return at once. */
public interface Changes {

    /** A conversation has one message more. */
    void messageAdded(ConversationId conversation, MessageId message, boolean received);

    /** A message got further, or was removed. */
    void messageChanged(ConversationId conversation, MessageId message);

    /** Anything else about a conversation changed. */
    void conversationChanged(ConversationId conversation);

    /** The account's own profile changed. */
    void profileChanged();

    /** Somebody shows another profile picture, or none, or is gone. */
    void avatarsWanted();

    /** The time of a disappearing message began, or may begin. */
    void timersChanged();

    /** The account's own swarm has something to forget. */
    void forgetsAdded();

    /** The state of the network changed. */
    void networkChanged();
}
