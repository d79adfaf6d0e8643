package hearth.web.inbox;

import hearth.client.conversation.ConversationId;
import hearth.web.account.Chats;
import hearth.web.page.Answer;
import hearth.web.page.Errors;
import hearth.web.page.Routes;
import hearth.web.page.Texts;
import hearth.web.page.Visit;
import java.util.function.BiConsumer;

/** Deciding about people: accept, decline, block, unblock. */
public final class StandingRoutes {

    private final Texts texts;

    public StandingRoutes(Texts texts) {
        this.texts = texts;
    }

    public void addTo(Routes routes) {
        routes.writers()
                .post("/chats/{chat}/accept", (visit, chats) -> stay(visit, chats, Chats::accept, "request.accepted"))
                .post(
                        "/chats/{chat}/unblock",
                        (visit, chats) -> stay(visit, chats, Chats::unblock, "request.unblocked"))
                .post(
                        "/chats/{chat}/decline",
                        (visit, chats) -> leave(visit, chats, Chats::decline, "request.declined"))
                .post("/chats/{chat}/block", (visit, chats) -> leave(visit, chats, Chats::block, "request.blocked"));
    }

    private Answer stay(Visit visit, Chats chats, BiConsumer<Chats, ConversationId> change, String told) {
        return decide(visit, chats, change, told, "/chats/" + visit.path("chat"));
    }

    private Answer leave(Visit visit, Chats chats, BiConsumer<Chats, ConversationId> change, String told) {
        return decide(visit, chats, change, told, "/chats");
    }

    private Answer decide(
            Visit visit, Chats chats, BiConsumer<Chats, ConversationId> change, String told, String next) {
        var conversation = Ids.opened(visit, chats);
        if (conversation.isEmpty()) {
            return Errors.notFound();
        }
        change.accept(chats, conversation.get().summary().id());
        visit.tell(texts.get(told, Titles.of(conversation.get().summary(), texts)));
        return new Answer.Redirect(next);
    }
}
