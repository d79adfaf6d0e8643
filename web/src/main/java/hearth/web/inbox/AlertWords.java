package hearth.web.inbox;

import hearth.client.conversation.Alert;
import hearth.client.conversation.Alerts.Level;
import hearth.protocol.id.SessionId;
import hearth.web.account.Chats;
import hearth.web.page.Texts;
import hearth.web.page.Times;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** What an alert says: no more than the member allows to be shown anywhere. */
public final class AlertWords {

    private final Texts texts;
    private final Previews previews;

    public AlertWords(Texts texts, Times times) {
        this.texts = texts;
        this.previews = new Previews(texts, times);
    }

    /**
     * The same as the fields of a form: {@code href} leads to the conversation, {@code title} and {@code body} are its words,
     * {@code chat} names it, {@code tag} is the same for all that one notification tells of, as all requests are, {@code sound}
     * and {@code popup} are {@code true} or {@code false}, and {@code message} is the same for every page that is told.
     */
    public String of(Alert alert, SessionId own) {
        var chat = alert.conversation().id().text();
        return String.join(
                "&",
                field("chat", chat),
                field("href", alert.request() ? "/requests" : "/chats/" + chat),
                field("tag", tag(alert)),
                field("message", alert.message().id().toString()),
                field("title", title(alert)),
                words(alert, own));
    }

    /**
     * The same of an account that the page does not show: its name stands in the title, unless no name may, and it leads to
     * where accounts are chosen. Chats and messages of two accounts can be called the same, so {@code chat} is empty, and the
     * others say which account.
     */
    public String ofOther(Alert alert, Chats account) {
        var own = account.id();
        var title = alert.alerts().level() == Level.NEITHER
                ? title(alert)
                : texts.get("alert.elsewhere", title(alert), account.displayName());
        return String.join(
                "&",
                field("chat", ""),
                field("href", "/accounts"),
                field("tag", own.hex() + ' ' + tag(alert)),
                field("message", own.hex() + ' ' + alert.message().id()),
                field("title", title),
                words(alert, own));
    }

    private static String tag(Alert alert) {
        return alert.request() ? "requests" : alert.conversation().id().text();
    }

    private String title(Alert alert) {
        return alert.alerts().level() != Level.NEITHER && !alert.request()
                ? Titles.of(alert.conversation(), texts)
                : texts.get("alert.title");
    }

    private String words(Alert alert, SessionId own) {
        var body = alert.request()
                ? texts.get("alert.request")
                : alert.alerts().level() == Level.NAME_AND_TEXT
                        ? previews.of(alert.message().body(), false, alert.conversation(), own)
                        : texts.get("alert.body");
        return String.join(
                "&",
                field("body", body),
                field("sound", Boolean.toString(alert.alerts().sound())),
                field("popup", Boolean.toString(alert.alerts().popups())));
    }

    private static String field(String name, String value) {
        return name + '=' + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
