package hearth.web.profile;

import hearth.web.household.AccountCard;
import hearth.web.household.LeaveResult;
import hearth.web.household.MemberDoor;
import hearth.web.page.Answer;
import hearth.web.page.Errors;
import hearth.web.page.Face;
import hearth.web.page.Routes;
import hearth.web.page.Texts;
import hearth.web.page.Visit;
import hearth.web.session.Session;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A member's accounts: looking at another one, and taking one off the box (product.md M33, D4). */
public final class AccountsRoutes {

    private static final String EVERYWHERE = "everywhere";

    private final Texts texts;

    /** An account in the list. For templates. */
    record Row(String ref, String name, String id, Face face, boolean current, int unread) {

        /** The picture of another account than the current one is known to that one alone. */
        static Row of(AccountCard card, MemberDoor door) {
            var picture = door.chats()
                    .filter(_ -> card.current())
                    .flatMap(chats -> chats.avatars().own());
            return new Row(
                    card.ref(),
                    card.name(),
                    card.id().hex(),
                    Face.of(card.name(), card.id().hex()).with(picture),
                    card.current(),
                    card.unread());
        }
    }

    public AccountsRoutes(Texts texts) {
        this.texts = texts;
    }

    public void addTo(Routes routes) {
        routes.members()
                .get("/accounts", this::show)
                .post("/accounts/choose", this::choose)
                .get("/accounts/{account}/leave", this::askToLeave)
                .post("/accounts/{account}/leave", this::leave);
    }

    private Answer show(Visit visit, MemberDoor door) {
        return Answer.page(
                "accounts", Map.of("rows", rows(door), "more", door.accounts().size() < MemberDoor.ACCOUNTS_MAX));
    }

    private static List<Row> rows(MemberDoor door) {
        return door.accounts().stream().map(card -> Row.of(card, door)).toList();
    }

    private Answer choose(Visit visit, MemberDoor door) {
        var ref = visit.form().line("account");
        if (door.choose(ref)) {
            visit.session().ifPresent(Session::restartLive);
            rows(door).stream()
                    .filter(row -> row.ref().equals(ref))
                    .findFirst()
                    .ifPresent(row -> visit.tell(texts.get("accounts.chosen", row.name())));
        }
        return new Answer.Redirect("/chats");
    }

    private Answer askToLeave(Visit visit, MemberDoor door) {
        return row(visit, door).map(row -> page(row, Optional.empty(), 200)).orElseGet(Errors::notFound);
    }

    private Answer leave(Visit visit, MemberDoor door) {
        var row = row(visit, door);
        if (row.isEmpty()) {
            return Errors.notFound();
        }
        var everywhere = visit.form().line("what").equals(EVERYWHERE);
        return switch (door.leaveAccount(row.get().ref(), everywhere)) {
            case LeaveResult.Gone(var confirmed) -> {
                visit.session().ifPresent(Session::restartLive);
                visit.tell(
                        everywhere
                                ? texts.get(
                                        "leave-account.gone-everywhere",
                                        row.get().name(),
                                        confirmed)
                                : texts.get("leave-account.gone", row.get().name()));
                yield new Answer.Redirect(door.accounts().isEmpty() ? "/account" : "/accounts");
            }
            case LeaveResult.Unfinished unfinished -> page(row.get(), Optional.of(unfinished), 200);
            case LeaveResult.NotThere() -> Errors.notFound();
        };
    }

    private static Optional<Row> row(Visit visit, MemberDoor door) {
        return rows(door).stream()
                .filter(row -> row.ref().equals(visit.path("account")))
                .findFirst();
    }

    private static Answer page(Row row, Optional<LeaveResult.Unfinished> unfinished, int status) {
        var model = new HashMap<String, Object>();
        model.put("account", row);
        model.put("unfinished", unfinished.isPresent());
        model.put("confirmed", unfinished.map(LeaveResult.Unfinished::confirmed).orElse(0));
        model.put("members", unfinished.map(LeaveResult.Unfinished::members).orElse(0));
        return new Answer.Page("leave-account", model, status);
    }
}
