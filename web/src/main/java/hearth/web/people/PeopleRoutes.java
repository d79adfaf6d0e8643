package hearth.web.people;

import hearth.web.household.Household;
import hearth.web.household.InvitationId;
import hearth.web.household.InviteResult;
import hearth.web.household.MemberDoor;
import hearth.web.household.MemberName;
import hearth.web.household.Role;
import hearth.web.page.Answer;
import hearth.web.page.Errors;
import hearth.web.page.Face;
import hearth.web.page.Problems;
import hearth.web.page.Routes;
import hearth.web.page.Texts;
import hearth.web.page.Times;
import hearth.web.page.Visit;
import hearth.web.session.Session;
import hearth.web.trust.Links;
import java.util.List;
import java.util.Map;

/** The people of the household; for the owner also inviting them (product.md S7). */
public final class PeopleRoutes {

    private static final int UNPROCESSABLE = 422;

    private final Household household;
    private final Links links;
    private final Texts texts;
    private final Times times;

    /** One row of the page. For templates. */
    record PersonRow(String name, Face face, String role, boolean you) {}

    /** One open invitation. For templates. */
    record InvitationRow(String id, String name, String expires, boolean linkKnown) {}

    public PeopleRoutes(Household household, Links links, Texts texts, Times times) {
        this.household = household;
        this.links = links;
        this.texts = texts;
        this.times = times;
    }

    public void addTo(Routes routes) {
        routes.members().get("/people", (visit, door) -> page(visit, door, "", new Problems(), 200));
        routes.owner()
                .post("/people/invite", this::invite)
                .post("/people/withdraw", this::withdraw)
                .get("/people/invitations/{invitation}", this::show);
    }

    private Answer invite(Visit visit, MemberDoor door) {
        var typed = visit.form().line("name");
        var problems = new Problems();
        var name = MemberName.parse(typed);
        if (name.isEmpty()) {
            problems.add("name", texts.get("setup.name-wrong", MemberName.LENGTH_MAX));
            return page(visit, door, typed, problems, UNPROCESSABLE);
        }
        return switch (household.invite(door.member(), name.get(), Role.ADULT)) {
            case InviteResult.Invited(var invitation, var token) -> {
                shown(visit).put(invitation.id(), token);
                yield new Answer.Redirect(
                        "/people/invitations/" + invitation.id().text());
            }
            case InviteResult.NameTaken() ->
                page(visit, door, typed, problems.add("name", texts.get("people.name-taken")), UNPROCESSABLE);
            case InviteResult.TooMany(var max) ->
                page(visit, door, typed, problems.add("name", texts.get("people.too-many", max)), UNPROCESSABLE);
            case InviteResult.NotAllowed() ->
                page(visit, door, typed, problems.add("name", texts.get("people.not-allowed")), UNPROCESSABLE);
        };
    }

    private Answer withdraw(Visit visit, MemberDoor door) {
        InvitationId.parse(visit.form().line("invitation")).ifPresent(id -> {
            household.withdraw(door.member(), id);
            shown(visit).remove(id);
            visit.tell(texts.get("people.withdrawn"));
        });
        return new Answer.Redirect("/people");
    }

    private Answer show(Visit visit, MemberDoor door) {
        var wanted = InvitationId.parse(visit.path("invitation"));
        var invitation = household.invitations().stream()
                .filter(open -> wanted.filter(open.id()::equals).isPresent())
                .findFirst();
        if (invitation.isEmpty()) {
            return Errors.notFound();
        }
        var token = shown(visit).get(invitation.get().id());
        if (token.isEmpty()) {
            visit.tell(texts.get("people.link-forgotten"));
            return new Answer.Redirect("/people");
        }
        var link = links.messengerByAddress() + "/join/" + token.get().text();
        return Answer.page(
                "invitation",
                Map.of(
                        "name",
                        invitation.get().name().text(),
                        "expires",
                        times.full(invitation.get().expires()),
                        "trust",
                        new ScanCode(links.landingByAddress()),
                        "join",
                        new ScanCode(link)));
    }

    private Answer page(Visit visit, MemberDoor door, String name, Problems problems, int status) {
        var you = door.member().id();
        var people = household.members().stream()
                .map(member -> new PersonRow(
                        member.name().text(),
                        Face.of(member.name().text(), member.id()),
                        texts.get("role." + member.role().name().toLowerCase(java.util.Locale.ROOT)),
                        member.id().equals(you)))
                .toList();
        var shown = shown(visit);
        var invitations = door.member().isOwner()
                ? household.invitations().stream()
                        .map(it -> new InvitationRow(
                                it.id().text(),
                                it.name().text(),
                                times.full(it.expires()),
                                shown.get(it.id()).isPresent()))
                        .toList()
                : List.of();
        return new Answer.Page(
                "people",
                Map.of("people", people, "invitations", invitations, "name", name, "problems", problems),
                status);
    }

    private static ShownLinks shown(Visit visit) {
        Session session = visit.session().orElseThrow();
        return session.kept(ShownLinks.class).orElseGet(() -> {
            var fresh = new ShownLinks();
            session.keep(fresh);
            return fresh;
        });
    }
}
