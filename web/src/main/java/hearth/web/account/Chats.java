package hearth.web.account;

import hearth.client.Avatars;
import hearth.client.EngineEvent;
import hearth.client.Labels;
import hearth.client.Media;
import hearth.client.Restoration;
import hearth.client.config.Expiry;
import hearth.client.config.Notify;
import hearth.client.conversation.Alert;
import hearth.client.conversation.Alerts;
import hearth.client.conversation.ConversationId;
import hearth.client.conversation.ConversationSummary;
import hearth.client.conversation.ConversationView;
import hearth.client.conversation.Draft;
import hearth.client.conversation.MessageId;
import hearth.client.conversation.MessageKey;
import hearth.client.conversation.MessagePage;
import hearth.client.conversation.MessageView;
import hearth.client.conversation.Privacy;
import hearth.client.conversation.ReactResult;
import hearth.client.conversation.SendResult;
import hearth.client.network.Names;
import hearth.client.network.NetworkState;
import hearth.client.network.PathView;
import hearth.client.search.SearchPage;
import hearth.client.search.SearchQuery;
import hearth.protocol.id.SessionId;
import hearth.web.household.DisplayName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Everything the pages ask of one account. The engine does all of it; this is the part of the engine that pages use.
 * Safe for use by many threads; reading is local and quick, and nothing here but {@link #names} waits for the network. A failing disk is
 * a {@link RuntimeException}, except where a result names it.
 */
public interface Chats {

    /** The account's own id, as given to others. */
    SessionId id();

    /** The name the account shows to others. */
    String displayName();

    /** Shows another name from now on. */
    void rename(DisplayName name);

    /** Everything that is no open request, the conversation with the latest message first. */
    List<ConversationSummary> conversations();

    /** Conversations begun by people not accepted yet, the latest first. */
    List<ConversationSummary> requests();

    /** Up to {@code limit} requests: the latest ones, or those that come after {@code after}. */
    List<ConversationSummary> requests(Optional<ConversationId> after, int limit);

    /** How many requests there are, counted up to {@code max}. */
    int requestCount(int max);

    /** Conversations with people who are blocked. */
    List<ConversationSummary> blocked();

    /** One conversation, request or not. Empty when there is none of this id. */
    Optional<ConversationView> conversation(ConversationId id);

    /**
     * Up to {@code limit} messages of a conversation: the latest, or those just before {@code before}. An unknown
     * conversation gives an empty page.
     */
    MessagePage messages(ConversationId id, Optional<MessageKey> before, int limit);

    /** Up to {@code limit} messages just after {@code after}. An unknown conversation gives an empty page. */
    MessagePage messagesAfter(ConversationId id, MessageKey after, int limit);

    /** Up to {@code limit} messages around {@code at}, itself included. An unknown conversation gives an empty page. */
    MessagePage messagesAround(ConversationId id, MessageKey at, int limit);

    /** One message. Empty when there is none of this id. */
    Optional<MessageView> message(MessageId id);

    /**
     * Writes into a conversation, maybe as an answer to one of its messages. Returns after the message is safely in the
     * outbox.
     */
    SendResult send(ConversationId id, String text, Optional<MessageId> quoted);

    /** Writes to a person, first or again. Returns after the message is safely in the outbox. */
    SendResult send(SessionId to, String text);

    /** The files of its conversations. */
    Media media();

    /** Profile pictures, the account's own and those of people. */
    Avatars avatars();

    /** Finds people by their names. The one thing here that waits for the network. */
    Names names();

    /** The member's words for kinds of conversations. */
    Labels labels();

    /** The member kept a file of a received message: its author is told. Anything else is left alone. */
    void mediaSaved(MessageId id);

    /** Tries a failed or waiting message again now. Anything else is left alone. */
    void retry(MessageId id);

    /** Takes back a message that has not gone out. Anything else is left alone, and false. */
    boolean discard(MessageId id);

    /** Takes a sent message back from everybody; a note, from all devices. Returns whether it was one. */
    boolean deleteForEveryone(MessageId id);

    /** Removes a message from this box only. Returns whether there was one. */
    boolean deleteHere(MessageId id);

    /** Puts an emoji to a message, or takes it away. */
    ReactResult react(MessageId id, String emoji, boolean there);

    /** Removes the messages up to {@code upTo} from this box; notes to oneself from all devices if {@code everywhere}. */
    void clear(ConversationId id, MessageKey upTo, boolean everywhere);

    /** Removes the messages up to {@code upTo} and takes the chat out of the list if none is left; the person stays known. */
    void deleteConversation(ConversationId id, MessageKey upTo);

    /** Removes a person and everything with them. */
    void deleteContact(ConversationId id);

    /** Takes a conversation out of the list until something is written in it again. */
    void hide(ConversationId id);

    /** Marks a conversation as unread until it is opened. */
    void markUnread(ConversationId id);

    /** Keeps a conversation at the top of the list, or not. */
    void setPinned(ConversationId id, boolean pinned);

    /** Moves a pinned conversation one place up or down. Returns whether there was such a place. */
    boolean movePin(ConversationId id, boolean up);

    /** Wants no notifications before {@code until}; a time in the past ends that. */
    void mute(ConversationId id, Instant until);

    /** What the member calls a person; empty if not otherwise than the person does. */
    String nickname(ConversationId id);

    /** Calls a person by another name; empty takes it away. */
    void setNickname(ConversationId id, String nickname);

    /** What the member keeps in mind about a person. */
    String note(ConversationId id);

    /** Keeps something in mind about a person; empty takes it away. */
    void keepNote(ConversationId id, String note);

    /** Removes all requests and their messages. */
    void declineAll();

    /** Makes a request an ordinary conversation and lets the person know. */
    void accept(ConversationId id);

    /** Removes a request and its messages. The person may ask again. */
    void decline(ConversationId id);

    /** Lets nothing more of this person through. */
    void block(ConversationId id);

    /** Lets a blocked person write again. */
    void unblock(ConversationId id);

    /** Chooses when what this account writes here disappears. Returns whether that is possible. */
    boolean setExpiry(ConversationId id, Expiry expiry);

    /** What the account lets others know. */
    Privacy privacy();

    /** Decides what the account lets others know. */
    void setPrivacy(Privacy wanted);

    /** The member presses keys here ({@code something}), or has emptied the field. */
    void typed(ConversationId id, boolean something);

    /** Puts a conversation aside until something is written in it again, or takes it back. */
    void setArchived(ConversationId id, boolean archived);

    /** What is being written here. */
    Draft draft(ConversationId id);

    /** Keeps what is being written here; sending forgets it. */
    void keepDraft(ConversationId id, Draft draft);

    /** Marks the messages up to and including this one as read. */
    void markRead(ConversationId id, MessageKey upTo);

    /** How the account makes itself heard. */
    Alerts alerts();

    /** Decides how the account makes itself heard. */
    void setAlerts(Alerts wanted);

    /** What is told of a message that came in; empty if nobody is to hear of it. */
    Optional<Alert> alert(MessageId message);

    /** Of what in a conversation the member hears. */
    Notify alertRule(ConversationId id);

    /** Decides of what in a conversation the member hears. */
    void setAlertRule(ConversationId id, Notify rule);

    /** Messages that have the words of a text. */
    SearchPage search(SearchQuery query);

    /** Conversations with people who are called like this, or whose id begins so. */
    List<ConversationSummary> people(String typed);

    /** For an account brought in by its recovery words, what came back so far. */
    Optional<Restoration> restoration();

    /** The member has seen that all is back: {@link #restoration} is empty from now on. */
    void endRestoration();

    /** The way requests take now. */
    PathView path();

    /** How the account stands with the network. */
    NetworkState network();

    /**
     * Calls {@code listener} after every change, on a thread of the engine: the listener returns at once and never
     * throws.
     */
    Subscription subscribe(Consumer<EngineEvent> listener);

    /** Ends a subscription; after {@link #close} returned, no further event begins. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
