package hearth.web.inbox;

import hearth.client.conversation.ConversationId;
import hearth.client.conversation.ConversationSummary;
import hearth.client.conversation.Delivery;
import hearth.client.conversation.Label;
import hearth.client.conversation.MessageView;
import hearth.web.account.Chats;
import hearth.web.account.Declines;
import hearth.web.page.Texts;
import hearth.web.page.Times;
import hearth.web.path.Lamp;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** What rows are made with: an account, the labels of its conversations, and the one that is open beside the list. */
    private record Scene(
            Chats chats,
            Map<ConversationId, List<Label>> labels,
            Optional<ConversationId> current,
            LabelFilter filter) {

        static Scene of(Chats chats, Optional<ConversationId> current, LabelFilter filter) {
            return new Scene(chats, chats.labels().byConversation(), current, filter);
        }

        List<Label> labels(ConversationSummary summary) {
            return labels.getOrDefault(summary.id(), List.of());
        }

        boolean shows(ConversationSummary summary) {
            return filter.shows(labels(summary));
        }
    }

    /** Everything the list's template needs; {@code current} is the conversation that is open beside it. */
    Map<String, Object> model(Chats chats, Optional<ConversationId> current, LabelFilter filter) {
        var scene = Scene.of(chats, current, filter);
        var all = shown(chats);
        var blocked = chats.blocked();
        var model = new HashMap<String, Object>();
        model.put("rows", rows(all.stream().filter(it -> !it.archived()), scene));
        model.put("archived", rows(all.stream().filter(ConversationSummary::archived), scene));
        model.put("blocked", rows(blocked.stream(), scene));
        model.put("requests", Math.max(0, chats.requestCount(REQUESTS_MAX) - declines.count(chats)));
        model.put("requestsMax", REQUESTS_MAX);
        model.put("unread", unread(all));
        model.put("lamp", Lamp.of(chats.network()));
        chats.restoration().ifPresent(it -> model.put("restoration", new RestorationCard(it)));
        model.put("current", current.map(ConversationId::text).orElse(""));
        model.putAll(labels(Stream.concat(all.stream(), blocked.stream()), scene));
        return model;
    }

    /** How many messages are unread, as the title of every page tells. */
    int unread(Chats chats) {
        return unread(shown(chats));
    }

    private List<ConversationSummary> shown(Chats chats) {
        return chats.conversations().stream()
                .filter(it -> !declines.hides(chats, it))
                .toList();
    }

    private List<ChatRow> rows(Stream<ConversationSummary> summaries, Scene scene) {
        return summaries.filter(scene::shows).map(it -> row(it, scene)).toList();
    }

    /** Of all chats, whichever are shown: the title of the page tells of each of them. */
    private int unread(List<ConversationSummary> all) {
        return all.stream()
                .filter(it -> !it.archived() && !isMuted(it))
                .mapToInt(ConversationSummary::unread)
                .sum();
    }

    /** The labels to choose from: those that chats in the list have, and the one that is chosen already. */
    private static Map<String, Object> labels(Stream<ConversationSummary> listed, Scene scene) {
        var used = listed.flatMap(it -> scene.labels(it).stream())
                .map(Label::id)
                .collect(Collectors.toCollection(HashSet::new));
        var chosen = scene.filter().label();
        chosen.ifPresent(used::add);
        var choices = scene.chats().labels().all().stream()
                .filter(it -> used.contains(it.id()))
                .map(it -> LabelChoice.of(it, chosen.filter(it.id()::equals).isPresent()))
                .toList();
        return Map.of(
                "labels",
                choices,
                "label",
                chosen.map(Object::toString).orElse(""),
                "labelName",
                choices.stream()
                        .filter(LabelChoice::chosen)
                        .map(LabelChoice::name)
                        .findFirst()
                        .orElse(""),
                "keep",
                scene.filter().ending());
    }

    /** Up to {@code limit} requests after {@code after}, as rows. */
    List<ChatRow> requests(Chats chats, Optional<ConversationId> after, int limit) {
        var scene = Scene.of(chats, Optional.empty(), LabelFilter.NONE);
        return rows(chats.requests(after, limit).stream().filter(it -> !declines.has(chats, it.id())), scene);
    }

    /** Blocked people, as rows. */
    List<ChatRow> blocked(Chats chats) {
        return rows(chats.blocked().stream(), Scene.of(chats, Optional.empty(), LabelFilter.NONE));
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

    private boolean isMuted(ConversationSummary summary) {
        return summary.mutedUntil().filter(times::isAhead).isPresent();
    }

    private ChatRow row(ConversationSummary summary, Scene scene) {
        var last = last(scene.chats(), summary);
        var own = scene.chats().id();
        return new ChatRow(
                summary.id().text(),
                Titles.of(summary, texts),
                Titles.face(summary, scene.chats()),
                last.map(it -> previews.of(it.body(), it.outgoing(), summary, own))
                        .orElse(""),
                last.map(MessageView::outgoing).orElse(false),
                last.map(it -> times.brief(it.sentAt())).orElse(""),
                last.map(it -> times.iso(it.sentAt())).orElse(""),
                summary.unread(),
                new ChatRow.Marks(summary.markedUnread(), summary.pinned(), isMuted(summary)),
                ChatRow.names(scene.labels(summary)),
                scene.current().filter(summary.id()::equals).isPresent(),
                last.filter(it -> it.delivery() instanceof Delivery.Failed).isPresent());
    }
}
