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
    private final NewPassword newPassword;
    private final Texts texts;

    public BoxRoutes(Household household, Texts texts) {
        this.household = household;
        this.newPassword = new NewPassword(texts);
        this.texts = texts;
    }

    public void addTo(Routes routes) {
        routes.anyone()
                .get("/welcome", _ -> onlyFresh(Answer.page("welcome")))
                .get("/setup", _ -> onlyFresh(page("", "", new Problems(), 200)))
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
            if (box.isEmpty() || name.isEmpty() || problems.any()) {
                return page(form.line("box"), form.line("name"), problems, UNPROCESSABLE);
            }
            return switch (household.createOwner(box.get(), name.get(), password)) {
                case CreateOwnerResult.Created(var door) -> {
                    visit.signIn(door);
                    yield new Answer.Redirect("/account");
                }
                case CreateOwnerResult.AlreadyOwned() -> new Answer.Redirect("/");
            };
        }
    }

    private static Answer page(String box, String name, Problems problems, int status) {
        return new Answer.Page(
                "setup",
                Map.of("box", box, "name", name, "problems", problems, "passwordMin", Password.LENGTH_MIN),
                status);
    }
}
