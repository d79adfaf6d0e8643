package hearth.web.ledger;

import hearth.web.household.MemberDoor;
import hearth.web.household.Password;
import hearth.web.page.Answer;
import hearth.web.page.Problems;
import hearth.web.page.Routes;
import hearth.web.page.Visit;
import hearth.web.session.Session;
import hearth.web.session.SignInGate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;

/**
 * The page on which every order is confirmed, once. It asks for the password unless that was given in this browser a few
 * minutes ago: whoever finds a browser left open must not spend anything.
 */
final class ConfirmRoutes {

    /** For how long a wallet stays open after its password was given. */
    static final Duration OPEN_FOR = Duration.ofMinutes(10);

    private static final int UNPROCESSABLE = 422;

    private final SignInGate gate;
    private final Words words;
    private final OrderWords orders;

    /** The wallet is open in this session. */
    record Opened(Instant until) implements Session.UntilLocked {}

    ConfirmRoutes(SignInGate gate, Words words) {
        this.gate = gate;
        this.words = words;
        this.orders = new OrderWords(words);
    }

    void addTo(Routes routes) {
        routes.owner()
                .get("/wallet/confirm/{draft}", this::show)
                .post("/wallet/confirm/{draft}", this::confirm)
                .post("/wallet/lock", this::lock);
    }

    private Answer show(Visit visit, MemberDoor door) {
        var draft = Draft.find(visit, visit.path("draft"));
        return draft.isEmpty() || door.ledger().isEmpty()
                ? gone(visit)
                : page(visit, door.ledger().get(), draft.get(), new Problems(), 200);
    }

    private Answer confirm(Visit visit, MemberDoor door) {
        var id = visit.path("draft");
        var found = Draft.find(visit, id);
        if (found.isEmpty() || door.ledger().isEmpty()) {
            return gone(visit);
        }
        var ledger = door.ledger().get();
        if (isLocked(visit)) {
            var problem = open(visit, door);
            if (problem.any()) {
                return page(visit, ledger, found.get(), problem, UNPROCESSABLE);
            }
        }
        var draft = Draft.take(visit, id);
        return draft.isEmpty() ? gone(visit) : submit(visit, ledger, draft.get().order());
    }

    private Answer submit(Visit visit, LedgerDoor ledger, Order order) {
        var key = OrderWords.key(order);
        return switch (ledger.submit(order)) {
            case OrderResult.Done() -> {
                visit.tell(words.texts().get("order." + key + ".done"));
                yield new Answer.Redirect(OrderWords.place(order));
            }
            case OrderResult.Waiting() -> {
                visit.tell(words.texts().get("order.waiting"));
                yield new Answer.Redirect(OrderWords.place(order));
            }
            case OrderResult.Refused(var why, var charged) -> {
                var model = new HashMap<String, Object>();
                model.put("what", orders.sentence(order, ledger.ledger()));
                model.put("why", words.texts().get(refusalKey(why)));
                model.put("charged", charged);
                model.put("fee", words.tokens(ledger.ledger().rules().fee(), ledger.ledger()));
                model.put("back", OrderWords.place(order));
                yield new Answer.Page("order-refused", model, UNPROCESSABLE);
            }
        };
    }

    static String refusalKey(Refusal why) {
        return "refusal." + why.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Problems open(Visit visit, MemberDoor door) {
        var problems = new Problems();
        try (var password = Password.of(visit.form().text("password"))) {
            switch (gate.tryToOpen(door.member().name(), password, visit.networkKey())) {
                case SignInGate.Outcome.Opened(var again) -> {
                    again.close();
                    visit.session()
                            .orElseThrow()
                            .keep(new Opened(words.clock().instant().plus(OPEN_FOR)));
                }
                case SignInGate.Outcome.Refused() ->
                    problems.add("password", words.texts().get("recovery.password-wrong"));
                case SignInGate.Outcome.Wait(var left) ->
                    problems.add("password", words.texts().get("sign-in.wait", left.toSeconds() + 1));
                case SignInGate.Outcome.Busy() ->
                    problems.add("password", words.texts().get("sign-in.busy"));
            }
        }
        return problems;
    }

    private Answer lock(Visit visit, MemberDoor door) {
        var _ = visit.session().orElseThrow().take(Opened.class);
        visit.tell(words.texts().get("wallet.locked"));
        return new Answer.Redirect("/wallet");
    }

    private boolean isLocked(Visit visit) {
        return isLocked(visit, words);
    }

    static boolean isLocked(Visit visit, Words words) {
        return visit.session()
                .orElseThrow()
                .kept(Opened.class)
                .filter(opened -> words.clock().instant().isBefore(opened.until()))
                .isEmpty();
    }

    private Answer gone(Visit visit) {
        visit.tell(words.texts().get("confirm.gone"));
        return new Answer.Redirect("/wallet");
    }

    private Answer page(Visit visit, LedgerDoor ledger, Draft draft, Problems problems, int status) {
        var key = OrderWords.key(draft.order());
        var model = new HashMap<String, Object>();
        model.put("id", draft.id());
        model.put("key", key);
        model.put("title", words.texts().get("order." + key + ".title"));
        model.put("lines", orders.lines(draft.order(), ledger));
        model.put("warnings", orders.warnings(draft.order(), ledger));
        model.put("button", words.texts().get("order." + key + ".button"));
        model.put("back", OrderWords.place(draft.order()));
        model.put("locked", isLocked(visit));
        model.put("problems", problems);
        return new Answer.Page("confirm", model, status);
    }
}
