package hearth.web.inbox;

import hearth.client.config.Notify;
import hearth.client.conversation.ConversationId;
import hearth.client.conversation.ConversationView;
import hearth.client.conversation.MessageKey;
import hearth.client.conversation.MessageView;
import hearth.web.account.Chats;
import hearth.web.account.Declines;
import hearth.web.emoji.Emojis;
import hearth.web.page.Answer;
import hearth.web.page.Look;
import hearth.web.page.QrCode;
import hearth.web.page.Texts;
import hearth.web.page.Times;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Builds the page of one open conversation, and the parts of it that scripts fetch. */
final class ConversationPages {

    static final int TEXT_MAX = 2_000;

    private static final int PAGE_MESSAGES = 50;

    private final Texts texts;
    private final ChatList list;
    private final MessageList messages;
    private final Expiries expiries;
    private final Times times;
    private final Declines declines;
    private final Attaching attaching;

    ConversationPages(Texts texts, Times times, Declines declines, Emojis emojis) {
        this.declines = declines;
        this.times = times;
        this.texts = texts;
        this.list = new ChatList(texts, times, declines);
        this.messages = new MessageList(texts, times, declines, emojis);
        this.expiries = new Expiries(texts, times);
        this.attaching = new Attaching(texts);
    }

    /**
     * The whole page.
     *
     * @param stretch which messages it shows
     * @param writing what stands in the writing field
     */
    Answer page(
            Chats chats,
            ConversationView conversation,
            Stretch stretch,
            Writing writing,
            LabelFilter filter,
            int status) {
        return page(chats, conversation, stretch, writing, filter, "", status);
    }

    /** The same beside a part of the list, with boxes to tick; {@code select} names the message whose box is ticked, or is empty for a page without. */
    Answer page(
            Chats chats,
            ConversationView conversation,
            Stretch stretch,
            Writing writing,
            LabelFilter filter,
            String select,
            int status) {
        var model = list.model(chats, Optional.of(conversation.summary().id()), filter);
        model.putAll(person(chats, conversation, filter));
        model.putAll(parts(chats, conversation, stretch, conversation.firstUnread()));
        model.put("draft", writing.text());
        model.put("replying", replying(chats, conversation, writing));
        model.put("problems", writing.problems());
        model.put("select", select);
        model.put("textMax", TEXT_MAX);
        model.put("tellsTyping", chats.privacy().typing());
        model.putAll(attaching.model(chats, conversation.summary().id()));
        return new Answer.Page("chats", model, status);
    }

    /** The first unread message, if the newest ones, which a page begins with, do not reach back to it. */
    Optional<MessageKey> unreadAbove(Chats chats, ConversationView conversation) {
        var newest = shown(chats, conversation, new Stretch.Latest());
        return conversation
                .firstUnread()
                .filter(unread ->
                        !newest.isEmpty() && unread.compareTo(newest.getFirst().key()) < 0);
    }

    /** The messages that a page shows of a stretch. */
    static List<MessageView> shown(Chats chats, ConversationView conversation, Stretch stretch) {
        return stretch.messages(chats, conversation.summary().id(), PAGE_MESSAGES)
                .messages();
    }

    private Replying replying(Chats chats, ConversationView conversation, Writing writing) {
        return writing.answered()
                .flatMap(chats::message)
                .filter(message ->
                        message.conversation().equals(conversation.summary().id()))
                .filter(message -> !declines.hides(chats, message))
                .flatMap(message -> messages.replying(message, conversation.summary(), chats.id()))
                .orElse(Replying.TO_NOTHING);
    }

    /** The messages alone, for a page that is open already: what is new there, its reader knows. */
    Answer messages(Chats chats, ConversationView conversation, Stretch stretch) {
        return new Answer.Fragment(
                "conversation", "messages", parts(chats, conversation, stretch, Optional.empty()), 200);
    }

    /** What stands around the messages: who it is, and how one stands with them. */
    Answer around(Chats chats, ConversationView conversation, LabelFilter filter) {
        return new Answer.Fragment("conversation", "around", person(chats, conversation, filter), 200);
    }

    private Map<String, Object> person(Chats chats, ConversationView conversation, LabelFilter filter) {
        var summary = conversation.summary();
        var model = new HashMap<String, Object>();
        model.put("id", summary.id().text());
        model.put("keep", filter.ending());
        model.put("title", Titles.of(summary, texts));
        model.put("face", Titles.face(summary, chats));
        model.put("aside", summary.archived());
        var rule = chats.alertRule(summary.id());
        model.put("alertRule", Look.lower(rule == Notify.DEFAULT ? Notify.ALL : rule));
        model.put("peer", summary.peer().hex());
        model.put("peerQr", QrCode.of(summary.peer().hex()));
        model.put("standing", Titles.key(summary.standing()));
        model.put("timers", expiries.choices(summary.standing(), conversation.expiry()));
        model.put("timerNow", expiries.now(conversation.expiry()));
        model.put("fetchesByItself", chats.media().fetchesByItself(summary.id()));
        model.put("tools", ChatTools.of(chats, summary, texts, times));
        return model;
    }

    /** The list alone. */
    Answer list(Chats chats, Optional<ConversationId> current, LabelFilter filter) {
        return new Answer.Fragment("chat-list", "list", list.model(chats, current, filter), 200);
    }

    private Map<String, Object> parts(
            Chats chats, ConversationView conversation, Stretch stretch, Optional<MessageKey> firstUnread) {
        var summary = conversation.summary();
        var page = stretch.messages(chats, summary.id(), PAGE_MESSAGES);
        var model = new HashMap<String, Object>();
        model.put("id", summary.id().text());
        model.put(
                "around",
                Integer.toHexString(Objects.hash(
                        Titles.of(summary, texts),
                        Titles.face(summary, chats),
                        summary.standing().name(),
                        summary.archived(),
                        ChatTools.of(chats, summary, texts, times),
                        expiries.value(conversation.expiry()))));
        model.put("writing", conversation.typing() ? Titles.of(summary, texts) : "");
        model.put("title", Titles.of(summary, texts));
        model.put("standing", Titles.key(summary.standing()));
        model.put("fetchesByItself", chats.media().fetchesByItself(summary.id()));
        var shown = page.messages().stream()
                .filter(message -> !declines.hides(chats, message))
                .toList();
        model.put("items", messages.items(shown, conversation, chats, firstUnread));
        model.put("select", "");
        model.put("latest", !page.moreAfter());
        model.put("lastKey", last(page.messages()));
        model.put("olderKey", page.moreBefore() ? first(page.messages()) : "");
        model.put("newerKey", page.moreAfter() ? last(page.messages()) : "");
        return model;
    }

    private static String first(List<MessageView> messages) {
        return messages.isEmpty() ? "" : messages.getFirst().key().toString();
    }

    private static String last(List<MessageView> messages) {
        return messages.isEmpty() ? "" : messages.getLast().key().toString();
    }
}
