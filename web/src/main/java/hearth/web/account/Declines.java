package hearth.web.account;

import hearth.client.conversation.ConversationId;
import hearth.protocol.id.SessionId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Requests declined a moment ago: gone from every page, and still to be had back. The engine hears of it when the time
 * is over or the box stops; a box that loses power in between shows the request again, and nothing is lost. Safe for
 * use by many threads.
 */
public final class Declines implements AutoCloseable {

    /** How long declining can be undone: long enough to find the button by keyboard or screen reader. */
    public static final Duration UNDO = Duration.ofMinutes(1);

    private static final Logger LOG = System.getLogger("hearth.web");

    private final Duration undo;
    private final Map<Request, Chats> waiting = new ConcurrentHashMap<>();
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("hearth-declines").factory());

    private record Request(SessionId account, ConversationId conversation) {}

    /** @param undo how long declining can be undone */
    public Declines(Duration undo) {
        this.undo = undo;
    }

    /** Declines a request; until the time is over it can come back. Declining twice changes nothing. */
    public void decline(Chats chats, ConversationId conversation) {
        var request = new Request(chats.id(), conversation);
        if (waiting.putIfAbsent(request, chats) == null) {
            var _ = later.schedule(() -> finish(request), undo.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Brings a request back; false when it is too late. */
    public boolean undo(Chats chats, ConversationId conversation) {
        return waiting.remove(new Request(chats.id(), conversation)) != null;
    }

    /** Whether this request was declined a moment ago: pages pass it over. */
    public boolean has(Chats chats, ConversationId conversation) {
        return waiting.containsKey(new Request(chats.id(), conversation));
    }

    /** Nothing can be undone any more: the engine hears of everything that was declined. */
    @Override
    public void close() {
        later.shutdownNow();
        List.copyOf(waiting.keySet()).forEach(this::finish);
    }

    private void finish(Request request) {
        var chats = waiting.remove(request);
        if (chats == null) {
            return;
        }
        try {
            chats.decline(request.conversation());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "A declined request could not be removed; it is shown again", e);
        }
    }
}
