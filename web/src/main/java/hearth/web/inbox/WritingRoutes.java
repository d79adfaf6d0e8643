package hearth.web.inbox;

import hearth.client.conversation.ConversationView;
import hearth.client.conversation.Draft;
import hearth.client.conversation.MessageBody;
import hearth.client.conversation.MessageView;
import hearth.client.conversation.Quote;
import hearth.web.account.Chats;
import hearth.web.account.Declines;
import hearth.web.emoji.Emojis;
import hearth.web.page.Answer;
import hearth.web.page.Errors;
import hearth.web.page.Problems;
import hearth.web.page.Routes;
import hearth.web.page.Texts;
import hearth.web.page.Times;
import hearth.web.page.Visit;
import java.util.Map;

/** Writing into a conversation, trying again, taking back. */
public final class WritingRoutes {

    private static final int UNPROCESSABLE = 422;

    private final ConversationPages pages;
    private final Declines declines;
    private final SendProblems problems;
    private final Texts texts;

    public WritingRoutes(Texts texts, Times times, Declines declines, Emojis emojis) {
        this.declines = declines;
        this.pages = new ConversationPages(texts, times, declines, emojis);
        this.problems = new SendProblems(texts);
        this.texts = texts;
    }

    public void addTo(Routes routes) {
        ChatForms.in(routes)
                .post("/chats/{chat}/send", this::send)
                .post("/chats/{chat}/draft", this::keepDraft)
                .post("/chats/{chat}/typing", this::typing)
                .post("/chats/{chat}/retry", this::retry)
                .post("/chats/{chat}/discard", this::discard);
    }

    private Answer send(Visit visit, Chats chats) {
        var conversation = Ids.opened(visit, chats, declines);
        if (conversation.isEmpty()) {
            return Errors.notFound();
        }
        var id = conversation.get().summary().id();
        var text = visit.form().text("text");
        var quoted = Ids.message(visit.form().line("quote"));
        var files = Attaching.ids(visit.form().line("files"));
        var words = Mentions.written(text, conversation.get().summary(), texts);
        var sent =
                files.isEmpty() ? chats.send(id, words, quoted) : chats.media().send(id, words, quoted, files);
        return problems.of(sent)
                .map(problem -> refused(
                        visit,
                        chats,
                        conversation.get(),
                        new Writing(text, quoted, new Problems().add("text", problem))))
                .orElseGet(() -> visit.isScript() ? new Answer.Done() : back(conversation.get()));
    }

    private static Answer.Fragment problem(Writing writing) {
        return new Answer.Fragment("conversation", "problem", Map.of("problems", writing.problems()), UNPROCESSABLE);
    }

    private Answer refused(Visit visit, Chats chats, ConversationView conversation, Writing writing) {
        return visit.isScript()
                ? problem(writing)
                : pages.page(
                        chats, conversation, new Stretch.Latest(), writing, LabelFilter.before(visit), UNPROCESSABLE);
    }

    private Answer keepDraft(Visit visit, Chats chats) {
        var conversation = Ids.opened(visit, chats, declines);
        if (conversation.isEmpty()) {
            return Errors.notFound();
        }
        var answered = Ids.message(visit.form().line("quote"));
        chats.keepDraft(
                conversation.get().summary().id(), new Draft(visit.form().text("text"), answered));
        if (visit.isScript()) {
            return new Answer.Done();
        }
        visit.tell(texts.get("draft.kept"));
        return back(conversation.get());
    }

    /** A script tells that somebody presses keys; without one nobody is told. */
    private Answer typing(Visit visit, Chats chats) {
        return Ids.opened(visit, chats, declines)
                .<Answer>map(conversation -> {
                    chats.typed(conversation.summary().id(), visit.form().has("something"));
                    return new Answer.Done();
                })
                .orElseGet(Errors::notFound);
    }

    private Answer retry(Visit visit, Chats chats) {
        return Ids.opened(visit, chats, declines)
                .map(conversation -> {
                    Ids.message(visit.form().line("message")).ifPresent(chats::retry);
                    return visit.isScript() ? new Answer.Done() : back(conversation);
                })
                .orElseGet(Errors::notFound);
    }

    private Answer discard(Visit visit, Chats chats) {
        var conversation = Ids.opened(visit, chats, declines);
        if (conversation.isEmpty()) {
            return Errors.notFound();
        }
        Ids.message(visit.form().line("message"))
                .flatMap(chats::message)
                .ifPresent(message -> takeBack(visit, chats, message));
        return back(conversation.get());
    }

    /** The words come back to the writing field: taking back loses nothing, so nobody is asked whether they are sure. */
    private void takeBack(Visit visit, Chats chats, MessageView message) {
        if (!chats.discard(message.id())) {
            visit.tell(texts.get("chat.too-late"));
        } else if (message.body() instanceof MessageBody.Text(var text)) {
            var there = chats.draft(message.conversation());
            var answered = there.answered()
                    .or(() -> message.quote().flatMap(Quote::original).map(Quote.Original::id));
            chats.keepDraft(message.conversation(), new Draft(joined(text, there.text()), answered));
            visit.tell(texts.get("chat.discarded"));
        }
    }

    private static String joined(String first, String then) {
        return first.isBlank() || then.isBlank() ? first + then : first + "\n" + then;
    }

    private static Answer back(ConversationView conversation) {
        return new Answer.Redirect("/chats/" + conversation.summary().id().text());
    }
}
