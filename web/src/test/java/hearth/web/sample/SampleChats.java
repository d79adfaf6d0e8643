package hearth.web.sample;

import hearth.client.EngineEvent;
import hearth.client.Restoration;
import hearth.client.config.Expiry;
import hearth.client.config.Notify;
import hearth.client.conversation.Alert;
import hearth.client.conversation.Alerts;
import hearth.client.conversation.Attachments;
import hearth.client.conversation.ConversationId;
import hearth.client.conversation.ConversationSummary;
import hearth.client.conversation.ConversationView;
import hearth.client.conversation.Delivery;
import hearth.client.conversation.Disappearing;
import hearth.client.conversation.Draft;
import hearth.client.conversation.MessageBody;
import hearth.client.conversation.MessageId;
import hearth.client.conversation.MessageKey;
import hearth.client.conversation.MessagePage;
import hearth.client.conversation.MessageView;
import hearth.client.conversation.Privacy;
import hearth.client.conversation.Quote;
import hearth.client.conversation.ReactResult;
import hearth.client.conversation.Reaction;
import hearth.client.conversation.SendResult;
import hearth.client.conversation.Standing;
import hearth.client.network.NetworkState;
import hearth.client.network.PathView;
import hearth.client.search.SearchPage;
import hearth.client.search.SearchQuery;
import hearth.client.search.Snippet;
import hearth.client.search.Wanted;
import hearth.protocol.id.NodeId;
import hearth.protocol.id.SessionId;
import hearth.web.account.Chats;
import hearth.web.household.DisplayName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** An account without a network. What is written stays {@code Sending} until a test says how it went on. */
public final class SampleChats implements Chats {

    private static final int TEXT_MAX = 2_000;

    private final SessionId id;
    private final Clock clock;
    private final List<Consumer<EngineEvent>> listeners = new CopyOnWriteArrayList<>();
    private final Map<ConversationId, Talk> talks = new LinkedHashMap<>();
    private String name;
    private long numbers;
    private boolean full;
    private Privacy privacy = Privacy.CLOSED;
    private Alerts alerts = Alerts.DEFAULT;
    private final Map<ConversationId, Notify> alertRules = new LinkedHashMap<>();
    private final List<String> typed = new ArrayList<>();
    private final List<MessageId> saved = new ArrayList<>();
    private final SampleMedia media = new SampleMedia(this);
    private final SampleNames names = new SampleNames();
    private final SampleAvatars avatars = new SampleAvatars(this);
    private final SampleLabels labels = new SampleLabels(this);
    private Optional<Restoration> restoration = Optional.empty();
    private PathView path;
    private NetworkState.Connection connection = new NetworkState.Connection.Connected();

    private static final class Talk {
        private final ConversationId id;
        private final SessionId peer;
        private final List<MessageView> messages = new ArrayList<>();
        private String title;
        private Standing standing;
        private long read;
        private Expiry expiry = Expiry.OFF;
        private boolean writing;
        private boolean archived;
        private boolean hidden;
        private boolean markedUnread;
        private int pin;
        private Optional<Instant> mutedUntil = Optional.empty();
        private String nickname = "";
        private String note = "";
        private Draft draft = Draft.NONE;

        private Talk(ConversationId id, SessionId peer, String title, Standing standing) {
            this.id = id;
            this.peer = peer;
            this.title = title;
            this.standing = standing;
        }
    }

    public SampleChats(SessionId id, String name, Clock clock) {
        this.id = id;
        this.name = name;
        this.clock = clock;
        this.path = new PathView.Working(
                List.of(
                        hop('a', 22_101, PathView.Position.ENTRY),
                        hop('b', 22_104, PathView.Position.MIDDLE),
                        hop('c', 22_109, PathView.Position.EXIT)),
                clock.instant());
    }

    /** A person's id made of one hex digit. */
    public static SessionId person(char digit) {
        return new SessionId(
                SessionId.Kind.STANDARD, "05" + String.valueOf(digit).repeat(64));
    }

