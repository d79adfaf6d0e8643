package hearth.web.settings;

import hearth.web.door.LockRoutes;
import hearth.web.household.MemberDoor;
import hearth.web.household.Password;
import hearth.web.household.Pin;
import hearth.web.page.Answer;
import hearth.web.page.Problems;
import hearth.web.page.Routes;
import hearth.web.page.Texts;
import hearth.web.page.Visit;
import hearth.web.session.SignInGate;
import hearth.web.setup.NewPassword;
import java.util.Map;
import java.util.function.Supplier;

/** The lock, the PIN that opens it, what happens after a restart of the box, and another password. */
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
                .post("/settings/password", this::changePassword)
                .post("/settings/pin", this::setPin)
                .post("/settings/pin/remove", this::removePin)
                .post("/settings/go-on", (visit, door) -> goOn(visit, door, true))
                .post("/settings/go-on/stop", (visit, door) -> goOn(visit, door, false));
    }

    private Answer changePassword(Visit visit, MemberDoor door) {
        var problems = new Problems();
        try (var current = Password.of(visit.form().text("current"));
                var next = Password.of(visit.form().text("next"))) {
            newPassword.check(next, "next", problems);
            if (problems.any()) {
                return page(door, problems, UNPROCESSABLE);
            }
            return ifRight(visit, door, "current", current, () -> change(visit, door, current, next));
        }
    }

    private Answer change(Visit visit, MemberDoor door, Password current, Password next) {
        var hadPin = door.hasPin();
        if (!door.changePassword(current, next)) {
            return wrong(door, "current", UNPROCESSABLE, "safety.current-wrong");
        }
        visit.signOutElsewhere();
        return done(visit, hadPin ? "safety.changed-pin" : "safety.changed");
    }

    private Answer setPin(Visit visit, MemberDoor door) {
        try (var current = Password.of(visit.form().text("pin-current"));
                var pin = Pin.of(visit.form().text("pin"))) {
            var problem = pin.problem();
            if (problem.isPresent()) {
                return page(door, new Problems().add("pin", why(problem.get())), UNPROCESSABLE);
            }
            return ifRight(visit, door, "pin-current", current, () -> {
                var change = door.hasPin();
                door.setPin(pin);
                return done(visit, change ? "pin.changed" : "pin.is-set");
            });
        }
    }

    private Answer removePin(Visit visit, MemberDoor door) {
        try (var current = Password.of(visit.form().text("pin-current"))) {
            return ifRight(visit, door, "pin-current", current, () -> {
                door.removePin();
                return done(visit, "pin.removed");
            });
        }
    }

    private Answer goOn(Visit visit, MemberDoor door, boolean wanted) {
        try (var current = Password.of(visit.form().text("go-on-current"))) {
            return ifRight(visit, door, "go-on-current", current, () -> {
                door.setGoesOn(wanted);
                return done(visit, wanted ? "go-on.started" : "go-on.stopped");
            });
        }
    }

    private String why(Pin.Problem problem) {
        return switch (problem) {
            case NOT_DIGITS -> texts.get("pin.not-digits");
            case TOO_SHORT -> texts.get("pin.too-short", Pin.LENGTH_MIN);
            case TOO_LONG -> texts.get("pin.too-long", Pin.LENGTH_MAX);
            case ONE_DIGIT_REPEATED -> texts.get("pin.repeated");
            case DIGITS_IN_ORDER -> texts.get("pin.in-order");
        };
    }

    /**
     * Does something if the password in this field is right. Through the same brake as the front door: whoever sits at an open
     * browser must not guess faster here.
     */
    private Answer ifRight(Visit visit, MemberDoor door, String field, Password current, Supplier<Answer> action) {
        return switch (gate.tryToOpen(door.member().name(), current, visit.networkKey())) {
            case SignInGate.Outcome.Opened(var again) -> {
                again.close();
                yield action.get();
            }
            case SignInGate.Outcome.Refused() -> wrong(door, field, UNPROCESSABLE, "safety.current-wrong");
            case SignInGate.Outcome.Wait(var left) ->
                wrong(door, field, TOO_MANY, "sign-in.wait", left.toSeconds() + 1);
            case SignInGate.Outcome.Busy() -> wrong(door, field, TOO_MANY, "sign-in.busy");
        };
    }

    private Answer done(Visit visit, String key) {
        visit.tell(texts.get(key));
        return new Answer.Redirect("/settings/safety");
    }

    private Answer wrong(MemberDoor door, String field, int status, String key, Object... arguments) {
        return page(door, new Problems().add(field, texts.get(key, arguments)), status);
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
                        Password.LENGTH_MIN,
                        "pin",
                        door.hasPin(),
                        "goesOn",
                        door.goesOn(),
                        "owner",
                        door.member().isOwner(),
                        "pinMin",
                        Pin.LENGTH_MIN,
                        "pinMax",
                        Pin.LENGTH_MAX),
                status);
    }
}
