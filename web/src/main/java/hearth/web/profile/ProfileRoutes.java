package hearth.web.profile;

import hearth.web.account.Chats;
import hearth.web.household.DisplayName;
import hearth.web.page.Answer;
import hearth.web.page.Problems;
import hearth.web.page.Routes;
import hearth.web.page.Texts;
import hearth.web.page.Visit;

/** A member's own Account ID, to give to others, and the name others see. */
public final class ProfileRoutes {

    private final Texts texts;

    public ProfileRoutes(Texts texts) {
        this.texts = texts;
    }

    public void addTo(Routes routes) {
        routes.writers()
                .get("/me", (_, chats) -> ProfilePage.of(chats, chats.displayName(), new Problems()))
                .post("/me/name", this::rename);
    }

    private Answer rename(Visit visit, Chats chats) {
        var typed = visit.form().line("name");
        var name = DisplayName.parse(typed);
        if (name.isEmpty()) {
            return ProfilePage.of(
                    chats, typed, new Problems().add("name", texts.get("account.name-wrong", DisplayName.BYTES_MAX)));
        }
        chats.rename(name.get());
        visit.tell(texts.get("me.renamed"));
        return new Answer.Redirect("/me");
    }
}
