package hearth.client;

import hearth.client.config.Expiry;
import hearth.client.conversation.Attachment;
import hearth.client.conversation.Attachments;
import hearth.client.conversation.ConversationId;
import hearth.client.conversation.ConversationSummary;
import hearth.client.conversation.ConversationView;
import hearth.client.conversation.Delivery;
import hearth.client.conversation.Disappearing;
import hearth.client.conversation.LinkPreview;
import hearth.client.conversation.Membership;
import hearth.client.conversation.MessageBody;
import hearth.client.conversation.MessageId;
import hearth.client.conversation.MessageKey;
import hearth.client.conversation.MessagePage;
import hearth.client.conversation.MessageView;
import hearth.client.conversation.Quote;
import hearth.client.conversation.Reaction;
import hearth.client.conversation.Standing;
import hearth.client.network.NetworkTime;
import hearth.client.store.AccountDatabase;
import hearth.client.store.BodyKind;
import hearth.client.store.Contact;
import hearth.client.store.MessageTimer;
import hearth.client.store.StoredAttachment;
import hearth.client.store.StoredMessage;
import hearth.client.store.Tx;
import hearth.client.sync.PrivacyKeeper;
import hearth.client.sync.Typing;
import hearth.protocol.id.SessionId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads conversations from disk as pages see them. Safe for use by many threads. */
final class Views {

    /** More messages than this are not given out at once. */
    static final int PAGE_MAX = 500;

    /** Messages that are over and still on disk are few. */
    private static final int LOOK_BACK = 10;

    private final AccountDatabase database;
    private final SessionId own;
    private final NetworkTime time;
    private final PrivacyKeeper privacy;
    private final Typing typing;
    private final Progress progress;

    /** Says how far a message is that is not sent yet, in a transaction that is open already: readers are few. */
    interface Progress {
        Delivery of(Tx tx, MessageId message) throws SQLException;
    }

    /** {@code progress} says how far a message is that is still in the outbox. */
    Views(
            AccountDatabase database,
            SessionId own,
            NetworkTime time,
            PrivacyKeeper privacy,
            Typing typing,
            Progress progress) {
        this.privacy = privacy;
        this.typing = typing;
        this.database = database;
        this.own = own;
        this.time = time;
        this.progress = progress;
    }

    /** Conversations that are no requests and not hidden: pinned ones, then the one with the newest message first. */
    List<ConversationSummary> conversations() {
        return list(tx -> database.conversations().approved(tx, own).stream()
                .filter(Views::isShown)
                .toList());
    }

    /** Conversations with blocked people, the one with the newest message first. */
    List<ConversationSummary> blocked() {
        return list(database.conversations()::blocked);
    }

    /** Which conversations a list shows. */
    interface Choice {
        List<Contact> of(Tx tx) throws SQLException;
    }

    /** What a choice picks: pinned ones, then the one with the newest message first. */
    List<ConversationSummary> list(Choice choice) {
        record Line(ConversationSummary summary, long priority, long newest) {}
        return database
                .read(tx -> {
                    var lines = new ArrayList<Line>();
                    for (var contact : choice.of(tx)) {
                        var last = last(tx, contact);
                        lines.add(new Line(
                                summary(tx, contact, last),
                                contact.marks().priority(),
                                last.map(StoredMessage::orderAt).orElse(Long.MIN_VALUE)));
                    }
                    return lines;
                })
                .stream()
                .sorted(Comparator.comparingLong(Line::priority)
                        .thenComparingLong(Line::newest)
                        .reversed())
                .map(Line::summary)
                .toList();
    }

    /** Up to {@code limit} open requests that began before {@code before}, those that began last first. */
    List<ConversationSummary> requests(Optional<ConversationId> before, int limit) {
        return database.read(tx -> {
            var page = new ArrayList<ConversationSummary>();
            var row = before.isPresent()
                    ? database.conversations()
                            .find(tx, before.get())
                            .map(Contact::row)
                            .orElse(Long.MAX_VALUE)
                    : Long.MAX_VALUE;
            for (var contact : requests(tx, row, limit)) {
                page.add(summary(tx, contact, last(tx, contact)));
            }
            return page;
        });
    }