    private Talk existing(ConversationId wanted) {
        return Objects.requireNonNull(talks.get(wanted), "no such conversation");
    }

    private static PathView.Hop hop(char digit, int port, PathView.Position position) {
        return new PathView.Hop(new NodeId(String.valueOf(digit).repeat(64)), "127.0.0.1", port, position);
    }

    /** A conversation with this person; the one there is, or a new one. */
    public synchronized ConversationId talk(SessionId peer, String title, Standing standing) {
        for (var talk : talks.values()) {
            if (talk.peer.equals(peer)) {
                return talk.id;
            }
        }
        var conversation = new ConversationId(String.format(Locale.ROOT, "%016x", ++numbers));
        talks.put(conversation, new Talk(conversation, peer, title, standing));
        return conversation;
    }

    /** The conversation there is with this person. */
    public synchronized ConversationId conversationWith(SessionId peer) {
        return talks.values().stream()
                .filter(talk -> talk.peer.equals(peer))
                .map(talk -> talk.id)
                .findFirst()
                .orElseThrow();
    }

    /** A message comes in. */
    public MessageId receive(ConversationId conversation, String text, Instant at) {
        return receive(conversation, new MessageBody.Text(text), at);
    }

    /** A message of any kind comes in. */
    public MessageId receive(ConversationId conversation, MessageBody body, Instant at) {
        return add(conversation, body, at, new Delivery.Received(), false, Optional.empty());
    }

    /** A message of one's own, with this fate. */
    public MessageId wrote(ConversationId conversation, String text, Instant at, Delivery delivery) {
        return add(conversation, new MessageBody.Text(text), at, delivery, true, Optional.empty());
    }

    private MessageId add(
            ConversationId conversation,
            MessageBody body,
            Instant at,
            Delivery delivery,
            boolean outgoing,
            Optional<MessageId> quoted) {
        MessageId message;
        synchronized (this) {
            var talk = existing(conversation);
            var number = ++numbers;
            message = new MessageId(number);
            talk.messages.add(new MessageView(
                    message,
                    new MessageKey(number),
                    conversation,
                    outgoing ? id : talk.peer,
                    outgoing,
                    at,
                    body,
                    delivery,
                    quoted.flatMap(this::quote),
                    disappearing(talk, at, outgoing),
                    Optional.of(at),
                    Attachments.NONE,
                    List.of()));
        }
        report(new EngineEvent.MessageAdded(conversation, message, !outgoing));
        return message;
    }

    private Optional<Quote> quote(MessageId quoted) {
        return message(quoted)
                .map(it -> new Quote(it.outgoing(), Optional.of(new Quote.Original(it.id(), it.key(), it.body()))));
    }

    /** A message comes in that answers another one; empty for one that is gone. */
    public MessageId receiveAnswer(ConversationId conversation, String text, Instant at, Optional<MessageId> quoted) {
        var message = receive(conversation, text, at);
        var quote = quoted.isPresent() ? quote(quoted.get()) : Optional.of(new Quote(false, Optional.empty()));
        change(message, it -> with(it, it.delivery(), quote, it.disappearing()));
        return message;
    }

    /** A message comes in that disappears. */
    public MessageId receiveDisappearing(
            ConversationId conversation, String text, Instant at, Disappearing disappearing) {
        var message = receive(conversation, text, at);
        change(message, it -> with(it, it.delivery(), it.quote(), Optional.of(disappearing)));
        return message;
    }

    private static Optional<Disappearing> disappearing(Talk talk, Instant at, boolean outgoing) {
        return !outgoing || talk.expiry.mode() == Expiry.Mode.OFF
                ? Optional.empty()
                : Optional.of(new Disappearing(talk.expiry, Optional.of(at.plusSeconds(talk.expiry.seconds()))));
    }

