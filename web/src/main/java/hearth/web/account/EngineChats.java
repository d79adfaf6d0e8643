package hearth.web.account;

import hearth.client.Avatars;
import hearth.client.Engine;
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

/** The chats of a running engine. Closing the engine is left to whoever started it. */
public final class EngineChats implements Chats {

    private final Engine engine;

    public EngineChats(Engine engine) {
        this.engine = engine;
    }

    @Override
    public SessionId id() {
        return engine.id();
    }

    @Override
    public String displayName() {
        return engine.displayName();
    }

    @Override
    public void rename(DisplayName name) {
        engine.setDisplayName(name.text());
    }

    @Override
    public List<ConversationSummary> conversations() {
        return engine.conversations();
    }

    @Override
    public List<ConversationSummary> requests() {
        return engine.requests();
    }

    @Override
    public List<ConversationSummary> requests(Optional<ConversationId> after, int limit) {
        return engine.requests(after, limit);
    }

    @Override
    public int requestCount(int max) {
        return engine.requestCount(max);
    }

    @Override
    public List<ConversationSummary> blocked() {
        return engine.blocked();
    }

    @Override
    public Optional<ConversationView> conversation(ConversationId id) {
        return engine.conversation(id);
    }

    @Override
    public MessagePage messages(ConversationId id, Optional<MessageKey> before, int limit) {
        return engine.messages(id, before, limit);
    }

    @Override
    public MessagePage messagesAfter(ConversationId id, MessageKey after, int limit) {
        return engine.messagesAfter(id, after, limit);
    }

    @Override
    public MessagePage messagesAround(ConversationId id, MessageKey at, int limit) {
        return engine.messagesAround(id, at, limit);
    }

    @Override
    public Optional<MessageView> message(MessageId id) {
        return engine.message(id);
    }

    @Override
    public SendResult send(ConversationId id, String text, Optional<MessageId> quoted) {
        return engine.send(id, text, quoted);
    }

    @Override
    public SendResult send(SessionId to, String text) {
        return engine.send(to, text);
    }

    @Override
    public Media media() {
        return engine.media();
    }

    @Override
    public Avatars avatars() {
        return engine.avatars();
    }

    @Override
    public Names names() {
        return engine.names();
    }

    @Override
    public Labels labels() {
        return engine.labels();
    }

    @Override
    public void mediaSaved(MessageId id) {
        engine.mediaSaved(id);
    }

    @Override
    public void retry(MessageId id) {
        engine.retry(id);
    }

    @Override
    public boolean discard(MessageId id) {
        return engine.discard(id);
    }

    @Override
    public boolean deleteForEveryone(MessageId id) {
        return engine.deleteForEveryone(id);
    }

    @Override
    public boolean deleteHere(MessageId id) {
        return engine.deleteHere(id);
    }

    @Override
    public ReactResult react(MessageId id, String emoji, boolean there) {
        return engine.react(id, emoji, there);
    }

    @Override
    public void clear(ConversationId id, MessageKey upTo, boolean everywhere) {
        engine.clear(id, upTo, everywhere);
    }

    @Override
    public void deleteConversation(ConversationId id, MessageKey upTo) {
        engine.deleteConversation(id, upTo);
    }

    @Override
    public void deleteContact(ConversationId id) {
        engine.deleteContact(id);
    }

    @Override
    public void hide(ConversationId id) {
        engine.hide(id);
    }

    @Override
    public void markUnread(ConversationId id) {
        engine.markUnread(id);
    }

    @Override
    public void setPinned(ConversationId id, boolean pinned) {
        engine.setPinned(id, pinned);
    }

    @Override
    public boolean movePin(ConversationId id, boolean up) {
        return engine.movePin(id, up);
    }

    @Override
    public void mute(ConversationId id, Instant until) {
        engine.mute(id, until);
    }

    @Override
    public String nickname(ConversationId id) {
        return engine.nickname(id);
    }

    @Override
    public void setNickname(ConversationId id, String nickname) {
        engine.setNickname(id, nickname);
    }

    @Override
    public String note(ConversationId id) {
        return engine.note(id);
    }

    @Override
    public void keepNote(ConversationId id, String note) {
        engine.keepNote(id, note);
    }

    @Override
    public void declineAll() {
        engine.declineAll();
    }

    @Override
    public void accept(ConversationId id) {
        engine.accept(id);
    }

    @Override
    public void decline(ConversationId id) {
        engine.decline(id);
    }

    @Override
    public void block(ConversationId id) {
        engine.block(id);
    }

    @Override
    public void unblock(ConversationId id) {
        engine.unblock(id);
    }

    @Override
    public boolean setExpiry(ConversationId id, Expiry expiry) {
        return engine.setExpiry(id, expiry);
    }

    @Override
    public Privacy privacy() {
        return engine.privacy();
    }

    @Override
    public void setPrivacy(Privacy wanted) {
        engine.setPrivacy(wanted);
    }

    @Override
    public void typed(ConversationId id, boolean something) {
        engine.typed(id, something);
    }

    @Override
    public void setArchived(ConversationId id, boolean archived) {
        engine.setArchived(id, archived);
    }

    @Override
    public Draft draft(ConversationId id) {
        return engine.draft(id);
    }

    @Override
    public void keepDraft(ConversationId id, Draft draft) {
        engine.keepDraft(id, draft);
    }

    @Override
    public void markRead(ConversationId id, MessageKey upTo) {
        engine.markRead(id, upTo);
    }

    @Override
    public Alerts alerts() {
        return engine.alerts();
    }

    @Override
    public void setAlerts(Alerts wanted) {
        engine.setAlerts(wanted);
    }

    @Override
    public Optional<Alert> alert(MessageId message) {
        return engine.alert(message);
    }

    @Override
    public Notify alertRule(ConversationId id) {
        return engine.alertRule(id);
    }

    @Override
    public void setAlertRule(ConversationId id, Notify rule) {
        engine.setAlertRule(id, rule);
    }

    @Override
    public SearchPage search(SearchQuery query) {
        return engine.search(query);
    }

    @Override
    public List<ConversationSummary> people(String typed) {
        return engine.people(typed);
    }

    @Override
    public Optional<Restoration> restoration() {
        return engine.restoration();
    }

    @Override
    public void endRestoration() {
        engine.endRestoration();
    }

    @Override
    public PathView path() {
        return engine.path();
    }

    @Override
    public NetworkState network() {
        return engine.network();
    }

    @Override
    public Subscription subscribe(Consumer<EngineEvent> listener) {
        var subscription = engine.subscribe(listener);
        return () -> {
            try {
                subscription.close();
            } catch (Exception e) {
                throw new IllegalStateException("Ending a subscription failed", e);
            }
        };
    }
}
