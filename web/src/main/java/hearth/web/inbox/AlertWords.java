package hearth.web.inbox;

import hearth.client.conversation.Alert;
import hearth.client.conversation.Alerts.Level;
import hearth.protocol.id.SessionId;
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
     * {@code chat} names it, {@code sound} and {@code popup} are {@code true} or {@code false}, and {@code message} is the
     * same for every page that is told.
     */
    public String of(Alert alert, SessionId own) {
        var summary = alert.conversation();
        var level = alert.alerts().level();
        var named = level != Level.NEITHER && !alert.request();
        var title = named ? Titles.of(summary, texts) : texts.get("alert.title");
        var body = alert.request()
                ? texts.get("alert.request")
                : level == Level.NAME_AND_TEXT
                        ? previews.of(alert.message().body(), false, summary, own)
                        : texts.get("alert.body");
        return String.join(
                "&",
                field("chat", summary.id().text()),
                field(
                        "href",
                        alert.request() ? "/requests" : "/chats/" + summary.id().text()),
                field("message", alert.message().id().toString()),
                field("title", title),
                field("body", body),
                field("sound", Boolean.toString(alert.alerts().sound())),
                field("popup", Boolean.toString(alert.alerts().popups())));
    }

    private static String field(String name, String value) {
        return name + '=' + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
