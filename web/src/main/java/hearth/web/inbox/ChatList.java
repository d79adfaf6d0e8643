package hearth.web.inbox;

import hearth.client.conversation.ConversationId;
import hearth.client.conversation.ConversationSummary;
import hearth.client.conversation.Delivery;
import hearth.client.conversation.MessageView;
import hearth.web.account.Chats;
import hearth.web.account.Declines;
import hearth.web.page.Texts;
import hearth.web.page.Times;
import hearth.web.path.Lamp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the list column shows. */
final class ChatList {

    /** More requests than this are not counted. */
    static final int REQUESTS_MAX = 1_000;

    /** More than this is rarely removed within a minute. */
    private static final int LOOK_BACK = 20;

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
        var all =
                chats.conversations().stream().filter(it -> !isGone(chats, it)).toList();
        var rows = all.stream()
                .filter(it -> !it.archived())
                .map(it -> row(it, chats, current))
                .toList();
        var model = new HashMap<String, Object>();
        model.put("rows", rows);
        model.put(
                "archived",
                all.stream()
                        .filter(ConversationSummary::archived)
                        .map(it -> row(it, chats, current))
                        .toList());
        model.put("requests", Math.max(0, chats.requestCount(REQUESTS_MAX) - declines.count(chats)));
        model.put("requestsMax", REQUESTS_MAX);
        model.put(
                "unread",
                rows.stream()
                        .filter(it -> !it.marks().muted())
                        .mapToInt(ChatRow::unread)
                        .sum());
        model.put("lamp", Lamp.of(chats.network()));
        model.put(
                "blocked",
                chats.blocked().stream().map(it -> row(it, chats, current)).toList());
        chats.restoration().ifPresent(it -> model.put("restoration", new RestorationCard(it)));
        model.put("current", current.map(ConversationId::text).orElse(""));
        return model;
    }

    /** Up to {@code limit} requests after {@code after}, as rows. */
    List<ChatRow> requests(Chats chats, Optional<ConversationId> after, int limit) {
        return chats.requests(after, limit).stream()
                .filter(it -> !declines.has(chats, it.id()))
                .map(it -> row(it, chats, Optional.empty()))
                .toList();
    }

    /** Blocked people, as rows. */
    List<ChatRow> blocked(Chats chats) {
        return chats.blocked().stream()
                .map(it -> row(it, chats, Optional.empty()))
                .toList();
    }

    /** Deleted a moment ago, and nothing came since. */
    private boolean isGone(Chats chats, ConversationSummary summary) {
        return declines.isDeleted(chats, summary.id())
                && summary.last().map(it -> declines.hides(chats, it)).orElse(true);
    }

    /** The newest message that was not removed a moment ago. */
    private Optional<MessageView> last(Chats chats, ConversationSummary summary) {
        if (summary.last().filter(it -> declines.hides(chats, it)).isEmpty()) {
            return summary.last();
        }
        return chats.messages(summary.id(), Optional.empty(), LOOK_BACK).messages().reversed().stream()
                .filter(it -> !declines.hides(chats, it))
                .findFirst();
    }

    private ChatRow row(ConversationSummary summary, Chats chats, Optional<ConversationId> current) {
        var last = last(chats, summary);
        var own = chats.id();
        return new ChatRow(
                summary.id().text(),
                Titles.of(summary, texts),
                Titles.face(summary, chats),
                last.map(it -> previews.of(it.body(), it.outgoing(), summary, own))
                        .orElse(""),
                last.map(MessageView::outgoing).orElse(false),
                last.map(it -> times.brief(it.sentAt())).orElse(""),
                last.map(it -> times.iso(it.sentAt())).orElse(""),
                summary.unread(),
                new ChatRow.Marks(
                        summary.markedUnread(),
                        summary.pinned(),
                        summary.mutedUntil().filter(times::isAhead).isPresent()),
                current.filter(summary.id()::equals).isPresent(),
                last.filter(it -> it.delivery() instanceof Delivery.Failed).isPresent());
    }
}
