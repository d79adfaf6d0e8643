package hearth.web.settings;

import hearth.client.conversation.Privacy;
import hearth.web.account.Chats;
import hearth.web.household.MemberDoor;
import hearth.web.page.Answer;
import hearth.web.page.Look;
import hearth.web.page.Routes;
import hearth.web.page.Texts;
import hearth.web.page.Visit;
import java.util.HashMap;

/** How pages look and behave in this browser, and what an account lets others know. */
public final class SettingsRoutes {

    private final Texts texts;

    public SettingsRoutes(Texts texts) {
        this.texts = texts;
    }

    public void addTo(Routes routes) {
        routes.members().get("/settings", this::show).post("/settings/look", this::changeLook);
        routes.anyone().post("/welcome/look", this::firstLook);
        routes.writers().post("/settings/privacy", this::changePrivacy);
    }

    private Answer show(Visit visit, MemberDoor door) {
        var model = new HashMap<String, Object>();
        door.chats().ifPresent(chats -> model.put("privacy", chats.privacy()));
        door.chats().ifPresent(chats -> model.put("links", chats.media().makesPreviews()));
        return Answer.page("settings", model);
    }

    /** Before anybody lives here: language and size of text alone. */
    private Answer firstLook(Visit visit) {
        visit.look()
                .with(visit.form().line("language"), visit.form().line("size"))
                .ifPresent(visit::changeLook);
        return new Answer.Redirect("/welcome");
    }

    private Answer changePrivacy(Visit visit, Chats chats) {
        chats.setPrivacy(new Privacy(visit.form().has("receipts"), visit.form().has("typing")));
        visit.tell(texts.get("settings.saved"));
        return new Answer.Redirect("/settings");
    }

    private Answer changeLook(Visit visit, MemberDoor door) {
        var form = visit.form();
        Look.of(
                        form.line("colours"),
                        form.line("light"),
                        form.line("size"),
                        form.has("enter"),
                        form.line("language"),
                        form.has("accent") ? form.line("accent") : visit.look().accentName())
                .ifPresent(visit::changeLook);
        visit.tell(texts.get("settings.saved"));
        return new Answer.Redirect("/settings");
    }
}
