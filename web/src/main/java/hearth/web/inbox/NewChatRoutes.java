package hearth.web.inbox;

import hearth.client.conversation.SendResult;
import hearth.protocol.FormatException;
import hearth.protocol.id.SessionId;
import hearth.web.account.Chats;
import hearth.web.page.Answer;
import hearth.web.page.Problems;
import hearth.web.page.Routes;
import hearth.web.page.Texts;
import hearth.web.page.Visit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Writing to somebody for the first time, by their Account ID. */
public final class NewChatRoutes {

    private static final int UNPROCESSABLE = 422;
    private static final Pattern ID = Pattern.compile("(?<![0-9a-zA-Z])05[0-9a-fA-F]{64}(?![0-9a-zA-Z])");

    private final Texts texts;
    private final SendProblems sendProblems;

    public NewChatRoutes(Texts texts) {
        this.texts = texts;
        this.sendProblems = new SendProblems(texts);
    }

    public void addTo(Routes routes) {
        routes.writers()
                .get("/new", (visit, chats) -> page(first(visit, chats), "", new Problems(), 200))
                .post("/new", this::start);
    }

    /** The ID that stands there already: that of a link, or one's own, for who wants to write to themself. */
    private static String first(Visit visit, Chats chats) {
        return visit.query("to")
                .map(to -> to.equals("self") ? chats.id().hex() : to)
                .flatMap(NewChatRoutes::idIn)
                .orElse("");
    }

    /** The Account ID in a text, if there is exactly one: people pass on links, or whole messages that have it. */
    private static Optional<String> idIn(String text) {
        var found =
                ID.matcher(text).results().map(MatchResult::group).distinct().toList();
        return found.size() == 1 ? Optional.of(found.getFirst().toLowerCase(Locale.ROOT)) : Optional.empty();
    }

    private Answer start(Visit visit, Chats chats) {
        var typed = visit.form().line("id");
        var text = visit.form().text("text");
        var problems = new Problems();
        var person = person(typed, problems);
        if (text.isBlank()) {
            problems.add("text", texts.get("send.empty"));
        }
        if (person.isEmpty() || problems.any()) {
            return page(typed, text, problems, UNPROCESSABLE);
        }
        var result = chats.send(person.get(), text);
        if (result instanceof SendResult.Queued queued) {
            return new Answer.Redirect("/chats/" + queued.conversation().text());
        }
        sendProblems.of(result).ifPresent(problem -> problems.add(field(result), problem));
        return page(typed, text, problems, UNPROCESSABLE);
    }

    private Optional<SessionId> person(String typed, Problems problems) {
        // People copy IDs out of other apps: spaces and line breaks between come along.
        var compact = idIn(typed).orElseGet(() -> typed.replaceAll("\\s+", ""));
        if (compact.isEmpty()) {
            problems.add("id", texts.get("new.id-missing"));
            return Optional.empty();
        }
        var odd = firstOddCharacter(compact);
        if (odd.isPresent()) {
            problems.add("id", texts.get("new.id-character", odd.get()));
            return Optional.empty();
        }
        if (compact.length() != SessionId.HEX_LENGTH) {
            problems.add("id", texts.get("new.id-length", compact.length(), SessionId.HEX_LENGTH));
            return Optional.empty();
        }
        try {
            var id = SessionId.parse(compact);
            if (id.kind() == SessionId.Kind.STANDARD) {
                return Optional.of(id);
            }
        } catch (FormatException _) {
            // Told below: an ID of no kind is an ID of no person.
        }
        problems.add("id", texts.get("new.id-kind"));
        return Optional.empty();
    }

    private static Optional<Integer> firstOddCharacter(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (Character.digit(text.charAt(i), 16) < 0 || text.charAt(i) > 'f') {
                return Optional.of(i + 1);
            }
        }
        return Optional.empty();
    }

    private static String field(SendResult result) {
        return result instanceof SendResult.NotAllowed ? "id" : "text";
    }

    private static Answer page(String id, String text, Problems problems, int status) {
        return new Answer.Page(
                "new-chat",
                Map.of("id", id, "text", text, "problems", problems, "textMax", ConversationPages.TEXT_MAX),
                status);
    }
}
