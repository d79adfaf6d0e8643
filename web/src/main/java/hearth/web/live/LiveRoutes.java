package hearth.web.live;

import hearth.web.account.Chats;
import hearth.web.account.Declines;
import hearth.web.household.MemberDoor;
import hearth.web.inbox.AlertWords;
import hearth.web.page.Answer;
import hearth.web.page.Errors;
import hearth.web.page.Routes;
import hearth.web.page.Visit;
import hearth.web.session.Session;
import java.io.UncheckedIOException;
import java.time.Duration;

/**
 * The stream of events to open pages. Events say only where something changed; the page fetches what it needs. Only an alert
 * says what the member allows to be shown anywhere; of the member's other accounts alerts are all that is told. A slow or
 * silent browser holds up nothing but its own virtual thread. A session has a limited number of streams: one more lets the
 * oldest rest.
 */
public final class LiveRoutes {

    /** So often something is written, so that a browser that went away is noticed and proxies keep the line open. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(20);

    private final Declines declines;
    private final AlertWords words;

    public LiveRoutes(Declines declines, AlertWords words) {
        this.declines = declines;
        this.words = words;
    }

    public void addTo(Routes routes) {
        routes.writers().get("/live", this::stream);
    }

    private Answer stream(Visit visit, Chats chats) {
        var session = visit.session().orElseThrow();
        var feed = new LiveFeed();
        if (!session.addLive(feed)) {
            return session.isLocked() ? Errors.locked() : Errors.signedOut();
        }
        return new Answer.Events(out -> run(out, feed, chats, session));
    }

    private void run(Answer.EventOut out, LiveFeed feed, Chats chats, Session session) {
        try (var _ = others(session.door(), feed);
                var _ = chats.subscribe(feed::add);
                var _ = declines.subscribe(chats.id(), feed::add)) {
            // A page that connects again may have missed something in between.
            out.event("hello", "");
            var woken = feed.await(HEARTBEAT);
            while (woken != LiveFeed.Woken.CLOSED && !session.isLocked()) {
                if (woken == LiveFeed.Woken.QUIET) {
                    out.heartbeat();
                }
                for (var news = feed.take(); news.isPresent(); news = feed.take()) {
                    tell(out, news.get(), chats);
                }
                woken = feed.await(HEARTBEAT);
            }
            out.event(end(feed, session), "");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (UncheckedIOException _) {
            // The browser went away: nothing is left to do.
        } finally {
            session.removeLive(feed);
        }
    }

    private static Chats.Subscription others(MemberDoor door, LiveFeed feed) {
        var all = door.otherChats().stream()
                .map(other -> other.subscribe(event -> feed.add(event, other)))
                .toList();
        return () -> all.forEach(Chats.Subscription::close);
    }

    private static String end(LiveFeed feed, Session session) {
        if (session.isLocked()) {
            return "locked";
        }
        if (session.isEnded()) {
            return "bye";
        }
        return feed.isResting() ? "rest" : "moved";
    }

    private void tell(Answer.EventOut out, LiveFeed.News news, Chats chats) {
        switch (news) {
            case LiveFeed.News.OfMessage(var id) ->
                chats.alert(id).ifPresent(alert -> out.event("alert", words.of(alert, chats.id())));
            case LiveFeed.News.OfOther(var other, var id) ->
                other.alert(id).ifPresent(alert -> out.event("alert", words.ofOther(alert, other)));
            case LiveFeed.News.OfChat(var id) -> out.event("chat", id.text());
            case LiveFeed.News.OfNetwork() -> out.event("network", "");
            case LiveFeed.News.OfEverything() -> out.event("hello", "");
        }
    }
}
