package hearth.web.inbox;

import hearth.client.conversation.ConversationView;
import hearth.client.conversation.MessageId;
import hearth.client.conversation.MessageView;
import hearth.client.conversation.ReactResult;
import hearth.web.account.Chats;
import hearth.web.account.Declines;
import hearth.web.account.Declines.What;
import hearth.web.page.Answer;
import hearth.web.page.Errors;
import hearth.web.page.Routes;
import hearth.web.page.Texts;
import hearth.web.page.Visit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What can be done with messages that are there: putting emojis to them, removing them, taking them back. */
public final class MessageRoutes {

    /** Before the names of boxes that pick messages. */
    private static final String PICK = "pick-";

    private final Texts texts;
    private final Declines declines;

    public MessageRoutes(Texts texts, Declines declines) {
        this.texts = texts;
        this.declines = declines;
    }

    public void addTo(Routes routes) {
        ChatForms.in(routes)
                .post("/chats/{chat}/react", this::react)
                .post("/chats/{chat}/remove", this::remove)
                .post("/chats/{chat}/take-back", this::takeBack)
                .post("/chats/{chat}/restore/{number}", this::restore);
    }

    private Answer react(Visit visit, Chats chats) {
        var conversation = Ids.opened(visit, chats, declines);
        if (conversation.isEmpty()) {
            return Errors.notFound();
        }
        var emoji = visit.form().line("emoji");
        var result = picked(visit, chats, conversation.get()).stream()
                .map(message -> chats.react(message.id(), emoji, !isMine(message, emoji)))
                .findFirst()
                .orElse(ReactResult.NOT_POSSIBLE);
        return switch (result) {
            case DONE -> done(visit, conversation.get());
            case NOT_AN_EMOJI, TOO_MANY, NOT_POSSIBLE ->
                told(visit, conversation.get(), texts.get("react.problem." + Titles.key(result)), "");
        };
    }

    private static boolean isMine(MessageView message, String emoji) {
        return message.reactions().stream()
                .anyMatch(it -> it.mine() && it.emoji().equals(emoji));
    }

    private Answer remove(Visit visit, Chats chats) {
        var conversation = Ids.opened(visit, chats, declines);
        if (conversation.isEmpty()) {
            return Errors.notFound();
        }
        var messages = picked(visit, chats, conversation.get()).stream()
                .map(MessageView::id)
                .collect(Collectors.toSet());
        if (messages.isEmpty()) {
            return told(visit, conversation.get(), texts.get("remove.none"), "");
        }
        var id = conversation.get().summary().id();
        var number = declines.remove(chats, id, new What.Messages(messages));
        return told(
                visit,
                conversation.get(),
                texts.get("remove.done", messages.size()),
                "/chats/" + id.text() + "/restore/" + number);
    }

    private Answer restore(Visit visit, Chats chats) {
        var conversation = Ids.opened(visit, chats, declines);
        if (conversation.isEmpty()) {
            return Errors.notFound();
        }
        var number = Ids.message(visit.path("number")).map(MessageId::value);
        var undone = number.filter(
                        it -> declines.undo(chats, conversation.get().summary().id(), it))
                .isPresent();
        return told(visit, conversation.get(), texts.get(undone ? "remove.undone" : "remove.undo-late"), "");
    }

    private Answer takeBack(Visit visit, Chats chats) {
        var conversation = Ids.opened(visit, chats, declines);
        if (conversation.isEmpty()) {
            return Errors.notFound();
        }
        var messages = picked(visit, chats, conversation.get());
        var gone = messages.stream()
                .filter(message -> chats.deleteForEveryone(message.id()))
                .count();
        var others = messages.size() - gone;
        return told(
                visit,
                conversation.get(),
                gone == 0 ? texts.get("take-back.none") : texts.get("take-back.done", gone, others),
                "");
    }

    /** The one message that a form names, or those whose boxes are ticked; only of this conversation. */
    private List<MessageView> picked(Visit visit, Chats chats, ConversationView conversation) {
        var names = visit.form().has("message")
                ? List.of(visit.form().line("message"))
                : visit.form().ticked(PICK);
        return names.stream()
                .flatMap(name -> Ids.message(name).stream())
                .flatMap(id -> chats.message(id).stream())
                .filter(message ->
                        message.conversation().equals(conversation.summary().id()))
                .toList();
    }

    private static Answer done(Visit visit, ConversationView conversation) {
        return visit.isScript() ? new Answer.Done() : back(conversation);
    }

    private static Answer told(Visit visit, ConversationView conversation, String text, String undo) {
        if (visit.isScript()) {
            return new Answer.Fragment("notice", "notice", Map.of("text", text, "undo", undo), 200);
        }
        visit.tell(text, undo);
        return back(conversation);
    }

    private static Answer back(ConversationView conversation) {
        return new Answer.Redirect("/chats/" + conversation.summary().id().text());
    }
}