    /** A message gets further. */
    public void deliver(MessageId message, Delivery delivery) {
        change(message, it -> with(it, delivery, it.quote(), it.disappearing()));
    }

    private static MessageView with(
            MessageView view, Delivery delivery, Optional<Quote> quote, Optional<Disappearing> disappearing) {
        return new MessageView(
                view.id(),
                view.key(),
                view.conversation(),
                view.sender(),
                view.outgoing(),
                view.sentAt(),
                view.body(),
                delivery,
                quote,
                disappearing,
                view.arrivedAt(),
                view.attachments(),
                view.reactions());
    }

    /** A message carries files. */
    public void carry(MessageId message, Attachments attachments) {
        change(
                message,
                view -> new MessageView(
                        view.id(),
                        view.key(),
                        view.conversation(),
                        view.sender(),
                        view.outgoing(),
                        view.sentAt(),
                        view.body(),
                        view.delivery(),
                        view.quote(),
                        view.disappearing(),
                        view.arrivedAt(),
                        attachments,
                        view.reactions()));
    }

    /** Writes a message that may have no words, since it is going to carry files. */
    SendResult sendFiles(ConversationId conversation, String text, Optional<MessageId> quoted) {
        var message =
                add(conversation, new MessageBody.Text(text), clock.instant(), new Delivery.Sending(), true, quoted);
        return new SendResult.Queued(conversation, message);
    }

    @Override
    public SampleMedia media() {
        return media;
    }

    @Override
    public SampleNames names() {
        return names;
    }

    @Override
    public SampleAvatars avatars() {
        return avatars;
    }

    @Override
    public SampleLabels labels() {
        return labels;
    }

    @Override
    public synchronized void mediaSaved(MessageId message) {
        saved.add(message);
    }

    /** Of which messages files were kept. */
    public synchronized List<MessageId> saved() {
        return List.copyOf(saved);
    }

    private void change(MessageId message, UnaryOperator<MessageView> change) {
        ConversationId changed;
        synchronized (this) {
            var view = message(message).orElseThrow();
            changed = view.conversation();
            var messages = existing(changed).messages;
            messages.set(messages.indexOf(view), change.apply(view));
        }
        report(new EngineEvent.MessageChanged(changed, message));
    }

    /** From now on the disk is full, or is not any more. */
    public synchronized void diskFull(boolean now) {
        full = now;
    }

    public synchronized void path(PathView now) {
        path = now;
    }

    public void connection(NetworkState.Connection now) {
        synchronized (this) {
            connection = now;
        }
        report(new EngineEvent.NetworkChanged());
    }

    public synchronized void restoration(Restoration now) {
        restoration = Optional.of(now);
    }

    /** How many pages listen. */
    public int listeners() {
        return listeners.size();
    }

    /** Tells an event, as the engine would. */
    public void report(EngineEvent event) {
        listeners.forEach(listener -> listener.accept(event));
    }

    @Override
    public SessionId id() {
        return id;
    }

    @Override
    public synchronized String displayName() {
        return name;
    }

    @Override
    public synchronized void rename(DisplayName wanted) {
        name = wanted.text();
    }

    @Override
    public List<ConversationSummary> conversations() {
        return summaries(List.of(Standing.MUTUAL, Standing.AWAITING_REPLY, Standing.SELF));
    }

    @Override
    public List<ConversationSummary> requests() {
        return summaries(List.of(Standing.REQUEST));
    }

    @Override
    public List<ConversationSummary> requests(Optional<ConversationId> after, int limit) {
        var all = requests();
        var from = after.map(
                        id -> all.stream().map(ConversationSummary::id).toList().indexOf(id) + 1)
                .orElse(0);
        return all.subList(from, Math.min(all.size(), from + limit));
    }

    @Override
    public int requestCount(int max) {
        return Math.min(max, requests().size());
    }

    @Override
    public List<ConversationSummary> blocked() {
        return summaries(List.of(Standing.BLOCKED));
    }

