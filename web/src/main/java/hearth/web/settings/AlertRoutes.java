package hearth.web.settings;

import hearth.client.config.Notify;
import hearth.client.conversation.Alerts;
import hearth.client.conversation.ConversationId;
import hearth.protocol.FormatException;
import hearth.web.account.Chats;
import hearth.web.inbox.ChatForms;
import hearth.web.page.Answer;
import hearth.web.page.Errors;
import hearth.web.page.Look;
import hearth.web.page.Routes;
import hearth.web.page.Texts;
import hearth.web.page.Visit;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** How an account makes itself heard while a page is open, and a chat among the others (product.md M24). */
public final class AlertRoutes {

    private final Texts texts;

    public AlertRoutes(Texts texts) {
        this.texts = texts;
    }

    public void addTo(Routes routes) {
        ChatForms.in(routes)
                .get("/settings/alerts", this::show)
                .post("/settings/alerts", this::change)
                .post("/chats/{chat}/alerts", this::changeRule);
    }

    private Answer show(Visit visit, Chats chats) {
        var alerts = chats.alerts();
        return Answer.page(
                "alerts",
                Map.of(
                        "level", Look.lower(alerts.level()),
                        "sound", alerts.sound(),
                        "popups", alerts.popups()));
    }

    private Answer change(Visit visit, Chats chats) {
        find(Alerts.Level.values(), visit.form().line("level"))
                .ifPresent(level -> chats.setAlerts(new Alerts(
                        level, visit.form().has("sound"), visit.form().has("popups"))));
        visit.tell(texts.get("saved"));
        return new Answer.Redirect("/settings/alerts");
    }

    private Answer changeRule(Visit visit, Chats chats) {
        var id = conversation(visit.path("chat"))
                .filter(it -> chats.conversation(it).isPresent());
        if (id.isEmpty()) {
            return Errors.notFound();
        }
        find(Notify.values(), visit.form().line("rule")).ifPresent(rule -> chats.setAlertRule(id.get(), rule));
        visit.tell(texts.get("saved"));
        return new Answer.Redirect("/chats/" + id.get().text());
    }

    private static Optional<ConversationId> conversation(String text) {
        try {
            return Optional.of(ConversationId.parse(text));
        } catch (FormatException _) {
            return Optional.empty();
        }
    }

    private static <E extends Enum<E>> Optional<E> find(E[] values, String name) {
        return Arrays.stream(values)
                .filter(value -> Look.lower(value).equals(name))
                .findFirst();
    }
}
