package hearth.web.door;

import hearth.web.household.MemberDoor;
import hearth.web.household.Password;
import hearth.web.page.Answer;
import hearth.web.page.Problems;
import hearth.web.page.Routes;
import hearth.web.page.Texts;
import hearth.web.page.Visit;
import hearth.web.session.SignInGate;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Locking a browser without signing out: now, or after a while without use; the password opens it again. */
public final class LockRoutes {

    /** What a member can choose, in minutes. */
    public static final List<Integer> MINUTES = List.of(2, 5, 15, 60);

    private static final int UNPROCESSABLE = 422;
    private static final int TOO_MANY = 429;

    private final SignInGate gate;
    private final Texts texts;

    public LockRoutes(SignInGate gate, Texts texts) {
        this.gate = gate;
        this.texts = texts;
    }

    public void addTo(Routes routes) {
        routes.anyone()
                .get("/unlock", visit -> visit.locked().isPresent() ? page(visit, new Problems(), 200) : front())
                .post("/unlock", this::unlock);
        routes.members()
                .post("/lock", this::lock)
                .post("/lock/stay", this::stay)
                .post("/lock/after", this::choose);
    }

    private Answer lock(Visit visit, MemberDoor door) {
        visit.session().orElseThrow().lock();
        return new Answer.Redirect("/unlock");
    }

    /** Somebody is still there. */
    private Answer stay(Visit visit, MemberDoor door) {
        visit.session().orElseThrow().touch();
        return visit.isScript() ? new Answer.Done() : front();
    }

    private Answer choose(Visit visit, MemberDoor door) {
        var typed = visit.form().line("minutes");
        door.setLockAfter(MINUTES.stream()
                .filter(minutes -> minutes.toString().equals(typed))
                .findFirst()
                .map(Duration::ofMinutes));
        visit.tell(texts.get("saved"));
        return new Answer.Redirect("/settings/safety");
    }

    private Answer unlock(Visit visit) {
        var session = visit.locked();
        if (session.isEmpty()) {
            return front();
        }
        var name = session.get().door().member().name();
        try (var password = Password.of(visit.form().text("password"))) {
            return switch (gate.tryToOpen(name, password, visit.networkKey())) {
                case SignInGate.Outcome.Opened(var again) -> {
                    again.close();
                    visit.unlock();
                    yield front();
                }
                case SignInGate.Outcome.Refused() -> page(visit, problem("unlock.refused"), UNPROCESSABLE);
                case SignInGate.Outcome.Wait(var left) ->
                    page(visit, problem("sign-in.wait", left.toSeconds() + 1), TOO_MANY);
                case SignInGate.Outcome.Busy() -> page(visit, problem("sign-in.busy"), TOO_MANY);
            };
        }
    }

    private Problems problem(String key, Object... arguments) {
        return new Problems().add("password", texts.get(key, arguments));
    }

    private static Answer front() {
        return new Answer.Redirect("/");
    }

    private static Answer page(Visit visit, Problems problems, int status) {
        var name = visit.locked().map(it -> it.door().member().name().text()).orElse("");
        return new Answer.Page("unlock", Map.of("name", name, "problems", problems), status);
    }
}
