package hearth.web.inbox;

import hearth.client.conversation.ConversationId;
import hearth.client.conversation.ConversationView;
import hearth.client.conversation.Label;
import hearth.client.conversation.LabelId;
import hearth.client.conversation.MessageKey;
import hearth.client.conversation.MessageView;
import hearth.client.conversation.Standing;
import hearth.web.account.Chats;
import hearth.web.account.Declines;
import hearth.web.account.Declines.What;
import hearth.web.household.DisplayName;
import hearth.web.page.Answer;
import hearth.web.page.Errors;
import hearth.web.page.Routes;
import hearth.web.page.Texts;
import hearth.web.page.Times;
import hearth.web.page.Visit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a member makes of a chat: pins, mutes, names, notes, clears, removes. */
public final class TidyingRoutes {

    /** In characters (code points). */
    private static final int NOTE_MAX = 2_000;

    private static final Map<String, Duration> MUTES =
            Map.of("hour", Duration.ofHours(1), "day", Duration.ofDays(1), "week", Duration.ofDays(7));

    private final Texts texts;
    private final Times times;
    private final Declines declines;

    public TidyingRoutes(Texts texts, Times times, Declines declines) {
        this.texts = texts;
        this.times = times;
        this.declines = declines;
    }

    /** Changes a chat and says what to tell; empty for nothing. */
    private interface Change {
        String make(Chats chats, ConversationView conversation, Visit visit);
    }

    public void addTo(Routes routes) {
        stay(routes, "pin", (chats, it, _) -> pinned(chats, it, true));
        stay(routes, "unpin", (chats, it, _) -> pinned(chats, it, false));
        stay(routes, "pin-up", (chats, it, _) -> moved(chats, it, true));
        stay(routes, "pin-down", (chats, it, _) -> moved(chats, it, false));
        stay(routes, "mute", this::mute);
        stay(routes, "nickname", this::nickname);
        stay(routes, "note", this::note);
        stay(routes, "clear", this::clear);
        leave(routes, "unread", (chats, it, _) -> {
            chats.markUnread(id(it));
            return texts.get("unread.done", Titles.of(it.summary(), texts));
        });
        leave(routes, "hide", this::hide);
        leave(routes, "delete-person", this::deletePerson);
        ChatForms.in(routes)
                .post("/chats/{chat}/delete", this::delete)
                .post("/chats/{chat}/undelete/{number}", this::undelete);
    }

    private void stay(Routes routes, String name, Change change) {
        add(routes, name, change, it -> "/chats/" + id(it).text());
    }

    private void leave(Routes routes, String name, Change change) {
        add(routes, name, change, _ -> "/chats");
    }

    private void add(Routes routes, String name, Change change, Function<ConversationView, String> next) {
        ChatForms.in(routes).post("/chats/{chat}/" + name, (visit, chats) -> {
            var conversation = Ids.opened(visit, chats, declines);
            if (conversation.isEmpty()) {
                return Errors.notFound();
            }
            var told = change.make(chats, conversation.get(), visit);
            if (!told.isEmpty()) {
                visit.tell(told);
            }
            return new Answer.Redirect(next.apply(conversation.get()));
        });
    }

    private static ConversationId id(ConversationView conversation) {
        return conversation.summary().id();
    }

    private String pinned(Chats chats, ConversationView conversation, boolean pinned) {
        chats.setPinned(id(conversation), pinned);
        return texts.get(pinned ? "pin.done" : "pin.undone");
    }

    private String moved(Chats chats, ConversationView conversation, boolean up) {
        return texts.get(chats.movePin(id(conversation), up) ? "pin.moved" : "pin.not-moved");
    }

    private String mute(Chats chats, ConversationView conversation, Visit visit) {
        var choice = visit.form().line("mute");
        var until = choice.equals("always")
                ? Optional.of(ChatTools.FOR_EVER)
                : Optional.ofNullable(MUTES.get(choice)).map(times.now()::plus);
        chats.mute(id(conversation), until.orElse(Instant.EPOCH));
        return texts.get(until.isPresent() ? "mute.done" : "mute.undone");
    }

    private String nickname(Chats chats, ConversationView conversation, Visit visit) {
        var wanted = visit.form().line("nickname");
        if (!wanted.isEmpty() && DisplayName.parse(wanted).isEmpty()) {
            return texts.get("nickname.too-long");
        }
        chats.setNickname(id(conversation), wanted);
        return texts.get("nickname.done");
    }

    private String note(Chats chats, ConversationView conversation, Visit visit) {
        var note = visit.form().text("note").strip();
        if (note.codePointCount(0, note.length()) > NOTE_MAX) {
            return texts.get("note.too-long", NOTE_MAX);
        }
        chats.keepNote(id(conversation), note);
        return texts.get("note.done");
    }

    private String hide(Chats chats, ConversationView conversation, Visit visit) {
        chats.hide(id(conversation));
        return texts.get("hide.done", Titles.of(conversation.summary(), texts));
    }

    private String deletePerson(Chats chats, ConversationView conversation, Visit visit) {
        if (conversation.summary().standing() == Standing.SELF) {
            return "";
        }
        chats.deleteContact(id(conversation));
        return texts.get("delete-person.done", Titles.of(conversation.summary(), texts));
    }

    /** Notes go from all devices at once: that leaves the box, so it was asked about before and is not undone. */
    private String clear(Chats chats, ConversationView conversation, Visit visit) {
        var last = last(conversation);
        if (last.isEmpty()) {
            return texts.get("clear.nothing");
        }
        if (visit.form().has("everywhere")) {
            chats.clear(id(conversation), last.get(), true);
            return texts.get("clear.done-everywhere");
        }
        var number = declines.remove(chats, id(conversation), new What.Cleared(last.get()));
        visit.tell(texts.get("clear.done"), "/chats/" + id(conversation).text() + "/restore/" + number);
        return "";
    }

    private Answer delete(Visit visit, Chats chats) {
        var conversation = Ids.opened(visit, chats, declines);
        if (conversation.isEmpty()) {
            return Errors.notFound();
        }
        var id = id(conversation.get());
        var last = last(conversation.get());
        if (last.isEmpty()) {
            chats.hide(id);
            chats.labels().mark(id, Set.of(), ids(chats.labels().of(id)));
            visit.tell(texts.get("delete.done", Titles.of(conversation.get().summary(), texts)));
        } else {
            var number = declines.remove(chats, id, new What.Deleted(last.get()));
            visit.tell(
                    texts.get("delete.done", Titles.of(conversation.get().summary(), texts)),
                    "/chats/" + id.text() + "/undelete/" + number);
        }
        return new Answer.Redirect("/chats");
    }

    private Answer undelete(Visit visit, Chats chats) {
        var conversation = Ids.opened(visit, chats, declines);
        if (conversation.isEmpty()) {
            return Errors.notFound();
        }
        var undone = Ids.message(visit.path("number"))
                .filter(it -> declines.undo(chats, id(conversation.get()), it.value()))
                .isPresent();
        visit.tell(texts.get(undone ? "delete.undone" : "remove.undo-late"));
        return new Answer.Redirect(
                "/chats" + (undone ? "/" + id(conversation.get()).text() : ""));
    }

    private static Set<LabelId> ids(List<Label> labels) {
        return labels.stream().map(Label::id).collect(Collectors.toSet());
    }

    private static Optional<MessageKey> last(ConversationView conversation) {
        return conversation.summary().last().map(MessageView::key);
    }
}