    /** How many open requests there are, counted up to {@code max}. */
    int requestCount(int max) {
        return database.read(tx -> requests(tx, Long.MAX_VALUE, max).size());
    }

    private List<Contact> requests(Tx tx, long beforeRow, int limit) throws SQLException {
        var found = new ArrayList<Contact>();
        var row = beforeRow;
        while (found.size() < limit) {
            var wanted = limit - found.size();
            var some = database.conversations().unapproved(tx, row, wanted);
            some.stream().filter(contact -> !contact.self() && isShown(contact)).forEach(found::add);
            if (some.size() < wanted) {
                break;
            }
            row = some.getLast().row();
        }
        return found;
    }

    /** Hidden conversations are in no list. */
    private static boolean isShown(Contact contact) {
        return contact.marks().priority() >= 0;
    }

    Optional<ConversationView> conversation(ConversationId id) {
        return database.read(tx -> {
            var contact = database.conversations().find(tx, id);
            if (contact.isEmpty()) {
                return Optional.empty();
            }
            var summary = summary(tx, contact.get(), last(tx, contact.get()));
            var mark = contact.get().readRank();
            return Optional.of(new ConversationView(
                    summary,
                    contact.get().marks().expiry(),
                    typing.isWriting(id),
                    mark == 0 ? Optional.empty() : Optional.of(new MessageKey(mark)),
                    database.messages().firstUnread(tx, contact.get()).map(MessageKey::new)));
        });
    }

    Optional<ConversationId> with(SessionId peer) {
        return database.read(tx -> database.conversations().find(tx, peer)).map(Contact::id);
    }

    MessagePage messages(ConversationId id, Optional<MessageKey> before, int limit) {
        var size = Math.clamp(limit, 1, PAGE_MAX);
        return database.read(tx -> {
            var contact = database.conversations().find(tx, id);
            if (contact.isEmpty()) {
                return new MessagePage(List.of(), false, false);
            }
            // One more than asked for tells whether there are more.
            var found = database.messages()
                    .page(tx, contact.get(), before.map(MessageKey::value).orElse(Long.MAX_VALUE), size + 1);
            var more = found.size() > size;
            var shown = more ? found.subList(1, found.size()) : found;
            return new MessagePage(views(tx, contact.get(), shown), more, before.isPresent());
        });
    }

    MessagePage messagesAfter(ConversationId id, MessageKey after, int limit) {
        var size = Math.clamp(limit, 1, PAGE_MAX);
        return database.read(tx -> {
            var contact = database.conversations().find(tx, id);
            if (contact.isEmpty()) {
                return new MessagePage(List.of(), false, false);
            }
            // One more than asked for tells whether there are more.
            var found = database.messages().pageAfter(tx, contact.get(), after.value(), size + 1);
            var more = found.size() > size;
            var before = database.messages().page(tx, contact.get(), after.value() + 1, 1);
            return new MessagePage(
                    views(tx, contact.get(), more ? found.subList(0, size) : found), !before.isEmpty(), more);
        });
    }

    MessagePage around(ConversationId id, MessageKey at, int limit) {
        var half = Math.clamp(limit, 2, PAGE_MAX) / 2;
        return database.read(tx -> {
            var contact = database.conversations().find(tx, id);
            if (contact.isEmpty()) {
                return new MessagePage(List.of(), false, false);
            }
            // One more than shown on either side tells whether there are more.
            var before = database.messages().page(tx, contact.get(), at.value() + 1, half + 1);
            var after = database.messages().pageAfter(tx, contact.get(), at.value(), half + 1);
            var moreBefore = before.size() > half;
            var moreAfter = after.size() > half;
            var shown = new ArrayList<>(moreBefore ? before.subList(1, before.size()) : before);
            shown.addAll(moreAfter ? after.subList(0, half) : after);
            return new MessagePage(views(tx, contact.get(), shown), moreBefore, moreAfter);
        });
    }

