package hearth.web.inbox;

import hearth.client.conversation.ConversationId;
import hearth.client.conversation.ConversationSummary;
import hearth.client.search.SearchPage;
import hearth.client.search.SearchQuery;
import hearth.client.search.SearchQuery.Author;
import hearth.client.search.Snippet;
import hearth.web.account.Chats;
import hearth.web.account.Declines;
import hearth.web.page.Answer;
import hearth.web.page.Look;
import hearth.web.page.Routes;
import hearth.web.page.Texts;
import hearth.web.page.Times;
import hearth.web.page.Visit;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looking for people and messages, in one chat or in all of them. */
public final class SearchRoutes {

    private static final int TYPED_MAX = 500;

    private final Texts texts;
    private final Times times;
    private final Declines declines;
    private final ZoneId zone;
    private final Mentions mentions;

    /** What somebody asked for, as it stands in the address. */
    private record Asked(String text, String chat, Author author, String from, String until, Optional<Long> after) {

        static Asked of(Visit visit) {
            var text = visit.query("q").orElse("");
            return new Asked(
                    text.length() <= TYPED_MAX ? text : text.substring(0, TYPED_MAX),
                    visit.query("chat").orElse(""),
                    author(visit.query("by").orElse("")),
                    visit.query("from").orElse(""),
                    visit.query("until").orElse(""),
                    visit.query("after").flatMap(Asked::number));
        }

        private static Author author(String name) {
            return Arrays.stream(Author.values())
                    .filter(author -> Look.lower(author).equals(name))
                    .findFirst()
                    .orElse(Author.ANYBODY);
        }

        private static Optional<Long> number(String text) {
            try {
                return Optional.of(Long.parseLong(text));
            } catch (NumberFormatException _) {
                return Optional.empty();
            }
        }

        boolean isNarrowed() {
            return !chat.isEmpty() || author != Author.ANYBODY || !from.isEmpty() || !until.isEmpty();
        }

        /** The address of what follows. */
        String next(long after) {
            return "/search?q=" + encoded(text) + "&chat=" + encoded(chat) + "&by=" + Look.lower(author) + "&from="
                    + encoded(from) + "&until=" + encoded(until) + "&after=" + after;
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }

    /** A chat to look in. For templates. */
    record Place(String id, String title) {}

    public SearchRoutes(Texts texts, Times times, Declines declines, ZoneId zone) {
        this.texts = texts;
        this.times = times;
        this.declines = declines;
        this.zone = zone;
        this.mentions = new Mentions(texts);
    }

    public void addTo(Routes routes) {
        routes.writers().get("/search", this::search);
    }

    private Answer search(Visit visit, Chats chats) {
        var asked = Asked.of(visit);
        var model = found(asked, chats);
        if (visit.isScript()) {
            return new Answer.Fragment("search", "results", model, 200);
        }
        model.put("chat", asked.chat());
        model.put("by", Look.lower(asked.author()));
        model.put("from", asked.from());
        model.put("until", asked.until());
        model.put("narrowed", asked.isNarrowed());
        model.put(
                "places",
                chats.conversations().stream()
                        .filter(it -> !declines.hides(chats, it))
                        .map(it -> new Place(it.id().text(), Titles.of(it, texts)))
                        .toList());
        return Answer.page("search", model);
    }

    private Map<String, Object> found(Asked asked, Chats chats) {
        var page = asked.text().isBlank() ? SearchPage.EMPTY : chats.search(query(asked));
        var people =
                asked.text().isBlank() || asked.isNarrowed() || asked.after().isPresent()
                        ? List.<ConversationSummary>of()
                        : chats.people(asked.text());
        var model = new HashMap<String, Object>();
        model.put("q", asked.text());
        model.put(
                "items",
                page.hits().stream()
                        .filter(hit ->
                                !declines.has(chats, hit.conversation().id()) && !declines.hides(chats, hit.message()))
                        .map(hit -> item(hit, chats))
                        .toList());
        model.put(
                "people",
                people.stream()
                        .filter(it -> !declines.hides(chats, it))
                        .map(it -> person(it, chats))
                        .toList());
        model.put("next", page.next().map(asked::next).orElse(""));
        model.put("further", asked.after().isPresent());
        return model;
    }

    private SearchQuery query(Asked asked) {
        var query = SearchQuery.of(asked.text())
                .withAuthor(asked.author())
                .withTimes(begin(asked.from(), 0), begin(asked.until(), 1))
                .withAfter(asked.after());
        return Ids.conversation(asked.chat()).map(query::withIn).orElse(query);
    }

    /** The beginning of a day in the house, or of one that comes so many days later. */
    private Optional<Instant> begin(String day, int later) {
        try {
            return Optional.of(
                    LocalDate.parse(day).plusDays(later).atStartOfDay(zone).toInstant());
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private ChatRow person(ConversationSummary summary, Chats chats) {
        var title = Titles.of(summary, texts);
        var face = Titles.face(summary, chats);
        var labels = ChatRow.names(chats.labels().of(summary.id()));
        return new ChatRow(
                summary.id().text(), title, face, "", false, "", "", 0, ChatRow.Marks.NONE, labels, false, false);
    }

    private SearchItem item(SearchPage.Hit hit, Chats chats) {
        var message = hit.message();
        var summary = hit.conversation();
        return new SearchItem(
                href(summary.id(), message.key().toString(), message.id().toString()),
                Titles.of(summary, texts),
                Titles.face(summary, chats),
                message.outgoing() ? texts.get("chat.you") : Titles.of(summary, texts),
                hit.snippet().pieces().stream()
                        .map(piece ->
                                new Snippet.Piece(mentions.named(piece.text(), chats.id(), summary), piece.found()))
                        .toList(),
                hit.snippet().cutBefore(),
                hit.snippet().cutAfter(),
                times.full(message.sentAt()),
                times.iso(message.sentAt()));
    }

    private static String href(ConversationId chat, String key, String message) {
        return "/chats/" + chat.text() + "?at=" + key + "#m-" + message;
    }
}
