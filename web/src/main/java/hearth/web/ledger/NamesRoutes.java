package hearth.web.ledger;

import hearth.protocol.FormatException;
import hearth.protocol.id.SessionId;
import hearth.protocol.name.NameRecord;
import hearth.web.household.MemberDoor;
import hearth.web.page.Answer;
import hearth.web.page.Problems;
import hearth.web.page.Routes;
import hearth.web.page.Visit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Names that stand for accounts: looking one up, registering, changing, renewing and giving it away. */
final class NamesRoutes {

    private static final int UNPROCESSABLE = 422;

    private final Words words;
    private final RandomGenerator random;

    NamesRoutes(Words words, RandomGenerator random) {
        this.words = words;
        this.random = random;
    }

    void addTo(Routes routes) {
        routes.owner()
                .get("/names", this::look)
                .post("/names/keep", (visit, door) -> withAccount(visit, door, Order.KeepName::new))
                .post("/names/point", (visit, door) -> withAccount(visit, door, Order.PointName::new))
                .post("/names/renew", (visit, door) -> withName(visit, door, Order.RenewName::new))
                .post("/names/give", this::give);
    }

    private interface OrderOfAccount {
        Order of(String name, SessionId account);
    }

    private Answer look(Visit visit, MemberDoor door) {
        var typed = visit.query("name").map(String::strip).orElse("");
        var problems = new Problems();
        if (!typed.isEmpty() && name(typed).isEmpty()) {
            problems.add("name", words.texts().get("names.wrong"));
        }
        return page(door, typed, problems, problems.any() ? UNPROCESSABLE : 200);
    }

    private Answer withAccount(Visit visit, MemberDoor door, OrderOfAccount order) {
        var account = account(visit.form().line("account"));
        if (account.isEmpty()) {
            var problems = new Problems().add("account", words.texts().get("names.account-wrong"));
            return page(door, visit.form().line("name"), problems, UNPROCESSABLE);
        }
        return withName(visit, door, name -> order.of(name, account.get()));
    }

    private Answer give(Visit visit, MemberDoor door) {
        var to = Words.address(visit.form().line("to"));
        if (to.isEmpty()) {
            var problems = new Problems().add("to", words.texts().get("send.to-wrong"));
            return page(door, visit.form().line("name"), problems, UNPROCESSABLE);
        }
        return withName(visit, door, name -> new Order.GiveName(name, to.get()));
    }

    private Answer withName(Visit visit, MemberDoor door, Function<String, Order> order) {
        var typed = visit.form().line("name");
        var name = name(typed);
        var problems = new Problems();
        if (name.isEmpty()) {
            problems.add("name", words.texts().get("names.wrong"));
        } else {
            door.ledger().ifPresent(ledger -> WalletRoutes.checkCost(ledger, order.apply(name.get()), words, problems));
        }
        if (door.ledger().isEmpty() || problems.any()) {
            return page(door, typed, problems, UNPROCESSABLE);
        }
        return Draft.ask(visit, order.apply(name.orElseThrow()), random);
    }

    private static Optional<String> name(String typed) {
        return Optional.of(typed.toLowerCase(Locale.ROOT)).filter(NameRecord::isName);
    }

    private static Optional<SessionId> account(String typed) {
        try {
            return Optional.of(SessionId.parse(typed)).filter(id -> id.kind() == SessionId.Kind.STANDARD);
        } catch (FormatException _) {
            return Optional.empty();
        }
    }

    private Answer page(MemberDoor door, String typed, Problems problems, int status) {
        if (door.ledger().isEmpty()) {
            return Answer.page("no-ledger");
        }
        var ledger = door.ledger().get();
        var view = ledger.ledger();
        var name = name(typed);
        var found = name.flatMap(ledger::name);
        var model = new HashMap<String, Object>();
        model.put("network", view.network());
        model.put("name", name.orElse(typed));
        model.put("price", words.tokens(view.rules().namePrice(), view));
        model.put("fee", words.tokens(view.rules().fee(), view));
        model.put("span", words.spans().text(view.rules().nameLife()));
        model.put("state", state(name, found));
        var own = door.chats().map(chats -> chats.id().hex()).orElse("");
        model.put(
                "account", found.flatMap(NameView::account).map(SessionId::hex).orElse(own));
        model.put("own", own);
        model.put("expires", found.map(it -> words.date(it.expires())).orElse(""));
        model.put("problems", problems);
        return new Answer.Page("names", model, status);
    }

    private static String state(Optional<String> name, Optional<NameView> found) {
        if (name.isEmpty()) {
            return "none";
        }
        return found.map(it -> it.mine() ? "mine" : "taken").orElse("free");
    }
}