    private synchronized List<ConversationSummary> summaries(List<Standing> standings) {
        return talks.values().stream()
                .filter(talk -> standings.contains(talk.standing) && !talk.hidden)
                .sorted(Comparator.comparingInt((Talk talk) -> talk.pin)
                        .thenComparing(talk -> talk.messages.isEmpty()
                                ? Instant.MIN
                                : talk.messages.getLast().sentAt())
                        .reversed())
                .map(SampleChats::summary)
                .toList();
    }

    private static ConversationSummary summary(Talk talk) {
        var last = talk.messages.isEmpty() ? Optional.<MessageView>empty() : Optional.of(talk.messages.getLast());
        var unread = talk.messages.stream()
                .filter(it -> !it.outgoing() && it.key().value() > talk.read)
                .count();
        return new ConversationSummary(
                talk.id,
                talk.peer,
                talk.nickname.isEmpty() ? talk.title : talk.nickname,
                talk.standing,
                last,
                (int) unread,
                talk.markedUnread,
                talk.pin > 0,
                talk.archived,
                talk.mutedUntil);
    }

    @Override
    public synchronized Optional<ConversationView> conversation(ConversationId wanted) {
        return Optional.ofNullable(talks.get(wanted))
                .map(talk -> new ConversationView(
                        summary(talk),
                        talk.expiry,
                        talk.writing,
                        talk.read == 0 ? Optional.empty() : Optional.of(new MessageKey(talk.read)),
                        talk.messages.stream()
                                .filter(it -> !it.outgoing() && it.key().value() > talk.read)
                                .map(MessageView::key)
                                .findFirst()));
    }

    @Override
    public synchronized MessagePage messages(ConversationId wanted, Optional<MessageKey> before, int limit) {
        var talk = talks.get(wanted);
        if (talk == null) {
            return new MessagePage(List.of(), false, false);
        }
        var earlier = talk.messages.stream()
                .filter(it -> before.isEmpty() || it.key().compareTo(before.get()) < 0)
                .toList();
        var from = Math.max(0, earlier.size() - limit);
        return new MessagePage(earlier.subList(from, earlier.size()), from > 0, before.isPresent());
    }

    @Override
    public synchronized MessagePage messagesAfter(ConversationId wanted, MessageKey after, int limit) {
        var talk = talks.get(wanted);
        if (talk == null) {
            return new MessagePage(List.of(), false, false);
        }
        var later = talk.messages.stream()
                .filter(it -> it.key().compareTo(after) > 0)
                .toList();
        var to = Math.min(limit, later.size());
        return new MessagePage(later.subList(0, to), later.size() < talk.messages.size(), to < later.size());
    }

    @Override
    public synchronized MessagePage messagesAround(ConversationId wanted, MessageKey at, int limit) {
        var talk = talks.get(wanted);
        if (talk == null) {
            return new MessagePage(List.of(), false, false);
        }
        var all = talk.messages;
        var middle = (int) all.stream().filter(it -> it.key().compareTo(at) < 0).count();
        var from = Math.max(0, middle - limit / 2);
        var to = Math.min(all.size(), middle + limit / 2);
        return new MessagePage(all.subList(from, to), from > 0, to < all.size());
    }

    @Override
    public synchronized Optional<MessageView> message(MessageId wanted) {
        return talks.values().stream()
                .flatMap(talk -> talk.messages.stream())
                .filter(it -> it.id().equals(wanted))
                .findFirst();
    }

    @Override
    public SendResult send(ConversationId to, String text, Optional<MessageId> quoted) {
        Optional<SendResult> refused;
        synchronized (this) {
            refused = refusal(to, text);
            if (refused.isEmpty()) {
                existing(to).draft = Draft.NONE;
            }
            if (refused.isEmpty() && quoted.isPresent() && message(quoted.get()).isEmpty()) {
                refused = Optional.of(new SendResult.NotAllowed(SendResult.NotAllowed.Why.NOTHING_TO_ANSWER));
            }
        }
        return refused.orElseGet(() -> new SendResult.Queued(
                to,
                add(to, new MessageBody.Text(text.strip()), clock.instant(), new Delivery.Sending(), true, quoted)));
    }

