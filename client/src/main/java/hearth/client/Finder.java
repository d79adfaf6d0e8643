package hearth.client;

import hearth.client.conversation.ConversationSummary;
import hearth.client.conversation.MessageId;
import hearth.client.search.SearchPage;
import hearth.client.search.SearchQuery;
import hearth.client.search.Snippet;
import hearth.client.search.Wanted;
import hearth.client.search.Words;
import hearth.client.store.AccountDatabase;
import hearth.client.store.Contact;
import hearth.client.store.Posting;
import hearth.client.store.Tx;
import hearth.protocol.id.SessionId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Looks for messages and people. Safe for use by many threads. */
final class Finder {

    /** Messages on one page. */
    static final int PAGE = 30;

    /** More people are not shown: another letter makes them fewer. */
    private static final int PEOPLE_MAX = 50;

    private static final long DAY_MS = 86_400_000L;

    /** Fewer characters of an id are no sign of anybody. */
    private static final int ID_MIN = 4;

    private final SessionId own;
    private final AccountDatabase database;
    private final Views views;

    Finder(SessionId own, AccountDatabase database, Views views) {
        this.own = own;
        this.database = database;
        this.views = views;
    }

    SearchPage find(SearchQuery query) {
        var wanted = Wanted.typed(query.text());
        return wanted.isNothing() ? SearchPage.EMPTY : database.read(tx -> find(tx, query, wanted));
    }

    private SearchPage find(Tx tx, SearchQuery query, Wanted wanted) throws SQLException {
        var contacts = new HashMap<Long, Contact>();
        for (var contact : places(tx, query)) {
            contacts.put(contact.row(), contact);
        }
        if (contacts.isEmpty()) {
            return SearchPage.EMPTY;
        }
        var headings = new HashMap<Long, ConversationSummary>();
        var hits = new ArrayList<SearchPage.Hit>();
        var found = database.search()
                .find(tx, wanted, worth(query, contacts), query.after().orElse(Long.MAX_VALUE), PAGE);
        for (var posting : found.postings()) {
            var contact = contacts.get(posting.conversation());
            if (contact == null) {
                continue;
            }
            var heading = headings.get(contact.row());
            if (heading == null) {
                heading = Views.heading(contact);
                headings.put(contact.row(), heading);
            }
            hit(tx, query, wanted, contact, heading, posting).ifPresent(hits::add);
        }
        return new SearchPage(hits, found.next());
    }

    private Optional<SearchPage.Hit> hit(
            Tx tx, SearchQuery query, Wanted wanted, Contact contact, ConversationSummary heading, Posting posting)
            throws SQLException {
        var message = database.messages().find(tx, new MessageId(posting.message()));
        if (message.isEmpty()
                || !isWithin(query, message.get().sentAt())
                || !wanted.isIn(message.get().text())) {
            return Optional.empty();
        }
        return views.shown(tx, contact, message.get())
                .map(view -> new SearchPage.Hit(
                        heading, view, Snippet.of(message.get().text(), wanted)));
    }

    /** One conversation, or what the list shows, with what was put aside. */
    private List<Contact> places(Tx tx, SearchQuery query) throws SQLException {
        if (query.in().isPresent()) {
            return database.conversations().find(tx, query.in().get()).stream().toList();
        }
        return database.conversations().approved(tx, own).stream()
                .filter(contact -> contact.marks().priority() >= 0 && !contact.blocked())
                .toList();
    }

    private static Predicate<Posting> worth(SearchQuery query, Map<Long, Contact> contacts) {
        // What is sorted by another time than it was sent at is at most a day off.
        var first = query.from()
                .map(Instant::toEpochMilli)
                .map(ms -> Math.floorDiv(ms, DAY_MS) - 1)
                .orElse(Long.MIN_VALUE);
        var last = query.until()
                .map(Instant::toEpochMilli)
                .map(ms -> Math.floorDiv(ms, DAY_MS) + 1)
                .orElse(Long.MAX_VALUE);
        return posting -> contacts.containsKey(posting.conversation())
                && posting.day() >= first
                && posting.day() <= last
                && switch (query.author()) {
                    case ANYBODY -> true;
                    case ME -> !posting.incoming();
                    case OTHERS -> posting.incoming();
                };
    }

    private static boolean isWithin(SearchQuery query, long sentAtMs) {
        return query.from().map(from -> sentAtMs >= from.toEpochMilli()).orElse(true)
                && query.until().map(until -> sentAtMs < until.toEpochMilli()).orElse(true);
    }

    List<ConversationSummary> people(String text) {
        var typed = Words.of(text).stream().map(Words.Word::folded).toList();
        var id = text.strip().toLowerCase(Locale.ROOT);
        if (typed.isEmpty()) {
            return List.of();
        }
        return views.list(tx -> database.conversations().all(tx).stream()
                .filter(contact -> !contact.self() && contact.marks().priority() >= 0)
                .filter(contact -> isCalled(contact, typed)
                        || (id.length() >= ID_MIN && contact.peer().hex().startsWith(id)))
                .limit(PEOPLE_MAX)
                .toList());
    }

    /** Whether each of the words begins one of the person's names. */
    private static boolean isCalled(Contact contact, List<String> typed) {
        var names = Words.of(contact.name() + ' ' + contact.marks().nickname());
        return typed.stream()
                .allMatch(word -> names.stream().anyMatch(name -> name.folded().startsWith(word)));
    }
}
