package hearth.web.settings;

import hearth.web.door.LockRoutes;
import hearth.web.household.MemberDoor;
import hearth.web.household.Password;
import hearth.web.page.Answer;
import hearth.web.page.Problems;
import hearth.web.page.Routes;
import hearth.web.page.Texts;
import hearth.web.page.Visit;
import hearth.web.session.SignInGate;
import hearth.web.setup.NewPassword;
import java.util.Map;

/** The lock, and another password. */
public final class SafetyRoutes {

    private static final int UNPROCESSABLE = 422;
    private static final int TOO_MANY = 429;

    private final SignInGate gate;
    private final NewPassword newPassword;
    private final Texts texts;

    public SafetyRoutes(SignInGate gate, Texts texts) {
        this.gate = gate;
        this.newPassword = new NewPassword(texts);
        this.texts = texts;
    }

    public void addTo(Routes routes) {
        routes.members()
                .get("/settings/safety", (_, door) -> page(door, new Problems(), 200))
                .post("/settings/password", this::changePassword);
    }

    private Answer changePassword(Visit visit, MemberDoor door) {
        var problems = new Problems();
        try (var current = Password.of(visit.form().text("current"));
                var next = Password.of(visit.form().text("next"))) {
            newPassword.check(next, "next", problems);
            if (problems.any()) {
                return page(door, problems, UNPROCESSABLE);
            }
            // Through the same brake as the front door: whoever sits at an open browser must not guess faster here.
            return switch (gate.tryToOpen(door.member().name(), current, visit.networkKey())) {
                case SignInGate.Outcome.Opened(var again) -> {
                    again.close();
                    yield change(visit, door, current, next);
                }
                case SignInGate.Outcome.Refused() -> wrong(door, "safety.current-wrong", UNPROCESSABLE);
                case SignInGate.Outcome.Wait(var left) -> wrong(door, "sign-in.wait", TOO_MANY, left.toSeconds() + 1);
                case SignInGate.Outcome.Busy() -> wrong(door, "sign-in.busy", TOO_MANY);
            };
        }
    }

    private Answer change(Visit visit, MemberDoor door, Password current, Password next) {
        if (!door.changePassword(current, next)) {
            return wrong(door, "safety.current-wrong", UNPROCESSABLE);
        }
        visit.signOutElsewhere();
        visit.tell(texts.get("safety.changed"));
        return new Answer.Redirect("/settings/safety");
    }

    private Answer wrong(MemberDoor door, String key, int status, Object... arguments) {
        return page(door, new Problems().add("current", texts.get(key, arguments)), status);
    }

    private static Answer page(MemberDoor door, Problems problems, int status) {
        return new Answer.Page(
                "safety",
                Map.of(
                        "problems",
                        problems,
                        "minutes",
                        LockRoutes.MINUTES,
                        "chosen",
                        door.lockAfter().map(after -> (int) after.toMinutes()).orElse(0),
                        "passwordMin",
                        Password.LENGTH_MIN),
                status);
    }
}
