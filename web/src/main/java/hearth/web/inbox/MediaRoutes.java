package hearth.web.inbox;

import hearth.client.Media;
import hearth.client.conversation.Attachment;
import hearth.client.conversation.Attachment.Kind;
import hearth.client.conversation.AttachmentId;
import hearth.client.conversation.ConversationView;
import hearth.web.account.Chats;
import hearth.web.account.Declines;
import hearth.web.page.Answer;
import hearth.web.page.Errors;
import hearth.web.page.Routes;
import hearth.web.page.Texts;
import hearth.web.page.Times;
import hearth.web.page.Visit;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Files of messages: their pictures, playing, keeping and fetching them, one alone, and all of a chat. */
public final class MediaRoutes {

    private static final int GALLERY_PAGE = 60;

    /** Whatever a file is, a browser that opens it by itself runs nothing in it. */
    private static final String POLICY = "default-src 'none'; media-src 'self'; img-src 'self'; sandbox";

    private final Texts texts;
    private final Times times;
    private final Declines declines;
    private final FileItems items;

    public MediaRoutes(Texts texts, Times times, Declines declines) {
        this.texts = texts;
        this.times = times;
        this.declines = declines;
        this.items = new FileItems(texts);
    }

    public void addTo(Routes routes) {
        ChatForms.in(routes)
                .get("/chats/{chat}/files/{file}/small", (visit, chats) -> picture(visit, chats, false))
                .get("/chats/{chat}/files/{file}/large", (visit, chats) -> picture(visit, chats, true))
                .get("/chats/{chat}/files/{file}/play", this::play)
                .post("/chats/{chat}/files/{file}/save", this::save)
                .post("/chats/{chat}/files/{file}/fetch", this::fetch)
                .post("/chats/{chat}/fetching", this::fetching)
                .get("/chats/{chat}/media", this::gallery)
                .get("/chats/{chat}/media/{file}", this::viewer);
    }

    private Answer picture(Visit visit, Chats chats, boolean large) {
        try {
            var found = found(visit, chats);
            if (found.isEmpty()) {
                return Errors.notFound();
            }
            return chats.media()
                    .picture(
                            found.get().conversation.summary().id(),
                            found.get().attachment.id(),
                            large)
                    .map(content -> download(content, "inline"))
                    .orElseGet(Errors::notFound);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return Errors.notFound();
        }
    }

    /** Only what a browser plays, under the type that its content has. */
    private Answer play(Visit visit, Chats chats) {
        return found(visit, chats)
                .filter(it -> it.attachment.kind() == Kind.AUDIO || it.attachment.kind() == Kind.VIDEO)
                .flatMap(it -> chats.media().content(it.conversation.summary().id(), it.attachment.id()))
                .filter(it ->
                        it.mediaType().startsWith("audio/") || it.mediaType().startsWith("video/"))
                .map(content -> download(content, "inline"))
                .orElseGet(Errors::notFound);
    }

    /** The file as it was sent, to keep; its sender is told, so this is no link. */
    private Answer save(Visit visit, Chats chats) {
        var found = found(visit, chats);
        var content = found.flatMap(
                it -> chats.media().content(it.conversation.summary().id(), it.attachment.id()));
        if (content.isEmpty()) {
            return Errors.notFound();
        }
        Ids.message(visit.form().line("message")).ifPresent(chats::mediaSaved);
        var name = fileName(found.get().attachment, content.get());
        var encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        return download(content.get(), "attachment; filename*=UTF-8''" + encoded);
    }

    private static String fileName(Attachment attachment, Media.Content content) {
        if (!attachment.name().isEmpty() && !attachment.voice()) {
            return attachment.name();
        }
        var type = content.mediaType();
        var ending = type.substring(type.indexOf('/') + 1);
        return (attachment.voice() ? "voice-message" : "file") + '.' + (ending.equals("mpeg") ? "mp3" : ending);
    }

    private static Answer download(Media.Content content, String disposition) {
        // What is kept gets no type that any program would open by itself.
        var type = disposition.equals("inline") ? content.mediaType() : "application/octet-stream";
        return new Answer.Download(
                type,
                content.length(),
                content::from,
                Map.of("Content-Disposition", disposition, "Content-Security-Policy", POLICY));
    }

    private Answer fetch(Visit visit, Chats chats) {
        return found(visit, chats)
                .map(it -> {
                    chats.media().fetch(it.conversation.summary().id(), it.attachment.id());
                    return back(visit, it.conversation);
                })
                .orElseGet(Errors::notFound);
    }

