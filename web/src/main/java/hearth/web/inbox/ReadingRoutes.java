package hearth.web.inbox;

import hearth.client.conversation.ConversationView;
import hearth.client.conversation.MessageKey;
import hearth.client.conversation.MessageView;
import hearth.web.account.Chats;
import hearth.web.account.Declines;
import hearth.web.emoji.Emojis;
import hearth.web.page.Answer;
import hearth.web.page.Errors;
import hearth.web.page.Routes;
import hearth.web.page.Texts;
import hearth.web.page.Times;
import hearth.web.page.Visit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looking: the chat list, one conversation, the requests; and the parts that scripts fetch. */
public final class ReadingRoutes {

    private final ChatList list;
    private final ConversationPages pages;
    private final Declines declines;

    public ReadingRoutes(Texts texts, Times times, Declines declines, Emojis emojis) {
        this.declines = declines;
        this.list = new ChatList(texts, times, declines);
        this.pages = new ConversationPages(texts, times, declines, emojis);
    }

    public void addTo(Routes routes) {
        routes.writers()
                .get(
                        "/chats",
                        (visit, chats) ->
                                Answer.page("chats", list.model(chats, Optional.empty(), LabelFilter.of(visit))))
                .get("/chats/list", this::listPart)
                .get("/chats/unread", this::countPart)
                .get("/chats/{chat}", this::open)
                .get("/chats/{chat}/messages", this::messagesPart)
                .get("/chats/{chat}/around", this::aroundPart)
                .post("/chats/{chat}/read", this::read)
                .post("/chats/restored", (_, chats) -> {
                    chats.endRestoration();
                    return new Answer.Redirect("/chats");
                });
    }

    private Answer listPart(Visit visit, Chats chats) {
        return pages.list(chats, visit.query("current").flatMap(Ids::conversation), LabelFilter.of(visit));
    }

    private Answer countPart(Visit visit, Chats chats) {
        return new Answer.Fragment("chat-list", "count", Map.of("unread", list.unread(chats)), 200);
    }

    private Answer open(Visit visit, Chats chats) {
        var conversation = Ids.opened(visit, chats, declines);
        if (conversation.isEmpty()) {
            return Errors.notFound();
        }
        var stretch = Stretch.of(visit);
        var above =
                isPlain(visit, stretch) ? pages.unreadAbove(chats, conversation.get()) : Optional.<MessageKey>empty();
        if (above.isPresent()) {
            return new Answer.Redirect(
                    "/chats/" + visit.path("chat") + LabelFilter.of(visit).with("at=" + above.get()) + "#unread-mark");
        }
        var draft = chats.draft(conversation.get().summary().id());
        var page = pages.page(
                chats,
                conversation.get(),
                stretch,
                Writing.of(
                        draft.text(), visit.query("reply").flatMap(Ids::message).or(draft::answered)),
                LabelFilter.of(visit),
                visit.query("select")
                        .flatMap(Ids::message)
                        .map(Object::toString)
                        .orElse(""),
                200);
        // A script knows better whether somebody looks.
        if (!visit.isPrefetch() && !visit.session().orElseThrow().isScripted()) {
            markRead(chats, conversation.get(), ConversationPages.shown(chats, conversation.get(), stretch));
        }
        return page;
    }

    /** Whether nothing more is wanted than the conversation. */
    private static boolean isPlain(Visit visit, Stretch stretch) {
        return stretch instanceof Stretch.Latest
                && visit.query("reply").or(() -> visit.query("select")).isEmpty();
    }

    private Answer messagesPart(Visit visit, Chats chats) {
        return Ids.opened(visit, chats, declines)
                .map(conversation -> pages.messages(chats, conversation, Stretch.of(visit)))
                .orElseGet(Errors::notFound);
    }

    private Answer aroundPart(Visit visit, Chats chats) {
        return Ids.opened(visit, chats, declines)
                .map(it -> pages.around(chats, it, LabelFilter.of(visit)))
                .orElseGet(Errors::notFound);
    }

    private Answer read(Visit visit, Chats chats) {
        var upTo = Ids.key(visit.form().line("up-to"));
        Ids.conversation(visit.path("chat")).ifPresent(id -> upTo.ifPresent(key -> chats.markRead(id, key)));
        return new Answer.Done();
    }

    /** Everything up to the last of these is read, if nothing unread was left out before them. */
    private static void markRead(Chats chats, ConversationView conversation, List<MessageView> shown) {
        if (shown.isEmpty()
                || conversation
                        .firstUnread()
                        .filter(unread -> unread.compareTo(shown.getFirst().key()) < 0)
                        .isPresent()) {
            return;
        }
        var last = shown.getLast().key();
        if (conversation.summary().markedUnread()
                || conversation.readUpTo().map(read -> read.compareTo(last) < 0).orElse(true)) {
            chats.markRead(conversation.summary().id(), last);
        }
    }
}
