package hearth.web.inbox;

import hearth.client.conversation.ConversationId;
import hearth.client.conversation.ConversationSummary;
import hearth.client.conversation.Delivery;
import hearth.client.conversation.MessageView;
import hearth.protocol.id.SessionId;
import hearth.web.account.Chats;
import hearth.web.account.Declines;
import hearth.web.page.Face;
import hearth.web.page.Texts;
import hearth.web.page.Times;
import hearth.web.path.Lamp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the list column shows. */
final class ChatList {

    private final Texts texts;
    private final Times times;
    private final Declines declines;
    private final Previews previews;

    ChatList(Texts texts, Times times, Declines declines) {
        this.texts = texts;
        this.times = times;
        this.declines = declines;
        this.previews = new Previews(texts, times);
    }

    /** Everything the list's template needs; {@code current} is the conversation that is open beside it. */
    Map<String, Object> model(Chats chats, Optional<ConversationId> current) {
        var all = chats.conversations();
        var rows = all.stream()
                .filter(it -> !it.archived())
                .map(it -> row(it, chats.id(), current))
                .toList();
        var model = new HashMap<String, Object>();
        model.put("rows", rows);
        model.put(
                "archived",
                all.stream()
                        .filter(ConversationSummary::archived)
                        .map(it -> row(it, chats.id(), current))
                        .toList());
        model.put("requests", waiting(chats).size());
        model.put("unread", rows.stream().mapToInt(ChatRow::unread).sum());
        model.put("lamp", Lamp.of(chats.network()));
        model.put(
                "blocked",
                chats.blocked().stream().map(it -> row(it, chats.id(), current)).toList());
        chats.restoration().ifPresent(it -> model.put("restoration", new RestorationCard(it)));
        model.put("current", current.map(ConversationId::text).orElse(""));
        return model;
    }

    /** The waiting requests, as rows. */
    List<ChatRow> requests(Chats chats) {
        return waiting(chats).stream()
                .map(it -> row(it, chats.id(), Optional.empty()))
                .toList();
    }

    private List<ConversationSummary> waiting(Chats chats) {
        return chats.requests().stream()
                .filter(it -> !declines.has(chats, it.id()))
                .toList();
    }

    private ChatRow row(ConversationSummary summary, SessionId own, Optional<ConversationId> current) {
        var last = summary.last();
        return new ChatRow(
                summary.id().text(),
                Titles.of(summary, texts),
                Face.of(summary.title(), summary.peer().hex()),
                last.map(it -> previews.of(it.body(), it.outgoing(), summary, own))
                        .orElse(""),
                last.map(MessageView::outgoing).orElse(false),
                last.map(it -> times.brief(it.sentAt())).orElse(""),
                last.map(it -> times.iso(it.sentAt())).orElse(""),
                summary.unread(),
                current.filter(summary.id()::equals).isPresent(),
                last.filter(it -> it.delivery() instanceof Delivery.Failed).isPresent());
    }
}