    private Optional<SendResult> refusal(ConversationId to, String text) {
        var talk = talks.get(to);
        if (talk == null) {
            return Optional.of(new SendResult.NotAllowed(SendResult.NotAllowed.Why.NO_SUCH_CONVERSATION));
        }
        if (text.isBlank()) {
            return Optional.of(new SendResult.Empty());
        }
        var length = text.strip().codePointCount(0, text.strip().length());
        if (length > TEXT_MAX) {
            return Optional.of(new SendResult.TooLong(length, TEXT_MAX));
        }
        if (talk.standing == Standing.BLOCKED) {
            return Optional.of(new SendResult.NotAllowed(SendResult.NotAllowed.Why.BLOCKED));
        }
        return full ? Optional.of(new SendResult.NotStored(true)) : Optional.empty();
    }

    @Override
    public SendResult send(SessionId to, String text) {
        return send(talk(to, to.toString(), Standing.AWAITING_REPLY), text, Optional.empty());
    }

    @Override
    public void retry(MessageId message) {
        deliver(message, new Delivery.Sending());
    }

    @Override
    public boolean discard(MessageId message) {
        Optional<MessageView> gone;
        synchronized (this) {
            gone = message(message)
                    .filter(it ->
                            it.delivery() instanceof Delivery.Failed || it.delivery() instanceof Delivery.Waiting);
            gone.ifPresent(it -> existing(it.conversation()).messages.remove(it));
        }
        gone.ifPresent(it -> report(new EngineEvent.MessageChanged(it.conversation(), message)));
        return gone.isPresent();
    }

    @Override
    public boolean deleteForEveryone(MessageId message) {
        var sent = message(message).filter(it -> it.outgoing() && it.delivery() instanceof Delivery.Sent);
        if (sent.isPresent()) {
            if (talkOf(sent.get()).standing == Standing.SELF) {
                return deleteHere(message);
            }
            change(message, it -> with(it, new MessageBody.Deleted(), List.of()));
        }
        return sent.isPresent();
    }

    private synchronized Talk talkOf(MessageView message) {
        return existing(message.conversation());
    }

    @Override
    public boolean deleteHere(MessageId message) {
        var found = message(message);
        found.ifPresent(it -> {
            synchronized (this) {
                existing(it.conversation()).messages.remove(it);
            }
            report(new EngineEvent.MessageChanged(it.conversation(), message));
        });
        return found.isPresent();
    }

    @Override
    public ReactResult react(MessageId message, String emoji, boolean there) {
        if (!Reaction.isEmoji(emoji)) {
            return ReactResult.NOT_AN_EMOJI;
        }
        if (message(message).isEmpty()) {
            return ReactResult.NOT_POSSIBLE;
        }
        change(message, it -> {
            var theirs = it.reactions().stream().anyMatch(one -> one.emoji().equals(emoji) && one.theirs());
            var all = new ArrayList<>(it.reactions().stream()
                    .filter(one -> !one.emoji().equals(emoji))
                    .toList());
            if (there || theirs) {
                all.add(new Reaction(emoji, there, theirs));
            }
            return with(it, it.body(), all);
        });
        return ReactResult.DONE;
    }

    /** The other person puts an emoji to a message. */
    public void reacted(MessageId message, String emoji) {
        change(message, it -> {
            var all = new ArrayList<>(it.reactions());
            all.add(new Reaction(emoji, false, true));
            return with(it, it.body(), all);
        });
    }

    private static MessageView with(MessageView view, MessageBody body, List<Reaction> reactions) {
        return new MessageView(
                view.id(),
                view.key(),
                view.conversation(),
                view.sender(),
                view.outgoing(),
                view.sentAt(),
                body,
                view.delivery(),
                view.quote(),
                view.disappearing(),
                view.arrivedAt(),
                view.attachments(),
                reactions);
    }

