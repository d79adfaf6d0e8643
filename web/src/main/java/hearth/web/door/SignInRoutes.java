package hearth.web.door;

import hearth.web.household.BoxState;
import hearth.web.household.Household;
import hearth.web.household.MemberName;
import hearth.web.household.Password;
import hearth.web.page.Answer;
import hearth.web.page.Problems;
import hearth.web.page.Routes;
import hearth.web.page.Texts;
import hearth.web.page.Visit;
import hearth.web.session.SignInGate;
import java.util.Map;

/** Signing in and out. */
public final class SignInRoutes {

    private static final int UNPROCESSABLE = 422;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;

    private final Household household;
    private final SignInGate gate;
    private final Texts texts;

    public SignInRoutes(Household household, SignInGate gate, Texts texts) {
        this.household = household;
        this.gate = gate;
        this.texts = texts;
    }

    public void addTo(Routes routes) {
        routes.anyone()
                .get("/sign-in", this::show)
                .post("/sign-in", this::signIn)
                .post("/sign-out", this::signOut);
    }

    private Answer show(Visit visit) {
        if (household.state() instanceof BoxState.Fresh
                || visit.session().isPresent()
                || visit.locked().isPresent()) {
            return new Answer.Redirect("/");
        }
        return page("", new Problems(), 200);
    }

    private Answer signIn(Visit visit) {
        var typed = visit.form().line("name");
        var problems = new Problems();
        var name = MemberName.parse(typed);
        if (name.isEmpty()) {
            return page(typed, problems.add("name", texts.get("sign-in.name-missing")), UNPROCESSABLE);
        }
        try (var password = Password.of(visit.form().text("password"))) {
            return switch (gate.tryToOpen(name.get(), password, visit.networkKey())) {
                case SignInGate.Outcome.Opened(var door) -> {
                    visit.signIn(door);
                    yield new Answer.Redirect("/");
                }
                case SignInGate.Outcome.Refused() ->
                    page(typed, problems.add("password", texts.get("sign-in.refused")), UNPROCESSABLE);
                case SignInGate.Outcome.Wait(var left) ->
                    page(typed, problems.add("password", texts.get("sign-in.wait", left.toSeconds() + 1)), TOO_MANY);
                case SignInGate.Outcome.Busy() ->
                    page(typed, problems.add("password", texts.get("sign-in.busy")), UNAVAILABLE);
            };
        }
    }

    private Answer signOut(Visit visit) {
        visit.signOut();
        return new Answer.Redirect("/sign-in");
    }

    private static Answer page(String name, Problems problems, int status) {
        return new Answer.Page("sign-in", Map.of("name", name, "problems", problems), status);
    }
}
