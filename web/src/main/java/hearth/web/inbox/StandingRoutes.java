package hearth.web.inbox;

import hearth.client.conversation.ConversationId;
import hearth.client.conversation.ConversationView;
import hearth.client.conversation.Standing;
import hearth.web.account.Chats;
import hearth.web.account.Declines;
import hearth.web.page.Answer;
import hearth.web.page.Errors;
import hearth.web.page.Routes;
import hearth.web.page.Texts;
import hearth.web.page.Times;
import hearth.web.page.Visit;
import java.util.function.BiConsumer;

/** Deciding about people: accept, decline, block, unblock, and how long one’s words stay with them. */
public final class StandingRoutes {

    private final Texts texts;
    private final Declines declines;
    private final Expiries expiries;

    public StandingRoutes(Texts texts, Times times, Declines declines) {
        this.expiries = new Expiries(texts, times);
        this.declines = declines;
        this.texts = texts;
    }

    public void addTo(Routes routes) {
        ChatForms.in(routes)
                .post("/chats/{chat}/accept", (visit, chats) -> stay(visit, chats, Chats::accept, "request.accepted"))
                .post(
                        "/chats/{chat}/unblock",
                        (visit, chats) -> stay(visit, chats, Chats::unblock, "request.unblocked"))
                .post("/chats/{chat}/decline", this::decline)
                .post("/chats/{chat}/undecline", this::undecline)
                .post("/chats/{chat}/timer", this::timer)
                .post("/chats/{chat}/archive", this::archive)
                .post("/chats/{chat}/unarchive", this::unarchive)
                .post("/chats/{chat}/block", (visit, chats) -> leave(visit, chats, Chats::block, "request.blocked"));
    }

    private Answer decline(Visit visit, Chats chats) {
        var conversation = Ids.opened(visit, chats, declines).map(ConversationView::summary);
        if (conversation.isEmpty()) {
            return Errors.notFound();
        }
        if (conversation.get().standing() != Standing.REQUEST) {
            return new Answer.Redirect("/chats/" + visit.path("chat"));
        }
        declines.decline(chats, conversation.get().id());
        visit.tell(
                texts.get("request.declined", Titles.of(conversation.get(), texts)),
                "/chats/" + visit.path("chat") + "/undecline");
        return new Answer.Redirect(visit.form().line("from").equals("requests") ? "/requests" : "/chats");
    }

    private Answer undecline(Visit visit, Chats chats) {
        var chat = Ids.conversation(visit.path("chat"));
        if (chat.filter(id -> declines.undo(chats, id)).isPresent()) {
            visit.tell(texts.get("request.undone"));
            return new Answer.Redirect("/chats/" + visit.path("chat"));
        }
        visit.tell(texts.get("request.undo-late"));
        return new Answer.Redirect("/chats");
    }

    private Answer archive(Visit visit, Chats chats) {
        var conversation = Ids.opened(visit, chats, declines);
        if (conversation.isEmpty()) {
            return Errors.notFound();
        }
        chats.setArchived(conversation.get().summary().id(), true);
        visit.tell(
                texts.get("archive.done", Titles.of(conversation.get().summary(), texts)),
                "/chats/" + visit.path("chat") + "/unarchive");
        return new Answer.Redirect("/chats");
    }

    private Answer unarchive(Visit visit, Chats chats) {
        return stay(visit, chats, (all, id) -> all.setArchived(id, false), "archive.undone");
    }

    private Answer timer(Visit visit, Chats chats) {
        var conversation = Ids.opened(visit, chats, declines);
        if (conversation.isEmpty()) {
            return Errors.notFound();
        }
        var id = conversation.get().summary().id();
        expiries.of(visit.form().line("timer"))
                .filter(expiry -> chats.setExpiry(id, expiry))
                .ifPresent(_ -> visit.tell(texts.get("timer.saved")));
        return new Answer.Redirect("/chats/" + id.text());
    }

    private Answer stay(Visit visit, Chats chats, BiConsumer<Chats, ConversationId> change, String told) {
        return decide(visit, chats, change, told, "/chats/" + visit.path("chat"));
    }

    private Answer leave(Visit visit, Chats chats, BiConsumer<Chats, ConversationId> change, String told) {
        return decide(visit, chats, change, told, "/chats");
    }

    private Answer decide(
            Visit visit, Chats chats, BiConsumer<Chats, ConversationId> change, String told, String next) {
        var conversation = Ids.opened(visit, chats, declines);
        if (conversation.isEmpty()) {
            return Errors.notFound();
        }
        change.accept(chats, conversation.get().summary().id());
        visit.tell(texts.get(told, Titles.of(conversation.get().summary(), texts)));
        return new Answer.Redirect(next);
    }
}