    private void update(ConversationId wanted, Consumer<Talk> change) {
        synchronized (this) {
            change.accept(existing(wanted));
        }
        report(new EngineEvent.ConversationChanged(wanted));
    }

    @Override
    public void clear(ConversationId wanted, MessageKey upTo, boolean everywhere) {
        update(wanted, talk -> talk.messages.removeIf(it -> it.key().compareTo(upTo) <= 0));
    }

    @Override
    public void deleteConversation(ConversationId wanted, MessageKey upTo) {
        clear(wanted, upTo, false);
        update(wanted, talk -> talk.hidden = talk.messages.isEmpty());
        labels.forget(wanted);
    }

    @Override
    public void deleteContact(ConversationId wanted) {
        decline(wanted);
    }

    @Override
    public void hide(ConversationId wanted) {
        update(wanted, talk -> talk.hidden = true);
    }

    @Override
    public void markUnread(ConversationId wanted) {
        update(wanted, talk -> talk.markedUnread = true);
    }

    @Override
    public void setPinned(ConversationId wanted, boolean pinned) {
        update(wanted, talk -> talk.pin = pinned ? 1 : 0);
    }

    @Override
    public boolean movePin(ConversationId wanted, boolean up) {
        var order = new ArrayList<>(conversations().stream()
                .filter(ConversationSummary::pinned)
                .map(ConversationSummary::id)
                .toList());
        var from = order.indexOf(wanted);
        var to = from + (up ? -1 : 1);
        if (from < 0 || to < 0 || to >= order.size()) {
            return false;
        }
        Collections.swap(order, from, to);
        order.forEach(id -> update(id, talk -> talk.pin = order.size() - order.indexOf(id)));
        return true;
    }

    @Override
    public void mute(ConversationId wanted, Instant until) {
        update(wanted, talk -> talk.mutedUntil = Optional.of(until).filter(it -> it.isAfter(clock.instant())));
    }

    @Override
    public synchronized String nickname(ConversationId wanted) {
        return existing(wanted).nickname;
    }

    @Override
    public void setNickname(ConversationId wanted, String nickname) {
        update(wanted, talk -> talk.nickname = nickname.strip());
    }

    @Override
    public synchronized String note(ConversationId wanted) {
        return existing(wanted).note;
    }

    @Override
    public void keepNote(ConversationId wanted, String note) {
        update(wanted, talk -> talk.note = note);
    }

    @Override
    public void declineAll() {
        requests().forEach(it -> decline(it.id()));
    }

    @Override
    public void accept(ConversationId wanted) {
        stand(wanted, Standing.MUTUAL);
    }

    @Override
    public void decline(ConversationId wanted) {
        synchronized (this) {
            talks.remove(wanted);
            labels.forget(wanted);
        }
        report(new EngineEvent.ConversationChanged(wanted));
    }

    @Override
    public void block(ConversationId wanted) {
        stand(wanted, Standing.BLOCKED);
    }

    @Override
    public void unblock(ConversationId wanted) {
        stand(wanted, Standing.MUTUAL);
    }

    private void stand(ConversationId wanted, Standing standing) {
        synchronized (this) {
            existing(wanted).standing = standing;
        }
        report(new EngineEvent.ConversationChanged(wanted));
    }

    @Override
    public boolean setExpiry(ConversationId wanted, Expiry expiry) {
        synchronized (this) {
            var talk = existing(wanted);
            if (talk.standing == Standing.REQUEST
                    || talk.standing == Standing.BLOCKED
                    || (talk.standing == Standing.SELF && expiry.mode() == Expiry.Mode.AFTER_READ)) {
                return false;
            }
            talk.expiry = expiry;
        }
        add(
                wanted,
                new MessageBody.TimerChanged(expiry),
                clock.instant(),
                new Delivery.Sending(),
                true,
                Optional.empty());
        return true;
    }

