package hearth.web.inbox;

import hearth.web.account.Chats;
import hearth.web.account.Declines;
import hearth.web.page.Answer;
import hearth.web.page.Routes;
import hearth.web.page.Texts;
import hearth.web.page.Times;
import hearth.web.page.Visit;
import java.util.Map;

/** The people who wait to be answered, page by page, and those who are blocked. */
public final class RequestRoutes {

    private static final int PAGE = 50;

    private final Texts texts;
    private final ChatList list;

    public RequestRoutes(Texts texts, Times times, Declines declines) {
        this.texts = texts;
        this.list = new ChatList(texts, times, declines);
    }

    public void addTo(Routes routes) {
        ChatForms.in(routes)
                .get("/requests", this::requests)
                .post("/requests/decline-all", this::declineAll)
                .get("/blocked", (_, chats) -> Answer.page("blocked", Map.of("rows", list.blocked(chats))));
    }

    private Answer requests(Visit visit, Chats chats) {
        var after = visit.query("after").flatMap(Ids::conversation);
        var rows = list.requests(chats, after, PAGE);
        var more = chats.requests(after, PAGE + 1).size() > PAGE;
        var model = Map.<String, Object>of(
                "rows", rows, "more", more && !rows.isEmpty() ? rows.getLast().id() : "", "first", after.isEmpty());
        return Answer.page("requests", model);
    }

    private Answer declineAll(Visit visit, Chats chats) {
        chats.declineAll();
        visit.tell(texts.get("requests.all-declined"));
        return new Answer.Redirect("/chats");
    }
}
