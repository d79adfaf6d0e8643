package hearth.web.setup;

import hearth.web.household.BoxName;
import hearth.web.household.BoxState;
import hearth.web.household.CreateOwnerResult;
import hearth.web.household.Household;
import hearth.web.household.MemberName;
import hearth.web.household.Password;
import hearth.web.page.Answer;
import hearth.web.page.Problems;
import hearth.web.page.Routes;
import hearth.web.page.Texts;
import hearth.web.page.Visit;
import java.util.Map;

/** The first screens of a fresh box (product.md S2, S3): three doors, then its name and its owner. */
public final class BoxRoutes {

    private static final int UNPROCESSABLE = 422;

    private final Household household;
    private final PairingGate pairing;
    private final NewPassword newPassword;
    private final Texts texts;

    public BoxRoutes(Household household, PairingGate pairing, Texts texts) {
        this.household = household;
        this.pairing = pairing;
        this.newPassword = new NewPassword(texts);
        this.texts = texts;
    }

    public void addTo(Routes routes) {
        routes.anyone()
                .get("/welcome", _ -> onlyFresh(Answer.page("welcome")))
                .get("/setup", visit -> onlyFresh(page(visit, new Problems(), 200)))
                .post("/setup", this::create);
    }

    private Answer onlyFresh(Answer answer) {
        return household.state() instanceof BoxState.Fresh ? answer : new Answer.Redirect("/");
    }

    private Answer create(Visit visit) {
        var form = visit.form();
        var problems = new Problems();
        var box = BoxName.parse(form.line("box"));
        if (box.isEmpty()) {
            problems.add("box", texts.get("setup.box-wrong", BoxName.LENGTH_MAX));
        }
        var name = MemberName.parse(form.line("name"));
        if (name.isEmpty()) {
            problems.add("name", texts.get("setup.name-wrong", MemberName.LENGTH_MAX));
        }
        try (var password = Password.of(form.text("password"))) {
            newPassword.check(password, "password", problems);
            checkCode(visit, problems);
            if (box.isEmpty() || name.isEmpty() || problems.any()) {
                return page(visit, problems, UNPROCESSABLE);
            }
            return switch (household.createOwner(box.get(), name.get(), password)) {
                case CreateOwnerResult.Created(var door) -> {
                    pairing.owned(box.get());
                    visit.signIn(door);
                    visit.keepLook();
                    yield new Answer.Redirect("/account");
                }
                case CreateOwnerResult.AlreadyOwned() -> new Answer.Redirect("/");
            };
        }
    }

    /** A code is tried only while the box is still to be had, or a wrong one would tell whether it is. */
    private void checkCode(Visit visit, Problems problems) {
        if (!(household.state() instanceof BoxState.Fresh)) {
            return;
        }
        switch (pairing.check(visit)) {
            case PairingGate.Outcome.Open() -> {}
            case PairingGate.Outcome.Wrong() -> problems.add("code", texts.get("setup.code-wrong"));
            case PairingGate.Outcome.Wait(var left) ->
                problems.add("code", texts.get("setup.code-wait", Math.max(1, left.toSeconds())));
        }
    }

    private Answer page(Visit visit, Problems problems, int status) {
        var form = visit.form();
        return new Answer.Page(
                "setup",
                Map.of(
                        "box",
                        form.line("box"),
                        "name",
                        form.line("name"),
                        "problems",
                        problems,
                        "passwordMin",
                        Password.LENGTH_MIN,
                        "codeAsked",
                        pairing.asks(visit)),
                status);
    }
}