    private List<MessageView> views(Tx tx, Contact contact, List<StoredMessage> messages) throws SQLException {
        var reactions = reactions(tx, contact, messages);
        var views = new ArrayList<MessageView>();
        for (var message : messages) {
            if (!isOver(tx, message)) {
                views.add(view(tx, contact, message, reactions.getOrDefault(message.id(), List.of())));
            }
        }
        return views;
    }

    Optional<MessageView> message(MessageId id) {
        return database.read(tx -> {
            var message = database.messages().find(tx, id);
            if (message.isEmpty()) {
                return Optional.empty();
            }
            var contact = database.conversations().find(tx, message.get().conversation());
            if (contact.isEmpty()) {
                return Optional.empty();
            }
            return views(tx, contact.get(), List.of(message.get())).stream().findFirst();
        });
    }

    /** One message as it is shown; empty if it is over. */
    Optional<MessageView> shown(Tx tx, Contact contact, StoredMessage message) throws SQLException {
        return views(tx, contact, List.of(message)).stream().findFirst();
    }

    /** A conversation without its last message and without counting what is unread. */
    static ConversationSummary heading(Contact contact) {
        return summary(contact, Optional.empty(), 0);
    }

    /** What is back of an account. */
    Restoration restored(boolean settings, boolean fetched) {
        return database.read(tx -> {
            var memberships = database.memberships().all(tx);
            return new Restoration(
                    settings,
                    fetched,
                    database.conversations().count(tx),
                    (int) memberships.stream()
                            .filter(it -> it.kind() != Membership.Kind.COMMUNITY)
                            .count(),
                    (int) memberships.stream()
                            .filter(it -> it.kind() == Membership.Kind.COMMUNITY)
                            .count(),
                    database.messages().count(tx),
                    List.of(Restoration.Missing.values()));
        });
    }

    List<Membership> memberships() {
        return database.read(tx -> database.memberships().all(tx));
    }

    /** The newest message that is still there to be seen. */
    private Optional<StoredMessage> last(Tx tx, Contact contact) throws SQLException {
        var newest = database.messages().last(tx, contact);
        if (newest.isEmpty() || !isOver(tx, newest.get())) {
            return newest;
        }
        for (var message :
                database.messages().page(tx, contact, Long.MAX_VALUE, LOOK_BACK).reversed()) {
            if (!isOver(tx, message)) {
                return Optional.of(message);
            }
        }
        return Optional.empty();
    }

    private ConversationSummary summary(Tx tx, Contact contact, Optional<StoredMessage> last) throws SQLException {
        return summary(
                contact,
                last.isPresent() ? Optional.of(view(tx, contact, last.get(), List.of())) : Optional.empty(),
                contact.standing() == Standing.BLOCKED ? 0 : database.messages().unread(tx, contact));
    }

    private static ConversationSummary summary(Contact contact, Optional<MessageView> last, int unread) {
        return new ConversationSummary(
                contact.id(),
                contact.peer(),
                contact.title(),
                contact.standing(),
                last,
                unread,
                contact.marks().unread(),
                contact.marks().priority() > 0,
                contact.marks().archived(),
                contact.marks().muteUntilSeconds() > 0
                        ? Optional.of(Instant.ofEpochSecond(contact.marks().muteUntilSeconds()))
                        : Optional.empty());
    }

    /** Emojis at messages that are neighbours, oldest first. */
    private Map<MessageId, List<Reaction>> reactions(Tx tx, Contact contact, List<StoredMessage> messages)
            throws SQLException {
        return messages.isEmpty()
                ? Map.of()
                : database.reactions()
                        .between(
                                tx,
                                contact.row(),
                                messages.getFirst().rank(),
                                messages.getLast().rank());
    }

    private Delivery delivery(Tx tx, StoredMessage message) throws SQLException {
        if (message.seen() && message.state().isSent() && privacy.current().receipts()) {
            return new Delivery.Read();
        }
        var settled = message.state().delivery();
        return settled.isPresent() ? settled.get() : progress.of(tx, message.id());
    }

