package hearth.web.people;

import hearth.web.household.BoxState;
import hearth.web.household.Household;
import hearth.web.household.InvitationState;
import hearth.web.household.InvitationToken;
import hearth.web.household.JoinResult;
import hearth.web.household.MemberName;
import hearth.web.household.Password;
import hearth.web.page.Answer;
import hearth.web.page.Problems;
import hearth.web.page.Routes;
import hearth.web.page.Texts;
import hearth.web.page.Times;
import hearth.web.page.Visit;
import hearth.web.setup.NewPassword;
import java.util.Map;

/**
 * Where an invitation link leads: name and password, and one is in. The token is part of the path, so these pages send
 * no referrer at all; in the browser's history it is worth nothing, since it works once.
 */
public final class JoinRoutes {

    private static final int UNPROCESSABLE = 422;
    private static final int GONE = 410;
    private static final int NOT_FOUND = 404;

    private final Household household;
    private final NewPassword newPassword;
    private final Texts texts;
    private final Times times;

    public JoinRoutes(Household household, Texts texts, Times times) {
        this.household = household;
        this.newPassword = new NewPassword(texts);
        this.texts = texts;
        this.times = times;
    }

    public void addTo(Routes routes) {
        routes.anyone().get("/join/{token}", this::show).post("/join/{token}", this::join);
    }

    private Answer show(Visit visit) {
        visit.noReferrer();
        return switch (state(visit)) {
            case InvitationState.Open(var invitation) ->
                page(visit, invitation.name().text(), times.full(invitation.expires()), new Problems(), 200);
            case InvitationState state -> closed(state);
        };
    }

    private Answer join(Visit visit) {
        visit.noReferrer();
        var token = InvitationToken.parse(visit.path("token"));
        if (token.isEmpty() || !(state(visit) instanceof InvitationState.Open(var invitation))) {
            return closed(state(visit));
        }
        var expires = times.full(invitation.expires());
        var typed = visit.form().line("name");
        var problems = new Problems();
        var name = MemberName.parse(typed);
        if (name.isEmpty()) {
            problems.add("name", texts.get("setup.name-wrong", MemberName.LENGTH_MAX));
        }
        try (var password = Password.of(visit.form().text("password"))) {
            newPassword.check(password, "password", problems);
            if (name.isEmpty() || problems.any()) {
                return page(visit, typed, expires, problems, UNPROCESSABLE);
            }
            return switch (household.join(token.get(), name.get(), password)) {
                case JoinResult.Joined(var door) -> {
                    visit.signIn(door);
                    visit.keepLook();
                    yield new Answer.Redirect("/account");
                }
                case JoinResult.NameTaken() ->
                    page(visit, typed, expires, problems.add("name", texts.get("join.name-taken")), UNPROCESSABLE);
                case JoinResult.NotOpen(var state) -> closed(state);
            };
        }
    }

    private InvitationState state(Visit visit) {
        if (household.state() instanceof BoxState.Fresh) {
            return new InvitationState.Unknown();
        }
        return InvitationToken.parse(visit.path("token"))
                .map(household::invitation)
                .orElseGet(InvitationState.Unknown::new);
    }

    private Answer page(Visit visit, String name, String expires, Problems problems, int status) {
        return new Answer.Page(
                "join",
                Map.of(
                        "name", name,
                        "expires", expires,
                        "problems", problems,
                        "passwordMin", Password.LENGTH_MIN,
                        "signedIn", visit.session().isPresent()),
                status);
    }

    private static Answer closed(InvitationState state) {
        return switch (state) {
            case InvitationState.Used() -> closed("used", GONE);
            case InvitationState.Expired() -> closed("expired", GONE);
            case InvitationState.Withdrawn() -> closed("withdrawn", GONE);
            case InvitationState.Unknown() -> closed("unknown", NOT_FOUND);
            // Open a moment ago, used up by somebody else since: looking again tells.
            case InvitationState.Open _ -> closed("used", GONE);
        };
    }

    private static Answer closed(String key, int status) {
        return new Answer.Page("join-closed", Map.of("key", key), status);
    }
}
