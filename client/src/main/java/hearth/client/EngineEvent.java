package hearth.client;

import hearth.client.conversation.ConversationId;
import hearth.client.conversation.MessageId;

/**
 * Tells where to look again. Events carry no content: whoever gets one reads what it needs from the engine.
 * Several changes of one thing may come as one event.
 */
public sealed interface EngineEvent {

    /**
     * A conversation has one message more.
     *
     * @param received whether it came from somebody else, rather than from this account
     */
    record MessageAdded(ConversationId conversation, MessageId message, boolean received) implements EngineEvent {}

    /** A message got further, or was removed. */
    record MessageChanged(ConversationId conversation, MessageId message) implements EngineEvent {}

    /** Name, picture, standing, unread count or existence of a conversation changed. */
    record ConversationChanged(ConversationId conversation) implements EngineEvent {}

    /** The account's own name or picture changed, here or on another device. */
    record ProfileChanged() implements EngineEvent {}

    /** The state of the network changed. */
    record NetworkChanged() implements EngineEvent {}

    /** The path changed. */
    record PathChanged() implements EngineEvent {}

    /** The listener was too slow and events were dropped: everything may have changed. */
    record Overrun() implements EngineEvent {}
}
