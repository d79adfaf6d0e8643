package hearth.client.sync;

import hearth.client.conversation.ConversationId;
import hearth.client.conversation.Standing;
import hearth.client.network.Network;
import hearth.client.store.Contact;
import hearth.protocol.id.SessionId;
import hearth.protocol.message.wire.TypingMessage;
import hearth.protocol.rpc.ReplyReader;
import hearth.protocol.rpc.Store;
import hearth.sqlite.StoreException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who is writing this moment (messages.md section 6.7): tells the person on the other side, and knows of whom it was told.
 * Nothing of it is kept on disk or tried twice. Works on one thread of its own, until it is closed.
 */
public final class Typing implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Typing.class.getName());

    /** Told again while it goes on. */
    private static final Duration AGAIN = Duration.ofSeconds(10);

    /** Over when no key was pressed for so long. */
    private static final Duration IDLE = Duration.ofSeconds(10);

    /** Shown so long, unless its end is told before. */
    private static final Duration SHOWN = Duration.ofSeconds(15);

    /** Nodes keep it for so long, and what is older says nothing any more. */
    private static final long TTL_MS = 20_000;

    /** More than this is not told: it will be out of date before its turn. */
    private static final int WAITING_MAX = 16;

    private static final Duration FOR_EVER = Duration.ofHours(1);

    private final Own own;
    private final Network network;
    private final Rounds rounds;

    /** What follows is guarded by this; times are those of the pace. */
    private final Map<ConversationId, Mine> mine = new HashMap<>();

    private final Map<ConversationId, Long> theirs = new HashMap<>();
    private final Deque<Telling> waiting = new ArrayDeque<>();

    private record Mine(SessionId peer, long toldNanos, long keyNanos) {}

    private record Telling(SessionId peer, boolean started) {}

    public Typing(String name, Own own, Network network) {
        this.own = own;
        this.network = network;
        rounds = new Rounds(
                "hearth-typing-" + name, own.pace(), "Telling that somebody writes", () -> IDLE, _ -> round());
    }

    /** Begins to work; returns at once. */
    public void start() {
        rounds.start();
    }

    @Override
    public void close() {
        rounds.close();
    }

    /** The member presses keys in a conversation, or has emptied the field. Tells nobody who has not agreed to write. */
    public void typed(ConversationId conversation, boolean something) {
        if (!own.privacy().current().typing()) {
            return;
        }
        var contact = own.database().read(tx -> own.database().conversations().find(tx, conversation));
        if (contact.map(Contact::standing).filter(Standing.MUTUAL::equals).isPresent()) {
            if (something) {
                goesOn(conversation, contact.get().peer());
            } else {
                ends(conversation);
            }
        }
    }

    private synchronized void goesOn(ConversationId conversation, SessionId peer) {
        var now = own.pace().nanos();
        var before = mine.get(conversation);
        if (before == null || now - before.toldNanos() >= AGAIN.toNanos()) {
            mine.put(conversation, new Mine(peer, now, now));
            tell(peer, true);
        } else {
            mine.put(conversation, new Mine(peer, before.toldNanos(), now));
        }
        rounds.wake();
    }

    private synchronized void ends(ConversationId conversation) {
        var before = mine.remove(conversation);
        if (before != null) {
            tell(before.peer(), false);
        }
    }

    private void tell(SessionId peer, boolean started) {
        if (waiting.size() < WAITING_MAX) {
            waiting.addLast(new Telling(peer, started));
            rounds.wake();
        }
    }

    /** What was written is sent: that says enough. */
    synchronized void sent(ConversationId conversation) {
        mine.remove(conversation);
    }

    /** Somebody tells that they are writing, or not any more. */
    void heard(Contact contact, TypingMessage message, long sentAtMs) {
        var isOfNow = Math.abs(own.time().nowMs() - sentAtMs) <= TTL_MS;
        if (!own.privacy().current().typing()
                || contact.standing() != Standing.MUTUAL
                || message.getTimestamp() != sentAtMs
                || !isOfNow) {
            return;
        }
        if (message.getAction() == TypingMessage.Action.STARTED) {
            synchronized (this) {
                theirs.put(contact.id(), own.pace().nanos() + SHOWN.toNanos());
            }
            own.changes().conversationChanged(contact.id());
            rounds.wake();
        } else {
            stopped(contact.id());
        }
    }

    /** Somebody does not write any more: a message of theirs is there. */
    void stopped(ConversationId conversation) {
        boolean was;
        synchronized (this) {
            was = theirs.remove(conversation) != null;
        }
        if (was) {
            own.changes().conversationChanged(conversation);
        }
    }

    /** Whether the other person is writing. */
    public synchronized boolean isWriting(ConversationId conversation) {
        return theirs.containsKey(conversation) && own.privacy().current().typing();
    }

    private Duration round() throws InterruptedException {
        for (var telling = next(); telling.isPresent(); telling = next()) {
            send(telling.get());
        }
        return forget();
    }

    private synchronized Optional<Telling> next() {
        return Optional.ofNullable(waiting.pollFirst());
    }

    /** Ends what was not told to end, and says when there is something to end next. */
    private Duration forget() {
        var now = own.pace().nanos();
        var next = FOR_EVER.toNanos();
        Map<ConversationId, Long> before;
        Map<ConversationId, Mine> typing;
        synchronized (this) {
            before = Map.copyOf(theirs);
            typing = Map.copyOf(mine);
        }
        for (var one : before.entrySet()) {
            if (one.getValue() - now <= 0) {
                stopped(one.getKey());
            } else {
                next = Math.min(next, one.getValue() - now);
            }
        }
        for (var one : typing.entrySet()) {
            var left = one.getValue().keyNanos() + IDLE.toNanos() - now;
            if (left <= 0) {
                ends(one.getKey());
            } else {
                next = Math.min(next, left);
            }
        }
        return Duration.ofNanos(next);
    }

    private void send(Telling telling) throws InterruptedException {
        if (!own.time().isKnown()) {
            return;
        }
        try {
            var now = own.time().nowMs();
            var content = Contents.typing(now, telling.started());
            var sealed = own.codec().seal(content, now, own.keys(), telling.peer());
            var account = telling.peer().account();
            network.swarms().ask(account, Set.of(), Store.direct(account, now, TTL_MS, sealed), ReplyReader::store);
        } catch (StoreException | IllegalStateException closing) {
            LOG.log(System.Logger.Level.DEBUG, "That somebody writes was not told: {0}", closing.getMessage());
        }
    }
}
