package hearth.web.door;

import hearth.web.household.MemberDoor;
import hearth.web.household.Password;
import hearth.web.household.Pin;
import hearth.web.page.Answer;
import hearth.web.page.Errors;
import hearth.web.page.Problems;
import hearth.web.page.Routes;
import hearth.web.page.Texts;
import hearth.web.page.Visit;
import hearth.web.session.Session;
import hearth.web.session.SignInGate;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Locking a browser without signing out: now, or after a while without use. The password opens it again, and so does the PIN
 * of a member who has one. The page of a locked browser asks for the PIN as long as one may be tried, and for the password
 * whenever somebody wants that.
 */
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
        routes.anyone().get("/unlock", this::show).post("/unlock", this::unlock).post("/lock", this::lock);
        routes.members().post("/lock/stay", this::stay).post("/lock/after", this::choose);
    }

    /** The box may have been faster than the page that asks for it. */
    private Answer lock(Visit visit) {
        visit.session().ifPresent(Session::lock);
        return visit.session().or(visit::locked).isPresent() ? new Answer.Redirect("/unlock") : front();
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

    private Answer show(Visit visit) {
        if (visit.locked().isPresent()) {
            var door = visit.locked().get().door();
            return page(door, isPinAsked(door) && visit.query("with").isEmpty(), new Problems(), 200);
        }
        // Without a script a page that was left alone comes here by itself. To lead on to what it showed would be use.
        return visit.query("idle").isPresent() && visit.session().isPresent() ? Errors.leftAlone() : front();
    }

    private Answer unlock(Visit visit) {
        var session = visit.locked();
        if (session.isEmpty()) {
            return front();
        }
        return visit.form().has("pin")
                ? byPin(visit, session.get().door())
                : byPassword(visit, session.get().door());
    }

    private Answer byPassword(Visit visit, MemberDoor door) {
        try (var password = Password.of(visit.form().text("password"))) {
            return switch (gate.tryToOpen(door.member().name(), password, visit.networkKey())) {
                case SignInGate.Outcome.Opened(var again) -> {
                    again.close();
                    visit.unlock();
                    yield front();
                }
                case SignInGate.Outcome.Refused() -> askPassword(door, UNPROCESSABLE, "unlock.refused");
                case SignInGate.Outcome.Wait(var left) ->
                    askPassword(door, TOO_MANY, "sign-in.wait", left.toSeconds() + 1);
                case SignInGate.Outcome.Busy() -> askPassword(door, TOO_MANY, "sign-in.busy");
            };
        }
    }

    private Answer byPin(Visit visit, MemberDoor door) {
        try (var pin = Pin.of(visit.form().text("pin"))) {
            if (!door.hasPin()) {
                return askPassword(door, UNPROCESSABLE, "unlock.no-pin");
            }
            if (!pin.isPossible()) {
                return askPin(door, UNPROCESSABLE, "unlock.pin-form", Pin.LENGTH_MIN, Pin.LENGTH_MAX);
            }
            return switch (gate.tryPin(door, pin, visit.networkKey())) {
                case SignInGate.PinOutcome.Right() -> {
                    visit.unlock();
                    yield front();
                }
                case SignInGate.PinOutcome.Wrong(var left) -> askPin(door, UNPROCESSABLE, "unlock.pin-wrong", left);
                case SignInGate.PinOutcome.Spent() -> askPassword(door, UNPROCESSABLE, "unlock.pin-spent");
                case SignInGate.Outcome.Wait(var left) -> askPin(door, TOO_MANY, "sign-in.wait", left.toSeconds() + 1);
                case SignInGate.Outcome.Busy() -> askPin(door, TOO_MANY, "sign-in.busy");
            };
        }
    }

    private Answer askPassword(MemberDoor door, int status, String key, Object... arguments) {
        return page(door, false, new Problems().add("password", texts.get(key, arguments)), status);
    }

    /** Asks for the password instead if others have used up the tries meanwhile. */
    private Answer askPin(MemberDoor door, int status, String key, Object... arguments) {
        var asked = isPinAsked(door);
        return page(door, asked, new Problems().add(asked ? "pin" : "password", texts.get(key, arguments)), status);
    }

    private boolean isPinAsked(MemberDoor door) {
        return gate.pinTriesLeft(door) > 0 && door.hasPin();
    }

    private static Answer front() {
        return new Answer.Redirect("/");
    }

    /** @param pin whether the PIN is asked for, rather than the password */
    private Answer page(MemberDoor door, boolean pin, Problems problems, int status) {
        return new Answer.Page(
                "unlock",
                Map.of(
                        "name",
                        door.member().name().text(),
                        "pin",
                        pin,
                        "other",
                        pin || isPinAsked(door),
                        "hint",
                        problems.any() ? "" : hint(door, pin),
                        "problems",
                        problems),
                status);
    }

    /** What somebody who comes back to the page has to know of the tries before. */
    private String hint(MemberDoor door, boolean pin) {
        var left = gate.pinTriesLeft(door);
        if (left == 0 && door.hasPin()) {
            return texts.get("unlock.pin-spent");
        }
        return pin && left < SignInGate.PIN_TRIES ? texts.get("unlock.pin-left", left) : "";
    }
}
