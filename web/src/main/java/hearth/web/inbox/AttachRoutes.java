package hearth.web.inbox;

import hearth.client.Media;
import hearth.client.Media.Staged;
import hearth.client.conversation.ConversationId;
import hearth.client.conversation.ConversationView;
import hearth.client.conversation.Standing;
import hearth.web.account.Chats;
import hearth.web.account.Declines;
import hearth.web.page.Answer;
import hearth.web.page.Errors;
import hearth.web.page.Files;
import hearth.web.page.Problems;
import hearth.web.page.Routes;
import hearth.web.page.Texts;
import hearth.web.page.Times;
import hearth.web.page.Visit;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Optional;

/** Putting files into a writing field, and taking them out again. */
public final class AttachRoutes {

    private static final int UNPROCESSABLE = 422;
    private static final int SECONDS_DIGITS_MAX = 4;

    private final Texts texts;
    private final Declines declines;
    private final Attaching attaching;
    private final FileItems items;

    public AttachRoutes(Texts texts, Times times, Declines declines) {
        this.texts = texts;
        this.declines = declines;
        this.attaching = new Attaching(texts);
        this.items = new FileItems(texts);
    }

    public void addTo(Routes routes) {
        ChatForms.in(routes)
                .get("/chats/{chat}/attach", this::page)
                .upload("/chats/{chat}/attach", this::attach)
                .get("/chats/{chat}/staged", this::part)
                .post("/chats/{chat}/link", this::link)
                .post("/chats/{chat}/unstage", this::unstage)
                .post("/settings/links", this::decideLinks);
    }

    private Answer decideLinks(Visit visit, Chats chats) {
        chats.media().setMakesPreviews(visit.form().has("links"));
        visit.tell(texts.get("saved"));
        return new Answer.Redirect("/settings");
    }

    /** A script tells that there is an address in the text. */
    private Answer link(Visit visit, Chats chats) {
        var conversation = opened(visit, chats);
        if (conversation.isEmpty()) {
            return Errors.notFound();
        }
        var id = conversation.get().summary().id();
        try {
            chats.media().previewLink(id, visit.form().text("text"));
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
        return visit.isScript() ? part(chats, id) : new Answer.Redirect("/chats/" + id.text() + "#text");
    }

    private Answer page(Visit visit, Chats chats) {
        return opened(visit, chats)
                .map(conversation -> page(chats, conversation, new Problems(), 200))
                .orElseGet(Errors::notFound);
    }

    private Answer page(Chats chats, ConversationView conversation, Problems problems, int status) {
        var model = new HashMap<>(attaching.model(chats, conversation.summary().id()));
        model.put("title", Titles.of(conversation.summary(), texts));
        model.put("problems", problems);
        model.put("fileMaxText", items.size(Media.FILE_BYTES_MAX));
        return new Answer.Page("attach", model, status);
    }

    private Optional<ConversationView> opened(Visit visit, Chats chats) {
        return Ids.opened(visit, chats, declines)
                .filter(it -> it.summary().standing() != Standing.BLOCKED
                        && it.summary().standing() != Standing.REQUEST);
    }

    private Answer attach(Visit visit, Chats chats) {
        var conversation = opened(visit, chats);
        if (conversation.isEmpty()) {
            return Errors.notFound();
        }
        var id = conversation.get().summary().id();
        var problems = new Problems();
        try {
            stageAll(visit, chats, id, problems);
        } catch (IOException broken) {
            problems.add("file", texts.get("attach.broken-off"));
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            problems.add("file", texts.get("attach.broken-off"));
        }
        if (visit.isScript()) {
            return problems.any()
                    ? new Answer.Fragment(
                            "attachments", "attach-problem", java.util.Map.of("problems", problems), UNPROCESSABLE)
                    : part(chats, id);
        }
        return problems.any()
                ? page(chats, conversation.get(), problems, UNPROCESSABLE)
                : new Answer.Redirect("/chats/" + id.text() + "#text");
    }

    private void stageAll(Visit visit, Chats chats, ConversationId id, Problems problems)
            throws IOException, InterruptedException {
        var form = visit.form();
        var count = 0;
        for (var file = visit.files().next();
                file.isPresent();
                file = visit.files().next()) {
            count++;
            var staged = chats.media()
                    .stage(
                            id,
                            incoming(file.get(), form.has("voice"), form.line("seconds")),
                            file.get().content());
            problem(staged, file.get().name()).ifPresent(it -> problems.add("file", it));
            if (problems.any()) {
                return;
            }
        }
        if (count == 0) {
            problems.add("file", texts.get("attach.none"));
        }
    }

    private static Media.Incoming incoming(Files.File file, boolean voice, String seconds) {
        var duration = seconds.matches("\\d{1," + SECONDS_DIGITS_MAX + "}")
                ? Duration.ofSeconds(Long.parseLong(seconds))
                : Duration.ZERO;
        return new Media.Incoming(file.name(), file.type(), voice, duration);
    }

    private Optional<String> problem(Staged staged, String name) {
        return switch (staged) {
            case Staged.Done _ -> Optional.empty();
            case Staged.TooLarge(var max) -> Optional.of(texts.get("attach.too-large", name, items.size(max)));
            case Staged.TooMany(var max) -> Optional.of(texts.get("attach.too-many", max));
            case Staged.Damaged() -> Optional.of(texts.get("attach.damaged", name));
            case Staged.NoRoom() -> Optional.of(texts.get("attach.no-room"));
            case Staged.NowhereToPut() -> Optional.of(texts.get("send.not-allowed.no-such-conversation"));
        };
    }

    private Answer part(Visit visit, Chats chats) {
        return opened(visit, chats).map(it -> part(chats, it.summary().id())).orElseGet(Errors::notFound);
    }

    private Answer part(Chats chats, ConversationId id) {
        return new Answer.Fragment("attachments", "staged", attaching.model(chats, id), 200);
    }

    private Answer unstage(Visit visit, Chats chats) {
        var conversation = opened(visit, chats);
        if (conversation.isEmpty()) {
            return Errors.notFound();
        }
        var id = conversation.get().summary().id();
        Attaching.id(visit.form().line("file")).ifPresent(file -> chats.media().unstage(id, file));
        return visit.isScript() ? part(chats, id) : new Answer.Redirect("/chats/" + id.text() + "#text");
    }
}
