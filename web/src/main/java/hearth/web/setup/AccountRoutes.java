package hearth.web.setup;

import hearth.web.household.AccountResult;
import hearth.web.household.DisplayName;
import hearth.web.household.MemberDoor;
import hearth.web.household.RecoveryWords;
import hearth.web.page.Answer;
import hearth.web.page.Problems;
import hearth.web.page.Routes;
import hearth.web.page.Texts;
import hearth.web.page.Visit;
import hearth.web.session.Session;
import java.util.Map;
import java.util.stream.Collectors;

/** Getting a Session account (product.md S4): a new one, or one's own from another device by its recovery words. */
public final class AccountRoutes {

    private static final int UNPROCESSABLE = 422;
    /** A word longer than this is cut where a problem repeats it: no word of the list is that long. */
    private static final int WORD_SHOWN_MAX = 20;

    private final Texts texts;

    public AccountRoutes(Texts texts) {
        this.texts = texts;
    }

    public void addTo(Routes routes) {
        routes.members()
                .get("/account", this::show)
                .get("/account/add", this::add)
                .post("/account/new", this::create)
                .post("/account/restore", this::restore);
    }

    private Answer show(Visit visit, MemberDoor door) {
        return door.chats().isPresent()
                ? new Answer.Redirect("/chats")
                : page(door, door.member().name().text(), "", new Problems(), 200);
    }

    /** A further account, beside those there are. */
    private Answer add(Visit visit, MemberDoor door) {
        return page(door, "", "", new Problems(), 200);
    }

    /** How many accounts the form was shown beside. */
    private static int beside(Visit visit) {
        try {
            return Integer.parseInt(visit.form().line("beside"));
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    private Answer create(Visit visit, MemberDoor door) {
        var problems = new Problems();
        var typed = visit.form().line("new-name");
        var name = DisplayName.parse(typed);
        if (name.isEmpty()) {
            problems.add("new-name", texts.get("account.name-wrong", DisplayName.BYTES_MAX));
            return page(door, typed, "", problems, UNPROCESSABLE);
        }
        return switch (door.createAccount(name.get(), beside(visit))) {
            case AccountResult.Opened _ -> shown(visit, "/recovery");
            case AccountResult.TooMany(var max) ->
                page(door, typed, "", problems.add("new-name", texts.get("account.too-many", max)), UNPROCESSABLE);
            // Sent twice: it was made the first time.
            case AccountResult.AlreadyThere _, AccountResult.WordsWrong _ -> new Answer.Redirect("/recovery");
        };
    }

    private Answer restore(Visit visit, MemberDoor door) {
        var problems = new Problems();
        var typed = visit.form().line("old-name");
        var name = DisplayName.parse(typed);
        if (name.isEmpty()) {
            problems.add("old-name", texts.get("account.name-wrong", DisplayName.BYTES_MAX));
        }
        var phrase = visit.form().text("words");
        var words = RecoveryWords.typed(phrase);
        if (words.words().isEmpty()) {
            problems.add("words", texts.get("account.words-missing", RecoveryWords.COUNT));
        }
        if (name.isEmpty() || problems.any()) {
            return page(door, typed, phrase, problems, UNPROCESSABLE);
        }
        return switch (door.restoreAccount(name.get(), words, beside(visit))) {
            case AccountResult.Opened _ -> {
                visit.tell(texts.get("account.restored"));
                yield shown(visit, "/");
            }
            case AccountResult.AlreadyThere() -> {
                visit.tell(texts.get("account.here"));
                yield new Answer.Redirect("/");
            }
            case AccountResult.TooMany(var max) ->
                page(door, typed, phrase, problems.add("words", texts.get("account.too-many", max)), UNPROCESSABLE);
            case AccountResult.WordsWrong wrong ->
                page(door, typed, phrase, problems.add("words", explain(wrong, words)), UNPROCESSABLE);
        };
    }

    private String explain(AccountResult.WordsWrong wrong, RecoveryWords words) {
        return switch (wrong) {
            case AccountResult.WrongNumber(var count)
            when count < RecoveryWords.COUNT -> texts.get("account.words-few", count, RecoveryWords.COUNT);
            case AccountResult.WrongNumber(var count) -> texts.get("account.words-many", count, RecoveryWords.COUNT);
            case AccountResult.UnknownWords(var positions) ->
                texts.get(
                        "account.words-unknown",
                        positions.size(),
                        positions.stream()
                                .map(position -> position + " (“" + word(words, position) + "”)")
                                .collect(Collectors.joining(", ")));
            case AccountResult.NotTogether() -> texts.get("account.words-not-together");
        };
    }

    private static String word(RecoveryWords words, int position) {
        var word = position >= 1 && position <= words.words().size()
                ? words.words().get(position - 1)
                : "";
        return word.length() <= WORD_SHOWN_MAX ? word : word.substring(0, WORD_SHOWN_MAX) + "…";
    }

    /** Other pages of this browser show another account now. */
    private static Answer shown(Visit visit, String next) {
        visit.session().ifPresent(Session::restartLive);
        return new Answer.Redirect(next);
    }

    private static Answer page(MemberDoor door, String name, String words, Problems problems, int status) {
        return new Answer.Page(
                "account",
                Map.of(
                        "beside",
                        door.accounts().size(),
                        "name",
                        name,
                        "words",
                        words,
                        "problems",
                        problems,
                        "count",
                        RecoveryWords.COUNT,
                        "bytesMax",
                        DisplayName.BYTES_MAX),
                status);
    }
}