    /** The other person writes this moment, or not any more. */
    public void writing(ConversationId conversation, boolean now) {
        synchronized (this) {
            existing(conversation).writing = now;
        }
        report(new EngineEvent.ConversationChanged(conversation));
    }

    /** What was told of the member's typing, in order. */
    public synchronized List<String> typed() {
        return List.copyOf(typed);
    }

    @Override
    public synchronized Privacy privacy() {
        return privacy;
    }

    @Override
    public synchronized void setPrivacy(Privacy wanted) {
        privacy = wanted;
    }

    @Override
    public synchronized void typed(ConversationId wanted, boolean something) {
        typed.add(existing(wanted).title + (something ? " on" : " off"));
    }

    @Override
    public synchronized void setArchived(ConversationId wanted, boolean archived) {
        existing(wanted).archived = archived;
    }

    @Override
    public synchronized Draft draft(ConversationId wanted) {
        return existing(wanted).draft;
    }

    @Override
    public synchronized void keepDraft(ConversationId wanted, Draft draft) {
        existing(wanted).draft = draft;
    }

    @Override
    public void markRead(ConversationId wanted, MessageKey upTo) {
        boolean moved;
        synchronized (this) {
            var talk = talks.get(wanted);
            moved = talk != null && (upTo.value() > talk.read || talk.markedUnread);
            if (talk != null && moved) {
                talk.read = Math.max(talk.read, upTo.value());
                talk.markedUnread = false;
            }
        }
        if (moved) {
            report(new EngineEvent.ConversationChanged(wanted));
        }
    }

    @Override
    public synchronized Alerts alerts() {
        return alerts;
    }

    @Override
    public synchronized void setAlerts(Alerts wanted) {
        alerts = wanted;
    }

    @Override
    public synchronized Optional<Alert> alert(MessageId id) {
        return message(id)
                .filter(it -> !it.outgoing() && alertRule(it.conversation()) != Notify.NONE)
                .map(it -> {
                    var summary = conversation(it.conversation()).orElseThrow().summary();
                    return new Alert(alerts, summary, it, summary.standing() == Standing.REQUEST);
                });
    }

    @Override
    public synchronized Notify alertRule(ConversationId id) {
        return alertRules.getOrDefault(id, Notify.DEFAULT);
    }

    @Override
    public synchronized void setAlertRule(ConversationId id, Notify rule) {
        alertRules.put(id, rule);
    }

    @Override
    public synchronized SearchPage search(SearchQuery query) {
        var wanted = Wanted.typed(query.text());
        var hits = new ArrayList<SearchPage.Hit>();
        for (var summary : conversations()) {
            for (var message : messages(summary.id(), Optional.empty(), Integer.MAX_VALUE)
                    .messages()
                    .reversed()) {
                if (query.in().map(summary.id()::equals).orElse(true)
                        && message.body() instanceof MessageBody.Text(var text)
                        && wanted.isIn(text)) {
                    hits.add(new SearchPage.Hit(summary, message, Snippet.of(text, wanted)));
                }
            }
        }
        return new SearchPage(hits, Optional.empty());
    }

    @Override
    public List<ConversationSummary> people(String typed) {
        return conversations().stream()
                .filter(it -> Wanted.typed(typed).isIn(it.title()))
                .toList();
    }

    @Override
    public synchronized Optional<Restoration> restoration() {
        return restoration;
    }

    @Override
    public synchronized void endRestoration() {
        restoration = Optional.empty();
    }

    @Override
    public synchronized PathView path() {
        return path;
    }

    @Override
    public synchronized NetworkState network() {
        return new NetworkState(connection, 12, Duration.ofMillis(140), true, Optional.of(clock.instant()), 0, false);
    }

    @Override
    public Subscription subscribe(Consumer<EngineEvent> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
