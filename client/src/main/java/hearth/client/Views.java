package hearth.client;

import hearth.client.conversation.ConversationId;
import hearth.client.conversation.ConversationSummary;
import hearth.client.conversation.ConversationView;
import hearth.client.conversation.Delivery;
import hearth.client.conversation.MessageId;
import hearth.client.conversation.MessageKey;
import hearth.client.conversation.MessagePage;
import hearth.client.conversation.MessageView;
import hearth.client.conversation.Reaction;
import hearth.client.conversation.Standing;
import hearth.client.store.AccountDatabase;
import hearth.client.store.Contact;
import hearth.client.store.StoredMessage;
import hearth.client.store.Tx;
import hearth.protocol.id.SessionId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Reads conversations from disk as pages see them. Safe for use by many threads. */
final class Views {

    /** More messages than this are not given out at once. */
    static final int PAGE_MAX = 500;

    private final AccountDatabase database;
    private final SessionId own;
    private final Function<MessageId, Delivery> progress;

    /** {@code progress} says how far a message is that is still in the outbox. */
    Views(AccountDatabase database, SessionId own, Function<MessageId, Delivery> progress) {
        this.database = database;
        this.own = own;
        this.progress = progress;
    }

    /** Conversations that {@code wanted} picks: pinned ones, then the one with the newest message first. */
    List<ConversationSummary> list(Predicate<Contact> wanted) {
        record Line(ConversationSummary summary, long priority, long newest) {}
        return database
                .read(tx -> {
                    var lines = new ArrayList<Line>();
                    for (var contact : database.conversations().all(tx)) {
                        if (wanted.test(contact)) {
                            var last = database.messages().last(tx, contact);
                            lines.add(new Line(
                                    summary(tx, contact, last),
                                    contact.marks().priority(),
                                    last.map(StoredMessage::orderAt).orElse(Long.MIN_VALUE)));
                        }
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

    Optional<ConversationView> conversation(ConversationId id) {
        return database.read(tx -> {
            var contact = database.conversations().find(tx, id);
            if (contact.isEmpty()) {
                return Optional.empty();
            }
            var summary = summary(tx, contact.get(), database.messages().last(tx, contact.get()));
            var mark = contact.get().readRank();
            return Optional.of(new ConversationView(
                    summary,
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
                return new MessagePage(List.of(), false);
            }
            // One more than asked for tells whether there are more.
            var found = database.messages()
                    .page(tx, contact.get(), before.map(MessageKey::value).orElse(Long.MAX_VALUE), size + 1);
            var more = found.size() > size;
            var page = new ArrayList<MessageView>();
            var shown = more ? found.subList(1, found.size()) : found;
            var reactions = reactions(tx, contact.get(), shown);
            for (var message : shown) {
                page.add(view(contact.get(), message, reactions.getOrDefault(message.id(), List.of())));
            }
            return new MessagePage(page, more);
        });
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
            var reactions = reactions(tx, contact.get(), List.of(message.get()));
            return Optional.of(view(
                    contact.get(),
                    message.get(),
                    reactions.getOrDefault(message.get().id(), List.of())));
        });
    }

    /** How many conversations and messages there are. */
    int[] counts() {
        return database.read(tx -> new int[] {
            database.conversations().count(tx), database.messages().count(tx)
        });
    }

    private ConversationSummary summary(Tx tx, Contact contact, Optional<StoredMessage> last) throws SQLException {
        return new ConversationSummary(
                contact.id(),
                contact.peer(),
                contact.title(),
                contact.standing(),
                last.map(message -> view(contact, message, List.of())),
                contact.standing() == Standing.BLOCKED ? 0 : database.messages().unread(tx, contact),
                contact.marks().unread(),
                contact.marks().priority() > 0,
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

    private MessageView view(Contact contact, StoredMessage message, List<Reaction> reactions) {
        return new MessageView(
                message.id(),
                new MessageKey(message.rank()),
                contact.id(),
                message.incoming() ? contact.peer() : own,
                !message.incoming(),
                Instant.ofEpochMilli(message.sentAt()),
                message.kind().body(message.text()),
                message.state().delivery().orElseGet(() -> progress.apply(message.id())),
                reactions);
    }
}
