package hearth.web.profile;

import hearth.web.account.Chats;
import hearth.web.household.DisplayName;
import hearth.web.page.Answer;
import hearth.web.page.Problems;
import hearth.web.page.QrCode;
import hearth.web.page.Routes;
import hearth.web.page.Texts;
import hearth.web.page.Visit;
import java.util.Map;

/** A member's own Account ID, to give to others, and the name others see. */
public final class ProfileRoutes {

    private static final int UNPROCESSABLE = 422;

    private final Texts texts;

    public ProfileRoutes(Texts texts) {
        this.texts = texts;
    }

    public void addTo(Routes routes) {
        routes.writers()
                .get("/me", (_, chats) -> page(chats, chats.displayName(), new Problems(), 200))
                .post("/me/name", this::rename);
    }

    private Answer rename(Visit visit, Chats chats) {
        var typed = visit.form().line("name");
        var name = DisplayName.parse(typed);
        if (name.isEmpty()) {
            var problems = new Problems().add("name", texts.get("account.name-wrong", DisplayName.BYTES_MAX));
            return page(chats, typed, problems, UNPROCESSABLE);
        }
        chats.rename(name.get());
        visit.tell(texts.get("me.renamed"));
        return new Answer.Redirect("/me");
    }

    private static Answer page(Chats chats, String name, Problems problems, int status) {
        var id = chats.id().hex();
        return new Answer.Page(
                "me", Map.of("accountId", id, "qr", QrCode.of(id), "name", name, "problems", problems), status);
    }
}
