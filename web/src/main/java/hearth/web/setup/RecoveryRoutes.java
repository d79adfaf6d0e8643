package hearth.web.setup;

import hearth.web.household.MemberDoor;
import hearth.web.household.Password;
import hearth.web.household.Recovery;
import hearth.web.household.RecoveryState;
import hearth.web.household.RecoveryWords;
import hearth.web.page.Answer;
import hearth.web.page.Problems;
import hearth.web.page.QrCode;
import hearth.web.page.Routes;
import hearth.web.page.Texts;
import hearth.web.page.Times;
import hearth.web.page.Visit;
import hearth.web.session.Session;
import hearth.web.session.SignInGate;
import hearth.web.trust.Links;
import hearth.web.trust.Seals;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The recovery words (product.md S5): shown, printed, proved to be written down, or put off for a day. The words are
 * part of no address and of no log; their pages are kept by no cache. Once proved, they are shown only for the password,
 * and no more at all if the member wants that.
 */
public final class RecoveryRoutes {

    static final Duration POSTPONED_FOR = Duration.ofHours(24);

    private static final int UNPROCESSABLE = 422;
    private static final int TOO_MANY = 429;

    private final SignInGate gate;
    private final Seals seals;
    private final Links links;
    private final Texts texts;
    private final Times times;
    private final Clock clock;
    private final RandomGenerator random;

    /** Which words a member is asked for, in this session. */
    private record Question(int first, int second) {}

    /** The words were shown in this session, for the password. */
    private record Shown() implements Session.UntilLocked {}

    public RecoveryRoutes(
            SignInGate gate, Seals seals, Links links, Texts texts, Times times, Clock clock, RandomGenerator random) {
        this.gate = gate;
        this.seals = seals;
        this.links = links;
        this.texts = texts;
        this.times = times;
        this.clock = clock;
        this.random = random;
    }

    public void addTo(Routes routes) {
        routes.members()
                .get("/recovery", this::show)
                .post("/recovery/show", this::showAgain)
                .post("/recovery/prove", this::prove)
                .post("/recovery/hide", this::hide)
                .post("/recovery/postpone", this::postpone);
    }

    private Answer show(Visit visit, MemberDoor door) {
        return door.recovery()
                .map(recovery -> switch (recovery.state()) {
                    case RecoveryState.Confirmed _ -> locked(new Problems(), 200);
                    case RecoveryState.Hidden _ -> Answer.page("recovery-hidden", Map.of());
                    case RecoveryState.Due _, RecoveryState.Postponed _ ->
                        words(visit, door, recovery, new Problems(), 200);
                })
                .orElseGet(() -> new Answer.Redirect("/account"));
    }

    private Answer showAgain(Visit visit, MemberDoor door) {
        var recovery = door.recovery();
        if (recovery.isEmpty()) {
            return new Answer.Redirect("/account");
        }
        if (recovery.get().state() instanceof RecoveryState.Hidden) {
            return new Answer.Redirect("/recovery");
        }
        try (var password = Password.of(visit.form().text("password"))) {
            return switch (gate.tryToOpen(door.member().name(), password, visit.networkKey())) {
                case SignInGate.Outcome.Opened(var again) -> {
                    again.close();
                    visit.session().orElseThrow().keep(new Shown());
                    yield words(visit, door, recovery.get(), new Problems(), 200);
                }
                case SignInGate.Outcome.Refused() -> locked(problem("recovery.password-wrong"), UNPROCESSABLE);
                case SignInGate.Outcome.Wait(var left) ->
                    locked(problem("sign-in.wait", left.toSeconds() + 1), TOO_MANY);
                case SignInGate.Outcome.Busy() -> locked(problem("sign-in.busy"), TOO_MANY);
            };
        }
    }

    private Answer prove(Visit visit, MemberDoor door) {
        var recovery = door.recovery();
        if (recovery.isEmpty()) {
            return new Answer.Redirect("/account");
        }
        if (recovery.get().state() instanceof RecoveryState.Confirmed
                || recovery.get().state() instanceof RecoveryState.Hidden) {
            return new Answer.Redirect("/recovery");
        }
        var question = question(visit);
        var words = recovery.get().words();
        var problems = new Problems();
        check(visit, "first", question.first(), words, problems);
        check(visit, "second", question.second(), words, problems);
        if (problems.any()) {
            return words(visit, door, recovery.get(), problems, UNPROCESSABLE);
        }
        recovery.get().confirm();
        visit.tell(texts.get("recovery.proved"));
        return new Answer.Redirect("/chats");
    }

    private Answer hide(Visit visit, MemberDoor door) {
        if (visit.session().orElseThrow().kept(Shown.class).isPresent()) {
            door.recovery().ifPresent(Recovery::hide);
        }
        return new Answer.Redirect("/recovery");
    }

    private Answer postpone(Visit visit, MemberDoor door) {
        door.recovery().ifPresent(recovery -> recovery.postpone(clock.instant().plus(POSTPONED_FOR)));
        return new Answer.Redirect("/chats");
    }

    private void check(Visit visit, String field, int position, RecoveryWords words, Problems problems) {
        var typed = visit.form().line(field).toLowerCase(Locale.ROOT);
        if (!typed.equals(words.words().get(position - 1))) {
            problems.add(field, texts.get("recovery.word-wrong", position));
        }
    }

    private Question question(Visit visit) {
        var session = visit.session().orElseThrow();
        return session.kept(Question.class).orElseGet(() -> {
            var first = random.nextInt(1, RecoveryWords.COUNT);
            var second = random.nextInt(first + 1, RecoveryWords.COUNT + 1);
            var fresh = new Question(first, second);
            session.keep(fresh);
            return fresh;
        });
    }

    private Problems problem(String key, Object... arguments) {
        return new Problems().add("password", texts.get(key, arguments));
    }

    private static Answer locked(Problems problems, int status) {
        return new Answer.Page("recovery-locked", Map.of("problems", problems), status);
    }

    private Answer words(Visit visit, MemberDoor door, Recovery recovery, Problems problems, int status) {
        var question = question(visit);
        var model = new HashMap<String, Object>();
        model.put("words", recovery.words().words());
        model.put("qr", QrCode.of(recovery.qrText()));
        model.put("confirmed", recovery.state() instanceof RecoveryState.Confirmed);
        model.put("first", question.first());
        model.put("second", question.second());
        model.put("problems", problems);
        model.put("addresses", links.messenger());
        model.put("seal", seals.current());
        model.put("date", times.date(clock.instant()));
        door.ledger().ifPresent(ledger -> {
            model.put("walletWords", ledger.walletWords().words());
            model.put("walletAddress", ledger.wallet().address().text());
        });
        door.chats().ifPresent(chats -> {
            model.put("accountId", chats.id().hex());
            model.put("accountQr", QrCode.of(chats.id().hex()));
            model.put("displayName", chats.displayName());
        });
        return new Answer.Page("recovery", model, status);
    }
}
