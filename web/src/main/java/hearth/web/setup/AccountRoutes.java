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
import hearth.web.scan.ScanField;
import hearth.web.scan.ScannedCode;
import hearth.web.session.Session;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Getting a Session account (product.md S4): a new one, or one's own from another device by its recovery words
 * or a picture of its recovery code.
 */
public final class AccountRoutes {

    private static final int UNPROCESSABLE = 422;
    /** A word longer than this is cut where a problem repeats it: no word of the list is that long. */
    private static final int WORD_SHOWN_MAX = 20;

    private final Texts texts;
    private final ScanField scan;

    public AccountRoutes(Texts texts) {
        this.texts = texts;
        scan = new ScanField(texts);
    }

    public void addTo(Routes routes) {
        routes.members()
                .get("/account", this::show)
                .get("/account/add", this::add)
                .post("/account/new", this::create)
                .post("/account/restore", this::restore)
                .upload("/account/scan", this::scan);
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
        var wrong = broughtIn(visit, door, name.get(), words);
        return wrong.isEmpty()
                ? shown(visit, "/")
                : page(door, typed, phrase, problems.add("words", wrong.get()), UNPROCESSABLE);
    }

    /** By a picture of the QR code that other apps show beside the words. Its secret is passed on and kept nowhere. */
    private Answer scan(Visit visit, MemberDoor door) {
        var problems = new Problems();
        var typed = visit.form().line("scan-name");
        var name = DisplayName.parse(typed);
        if (name.isEmpty()) {
            problems.add("scan-name", texts.get("account.name-wrong", DisplayName.BYTES_MAX));
            return page(door, typed, "", problems, UNPROCESSABLE);
        }
        var words = scan.read(visit, problems).flatMap(code -> words(code, problems));
        words.flatMap(it -> broughtIn(visit, door, name.get(), it)).ifPresent(it -> problems.add(ScanField.ID, it));
        return problems.any() ? page(door, typed, "", problems, UNPROCESSABLE) : shown(visit, "/");
    }

    private Optional<RecoveryWords> words(ScannedCode code, Problems problems) {
        return switch (code) {
            case ScannedCode.Recovery(var words) -> Optional.of(words);
            case ScannedCode.Person _ -> {
                problems.add(ScanField.ID, texts.get("account.code-person"));
                yield Optional.empty();
            }
            case ScannedCode.Community _, ScannedCode.Group _, ScannedCode.Other _ -> {
                problems.add(ScanField.ID, texts.get("account.code-other"));
                yield Optional.empty();
            }
        };
    }

    /** Brings an account in and tells the member so. Returns what is wrong instead. */
    private Optional<String> broughtIn(Visit visit, MemberDoor door, DisplayName name, RecoveryWords words) {
        return switch (door.restoreAccount(name, words, beside(visit))) {
            case AccountResult.Opened _ -> {
                visit.tell(texts.get("account.restored"));
                yield Optional.empty();
            }
            case AccountResult.AlreadyThere() -> {
                visit.tell(texts.get("account.here"));
                yield Optional.empty();
            }
            case AccountResult.TooMany(var max) -> Optional.of(texts.get("account.too-many", max));
            case AccountResult.WordsWrong wrong -> Optional.of(explain(wrong, words));
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
                        "scanMax",
                        ScanField.MEGABYTES_MAX,
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