    private Optional<Disappearing> disappearing(Tx tx, StoredMessage message) throws SQLException {
        var expiry = message.facts().expiry();
        if (expiry.mode() == Expiry.Mode.OFF) {
            return Optional.empty();
        }
        return Optional.of(new Disappearing(expiry, deadlineMs(tx, message).map(Instant::ofEpochMilli)));
    }

    private Optional<Long> deadlineMs(Tx tx, StoredMessage message) throws SQLException {
        return database.timers()
                .find(tx, message.id())
                .map(MessageTimer::deadlineMs)
                .filter(ms -> ms > 0);
    }

    /** Whether a message should be gone: it is not shown until it is, whatever keeps that waiting. */
    private boolean isOver(Tx tx, StoredMessage message) throws SQLException {
        return message.facts().expiry().mode() != Expiry.Mode.OFF
                && deadlineMs(tx, message).filter(ms -> ms <= time.nowMs()).isPresent();
    }

    /** What a message answers, as far as it is here. */
    private Optional<Quote> quote(Tx tx, Contact contact, StoredMessage message) throws SQLException {
        if (message.facts().quote().isEmpty()) {
            return Optional.empty();
        }
        var ref = message.facts().quote().get();
        var mine = ref.author().equals(own);
        var original = mine || ref.author().equals(contact.peer())
                ? database.messages().find(tx, contact.peer(), !mine, ref.sentAtMs())
                : Optional.<StoredMessage>empty();
        if (original.isEmpty()) {
            return Optional.of(new Quote(mine, Optional.empty()));
        }
        var found = original.get();
        return Optional.of(new Quote(
                mine, Optional.of(new Quote.Original(found.id(), new MessageKey(found.rank()), body(tx, found)))));
    }

    /** An invitation is read from what was kept of it; one that leads nowhere stays what cannot be shown. */
    private MessageBody body(Tx tx, StoredMessage message) throws SQLException {
        if (message.kind() == BodyKind.COMMUNITY_INVITATION) {
            var invitation = Invitations.read(database.messages().raw(tx, message.id()));
            if (invitation.isPresent()) {
                return invitation.get();
            }
        }
        if (message.kind() == BodyKind.ATTACHMENT
                && !database.attachments().of(tx, message.id()).isEmpty()) {
            return new MessageBody.Text(message.text());
        }
        return message.kind().body(message.text(), message.facts());
    }

    private Attachments attachments(Tx tx, StoredMessage message) throws SQLException {
        if (message.kind() != BodyKind.TEXT && message.kind() != BodyKind.ATTACHMENT) {
            return Attachments.NONE;
        }
        var found = database.attachments().of(tx, message.id());
        if (found.isEmpty()) {
            return Attachments.NONE;
        }
        var files = found.stream()
                .filter(it -> it.kind() != Attachment.Kind.LINK)
                .map(StoredAttachment::view)
                .toList();
        return new Attachments(files, link(found));
    }

    /** The preview of a link among what a message carries. */
    static Optional<LinkPreview> link(List<StoredAttachment> attachments) {
        return attachments.stream()
                .filter(it -> it.kind() == Attachment.Kind.LINK)
                .findFirst()
                .map(it -> new LinkPreview(
                        it.facts().link(),
                        it.facts().name(),
                        it.file().isEmpty() && it.facts().pointer().isEmpty()
                                ? Optional.empty()
                                : Optional.of(it.view())));
    }

    private MessageView view(Tx tx, Contact contact, StoredMessage message, List<Reaction> reactions)
            throws SQLException {
        return new MessageView(
                message.id(),
                new MessageKey(message.rank()),
                contact.id(),
                message.incoming() ? contact.peer() : own,
                !message.incoming(),
                Instant.ofEpochMilli(message.sentAt()),
                body(tx, message),
                delivery(tx, message),
                quote(tx, contact, message),
                disappearing(tx, message),
                message.facts().arrivedMs() == 0
                        ? Optional.empty()
                        : Optional.of(Instant.ofEpochMilli(message.facts().arrivedMs())),
                attachments(tx, message),
                reactions);
    }
}
