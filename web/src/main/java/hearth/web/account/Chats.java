package hearth.web.account;

import hearth.web.household.DisplayName;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Everything the pages ask of one account. Safe for use by many threads; reading is local and quick, and nothing here
 * waits for the network. A failing disk is a {@link RuntimeException}, except where a result names it.
 */
public interface Chats {

    /** The account's 66-character Account ID, as given to others. */
    String accountId();

    /** The name the account shows to others. */
    String displayName();

    /** Shows another name from now on. */
    void rename(DisplayName name);

    /** Chats of accepted people, the one with the latest message first. */
    List<ChatSummary> list();

    /** Chats begun by people not accepted yet, the latest first. */
    List<ChatSummary> requests();

    /** One chat, accepted or not. Empty when there is none of this id. */
    Optional<Chat> chat(ChatId id);

    /**
     * Up to {@code limit} messages of a chat: the latest, or those just before the message {@code before}. An unknown
     * chat or message gives an empty page.
     */
    MessagePage messages(ChatId chat, Optional<MessageId> before, int limit);

    /** Writes first to somebody: begins a chat with an Account ID as typed, or goes on with the existing one. */
    StartResult start(String accountId, String text);

    /** Writes into a chat. Returns after the message is safely in the outbox. */
    SendResult send(ChatId chat, String text);

    /** Tries a failed or waiting message again now. Anything else is left alone. */
    void retry(ChatId chat, MessageId message);

    /** Takes back a message that has not gone out. Anything else is left alone. */
    void discard(ChatId chat, MessageId message);

    /** Makes a request an ordinary chat and lets the person know. */
    void accept(ChatId chat);

    /** Removes a request and its messages. The person may ask again. */
    void decline(ChatId chat);

    /** Lets nothing more of this person through. */
    void block(ChatId chat);

    /** Lets a blocked person write again. */
    void unblock(ChatId chat);

    /** Marks the messages up to and including this one as read. */
    void markRead(ChatId chat, MessageId upTo);

    /** The way messages take at this moment. */
    PathView path();

    /** Whether the box reaches the network. */
    Connection connection();

    /**
     * Calls {@code listener} after every change, on a thread of the engine: the listener must return at once and never
     * throw. Events tell where to look again; they may be merged, and may come for changes made by the caller itself.
     */
    Subscription subscribe(Consumer<ChatEvent> listener);

    /** Ends a subscription; after {@link #close} returned, no further event begins. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