    private Answer fetching(Visit visit, Chats chats) {
        return Ids.opened(visit, chats, declines)
                .map(conversation -> {
                    chats.media()
                            .setFetchesByItself(
                                    conversation.summary().id(), visit.form().has("always"));
                    if (!visit.isScript()) {
                        visit.tell(texts.get("fetch.saved"));
                    }
                    return back(visit, conversation);
                })
                .orElseGet(Errors::notFound);
    }

    private static Answer back(Visit visit, ConversationView conversation) {
        return visit.isScript()
                ? new Answer.Done()
                : new Answer.Redirect("/chats/" + conversation.summary().id().text());
    }

    private Answer gallery(Visit visit, Chats chats) {
        var conversation = Ids.opened(visit, chats, declines);
        if (conversation.isEmpty()) {
            return Errors.notFound();
        }
        var summary = conversation.get().summary();
        var documents = visit.query("show").filter("documents"::equals).isPresent();
        var before = visit.query("before").flatMap(Attaching::id);
        var gallery = chats.media().gallery(summary.id(), documents, before, GALLERY_PAGE);
        var model = new HashMap<String, Object>();
        model.put("id", summary.id().text());
        model.put("title", Titles.of(summary, texts));
        model.put("documents", documents);
        model.put(
                "older",
                gallery.more() ? gallery.entries().getLast().attachment().id().toString() : "");
        model.put(
                "entries",
                gallery.entries().stream()
                        .filter(it -> !declines.hides(chats, it.attachment()))
                        .map(it -> entry(chats, conversation.get(), it))
                        .toList());
        return Answer.page("gallery", model);
    }

    private GalleryItem entry(Chats chats, ConversationView conversation, Media.Gallery.Entry entry) {
        var message = chats.message(entry.message());
        return new GalleryItem(
                items.of(conversation.summary().id(), entry.attachment()),
                entry.message().toString(),
                message.map(it -> it.outgoing() ? texts.get("chat.you") : Titles.of(conversation.summary(), texts))
                        .orElse(""),
                message.map(it -> times.full(it.sentAt())).orElse(""),
                message.map(it -> "/chats/" + conversation.summary().id().text() + "?at=" + it.key() + "#m-" + it.id())
                        .orElse("/chats/" + conversation.summary().id().text()));
    }

    /** One picture, film or sound alone, with ways to those before and after it in the gallery. */
    private Answer viewer(Visit visit, Chats chats) {
        var found = found(visit, chats);
        if (found.isEmpty() || !found.get().attachment.state().isHere()) {
            return Errors.notFound();
        }
        var conversation = found.get().conversation;
        var attachment = found.get().attachment;
        var documents = attachment.kind() == Kind.AUDIO || attachment.kind() == Kind.FILE;
        var id = conversation.summary().id();
        var entries = chats.media()
                .gallery(
                        id,
                        documents,
                        Optional.of(new AttachmentId(attachment.id().value() + 1)),
                        1)
                .entries();
        if (entries.isEmpty()) {
            return Errors.notFound();
        }
        var model = new HashMap<String, Object>();
        model.put("id", id.text());
        model.put("title", Titles.of(conversation.summary(), texts));
        model.put("documents", documents);
        model.put("entry", entry(chats, conversation, entries.getFirst()));
        model.put("newer", neighbour(chats, found.get(), true));
        model.put("older", neighbour(chats, found.get(), false));
        return Answer.page("viewer", model);
    }

    private String neighbour(Chats chats, Found found, boolean newer) {
        var id = found.conversation.summary().id();
        var next = chats.media().neighbour(id, found.attachment.id(), newer);
        while (next.isPresent() && declines.hides(chats, next.get())) {
            next = chats.media().neighbour(id, next.get().id(), newer);
        }
        return next.map(it -> items.of(id, it).viewer()).orElse("");
    }

    private record Found(ConversationView conversation, Attachment attachment) {}

    private Optional<Found> found(Visit visit, Chats chats) {
        var file = Attaching.id(visit.path("file"));
        return Ids.opened(visit, chats, declines)
                .flatMap(conversation -> file.flatMap(id ->
                                chats.media().attachment(conversation.summary().id(), id))
                        .filter(attachment -> !declines.hides(chats, attachment))
                        .map(attachment -> new Found(conversation, attachment)));
    }
}
