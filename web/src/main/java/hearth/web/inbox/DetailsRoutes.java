package hearth.web.inbox;

import hearth.client.conversation.MessageView;
import hearth.client.conversation.Standing;
import hearth.web.account.Chats;
import hearth.web.account.Declines;
import hearth.web.emoji.Emojis;
import hearth.web.page.Answer;
import hearth.web.page.Errors;
import hearth.web.page.Routes;
import hearth.web.page.Texts;
import hearth.web.page.Times;
import hearth.web.page.Visit;
import java.util.HashMap;

/** Everything that is known of one message. */
public final class DetailsRoutes {

    private final Declines declines;
    private final Times times;
    private final MessageList messages;
    private final Texts texts;

    public DetailsRoutes(Texts texts, Times times, Declines declines, Emojis emojis) {
        this.declines = declines;
        this.times = times;
        this.texts = texts;
        this.messages = new MessageList(texts, times, declines, emojis);
    }

    public void addTo(Routes routes) {
        routes.writers().get("/chats/{chat}/messages/{message}", this::show);
    }

    private Answer show(Visit visit, Chats chats) {
        var conversation = Ids.opened(visit, chats, declines);
        var message = Ids.message(visit.path("message")).flatMap(chats::message);
        if (conversation.isEmpty()
                || message.isEmpty()
                || !message.get()
                        .conversation()
                        .equals(conversation.get().summary().id())
                || declines.hides(chats, message.get())) {
            return Errors.notFound();
        }
        var model = new HashMap<String, Object>();
        model.put("id", conversation.get().summary().id().text());
        model.put("title", Titles.of(conversation.get().summary(), texts));
        model.put("item", messages.item(message.get(), conversation.get(), chats));
        model.put("self", conversation.get().summary().standing() == Standing.SELF);
        model.put("key", message.get().key().toString());
        model.put("sender", message.get().sender().hex());
        model.put("sent", exact(message.get()));
        model.put("arrived", message.get().arrivedAt().map(times::exact).orElse(""));
        return Answer.page("message", model);
    }

    private String exact(MessageView message) {
        return times.exact(message.sentAt());
    }
}
