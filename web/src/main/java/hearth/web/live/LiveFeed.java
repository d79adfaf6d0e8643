package hearth.web.live;

import hearth.client.EngineEvent;
import hearth.client.conversation.ConversationId;
import hearth.client.conversation.MessageId;
import hearth.web.account.Chats;
import hearth.web.session.Session;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What one open page still has to be told. The engine's threads only add to it, merged and bounded, and never wait; one
 * thread takes out of it as fast as its browser reads.
 */
final class LiveFeed implements Session.Live {

    /** Beyond so many different conversations, a page looks everything up again. */
    private static final int CONVERSATIONS_MAX = 64;

    /** Guarded by this. */
    private final Set<News> waiting = new LinkedHashSet<>();
    /** Guarded by this. */
    private boolean closed;
    /** Guarded by this. */
    private boolean resting;

    /** Something to tell a page. */
    sealed interface News {

        /** Messages of this conversation, and the list. */
        record OfChat(ConversationId id) implements News {}

        /** A message that came in: perhaps somebody is to hear of it. */
        record OfMessage(MessageId id) implements News {}

        /** A message that came in for another account of the member. */
        record OfOther(Chats account, MessageId id) implements News {}

        /** The path, the connection. */
        record OfNetwork() implements News {}

        /** Everything may have changed. */
        record OfEverything() implements News {}
    }

    /** What came of waiting. */
    enum Woken {
        NEWS,
        QUIET,
        CLOSED
    }

    /** Notes an event. Never waits. */
    synchronized void add(EngineEvent event) {
        if (closed) {
            return;
        }
        if (event instanceof EngineEvent.MessageAdded added && added.received()) {
            waiting.add(new News.OfMessage(added.message()));
        }
        waiting.add(
                switch (event) {
                    case EngineEvent.MessageAdded added -> new News.OfChat(added.conversation());
                    case EngineEvent.MessageChanged changed -> new News.OfChat(changed.conversation());
                    case EngineEvent.ConversationChanged(var chat) -> new News.OfChat(chat);
                    case EngineEvent.ProfileChanged() -> new News.OfEverything();
                    case EngineEvent.NetworkChanged() -> new News.OfNetwork();
                    case EngineEvent.PathChanged() -> new News.OfNetwork();
                    case EngineEvent.Overrun() -> new News.OfEverything();
                });
        bound();
        notifyAll();
    }

    /** Notes an event of an account that the page does not show: only messages that came in count. Never waits. */
    synchronized void add(EngineEvent event, Chats other) {
        if (!closed && event instanceof EngineEvent.MessageAdded added && added.received()) {
            waiting.add(new News.OfOther(other, added.message()));
            bound();
            notifyAll();
        }
    }

    private synchronized void bound() {
        if (waiting.size() > CONVERSATIONS_MAX) {
            waiting.clear();
            waiting.add(new News.OfEverything());
        }
    }

    /** Waits for news, at most so long. */
    synchronized Woken await(Duration patience) throws InterruptedException {
        var end = System.nanoTime() + patience.toNanos();
        while (!closed && waiting.isEmpty()) {
            var left = Duration.ofNanos(end - System.nanoTime());
            if (!left.isPositive()) {
                return Woken.QUIET;
            }
            wait(Math.max(1, left.toMillis()));
        }
        return closed ? Woken.CLOSED : Woken.NEWS;
    }

    /** Takes the oldest news out. */
    synchronized Optional<News> take() {
        var all = waiting.iterator();
        if (!all.hasNext()) {
            return Optional.empty();
        }
        var oldest = all.next();
        all.remove();
        return Optional.of(oldest);
    }

    /** Nothing more is told for now, because other pages are; whoever waits wakes up. */
    @Override
    public synchronized void rest() {
        resting = true;
        close();
    }

    /** Whether it ended to make room for others. */
    synchronized boolean isResting() {
        return resting;
    }

    /** Nothing more is told; whoever waits wakes up. */
    @Override
    public synchronized void close() {
        closed = true;
        waiting.clear();
        notifyAll();
    }
}
