package hearth.web.inbox;

import hearth.client.Labels;
import hearth.client.Labels.Named;
import hearth.client.conversation.ConversationId;
import hearth.client.conversation.Label;
import hearth.client.conversation.LabelId;
import hearth.web.account.Chats;
import hearth.web.account.Declines;
import hearth.web.page.Answer;
import hearth.web.page.Errors;
import hearth.web.page.Routes;
import hearth.web.page.Texts;
import hearth.web.page.Visit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Optional;
import java.util.stream.Collectors;

/** Labels: which ones a chat has, and what is made of all of them. */
public final class LabelRoutes {

    private static final String PAGE = "/labels";

    private final Texts texts;
    private final Declines declines;

    public LabelRoutes(Texts texts, Declines declines) {
        this.texts = texts;
        this.declines = declines;
    }

    /**
     * A label and how many chats have it. For templates.
     *
     * @param id    names it
     * @param name  the member's word
     * @param chats how many
     */
    record Item(String id, String name, long chats) {}

    /** Changes a label and says what to tell. */
    private interface Change {
        String make(Labels labels, Label label, Visit visit);
    }

    public void addTo(Routes routes) {
        ChatForms.in(routes).get(PAGE, (_, chats) -> show(chats)).post("/chats/{chat}/labels", this::choose);
        add(routes, "rename", this::rename);
        add(routes, "up", (labels, label, _) -> moved(labels, label, true));
        add(routes, "down", (labels, label, _) -> moved(labels, label, false));
        add(routes, "remove", (labels, label, _) -> removed(labels, label));
    }

    private void add(Routes routes, String name, Change change) {
        ChatForms.in(routes).post(PAGE + "/{label}/" + name, (visit, chats) -> {
            var label = Ids.label(visit.path("label")).flatMap(id -> find(chats.labels(), id));
            visit.tell(
                    label.map(it -> change.make(chats.labels(), it, visit)).orElseGet(() -> texts.get("label.gone")));
            return new Answer.Redirect(PAGE);
        });
    }

    private static Optional<Label> find(Labels labels, LabelId id) {
        return labels.all().stream().filter(label -> label.id().equals(id)).findFirst();
    }

    private static Answer show(Chats chats) {
        var counts = chats.labels().byConversation().values().stream()
                .flatMap(labels -> labels.stream().map(Label::id))
                .collect(Collectors.groupingBy(id -> id, Collectors.counting()));
        var model = new HashMap<String, Object>();
        model.put(
                "items",
                chats.labels().all().stream()
                        .map(it -> new Item(it.id().toString(), it.name(), counts.getOrDefault(it.id(), 0L)))
                        .toList());
        return Answer.page("labels", model);
    }

    private String rename(Labels labels, Label label, Visit visit) {
        var named = labels.rename(label.id(), visit.form().line("name"));
        return named instanceof Named.Done(var now) ? texts.get("label.renamed", now.name()) : problem(named);
    }

    private String moved(Labels labels, Label label, boolean up) {
        return texts.get(labels.move(label.id(), up) ? "label.moved" : "label.not-moved", label.name());
    }

    private String removed(Labels labels, Label label) {
        var chats = labels.remove(label.id());
        return chats.isPresent() ? texts.get("label.removed", label.name(), chats.getAsInt()) : texts.get("label.gone");
    }

    /** Only labels that stood on the page are taken off: another browser may have made one meanwhile. */
    private Answer choose(Visit visit, Chats chats) {
        var conversation = Ids.opened(visit, chats, declines);
        if (conversation.isEmpty()) {
            return Errors.notFound();
        }
        var id = conversation.get().summary().id();
        var on = visit.form().ticked("label-").stream()
                .flatMap(it -> Ids.label(it).stream())
                .collect(Collectors.toSet());
        var off = Arrays.stream(visit.form().line("shown").split(","))
                .flatMap(it -> Ids.label(it).stream())
                .collect(Collectors.toCollection(HashSet::new));
        off.removeAll(on);
        chats.labels().mark(id, on, off);
        visit.tell(made(visit, chats.labels(), id).orElseGet(() -> texts.get("label.saved")));
        return new Answer.Redirect("/chats/" + id.text());
    }

    /** Gives the chat the label that was typed, if any. Returns what stood in the way. */
    private Optional<String> made(Visit visit, Labels labels, ConversationId conversation) {
        var name = visit.form().line("name");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        var named = labels.give(conversation, name);
        return named instanceof Named.Done ? Optional.empty() : Optional.of(problem(named));
    }

    private String problem(Named named) {
        return switch (named) {
            case Named.Done _ -> texts.get("label.saved");
            case Named.NoName _ -> texts.get("label.no-name");
            case Named.TooLong(var max) -> texts.get("label.too-long", max);
            case Named.Taken(var by) -> texts.get("label.taken", by.name());
            case Named.TooMany(var max) -> texts.get("label.too-many", max);
            case Named.Gone _ -> texts.get("label.gone");
        };
    }
}
