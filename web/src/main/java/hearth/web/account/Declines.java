package hearth.web.account;

import hearth.client.EngineEvent;
import hearth.client.conversation.Attachment;
import hearth.client.conversation.ConversationId;
import hearth.client.conversation.ConversationSummary;
import hearth.client.conversation.MessageId;
import hearth.client.conversation.MessageKey;
import hearth.client.conversation.MessageView;
import hearth.client.conversation.Quote;
import hearth.protocol.id.SessionId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * What members removed a moment ago: requests declined, messages and chats deleted. It is gone from every page, and still to be
 * had back. The engine hears of it when the time is over or the box stops; a box that loses power in between shows it again,
 * and nothing is lost. Safe for use by many threads.
 */
public final class Declines implements AutoCloseable {

    /** How long it can be undone: long enough to find the button by keyboard or screen reader. */
    public static final Duration UNDO = Duration.ofMinutes(1);

    private static final Logger LOG = System.getLogger("hearth.web");

    private final Duration undo;
    private final Map<Request, Chats> waiting = new ConcurrentHashMap<>();
    private final Map<Long, Removal> removals = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("hearth-declines").factory());

    private record Request(SessionId account, ConversationId conversation) {}

    private record Listener(SessionId account, Consumer<EngineEvent> told) {}

    private record Removal(Chats chats, ConversationId conversation, What what) {

        boolean isOf(Chats others, ConversationId other) {
            return conversation.equals(other) && chats.id().equals(others.id());
        }

        boolean hides(MessageId message, MessageKey key) {
            return switch (what) {
                case What.Messages(var ids) -> ids.contains(message);
                case What.Cleared(var upTo) -> key.compareTo(upTo) <= 0;
                case What.Deleted(var upTo) -> key.compareTo(upTo) <= 0;
            };
        }

        void finish() {
            switch (what) {
                case What.Messages(var ids) -> ids.forEach(chats::deleteHere);
                case What.Cleared(var upTo) -> chats.clear(conversation, upTo, false);
                case What.Deleted(var upTo) -> chats.deleteConversation(conversation, upTo);
            }
        }
    }

    /** What of a conversation is removed. */
    public sealed interface What {

        /** Some messages. */
        record Messages(Set<MessageId> ids) implements What {

            public Messages {
                ids = Set.copyOf(ids);
            }
        }

        /** Everything up to a message, itself included. */
        record Cleared(MessageKey upTo) implements What {}

        /** The same, and the conversation with it, unless something newer comes. */
        record Deleted(MessageKey upTo) implements What {}
    }

    /** @param undo how long it can be undone */
    public Declines(Duration undo) {
        this.undo = undo;
    }

    /** Declines a request; until the time is over it can come back. Declining twice changes nothing. */
    public void decline(Chats chats, ConversationId conversation) {
        var request = new Request(chats.id(), conversation);
        if (waiting.putIfAbsent(request, chats) == null) {
            var _ = later.schedule(() -> finish(request), undo.toMillis(), TimeUnit.MILLISECONDS);
            tell(chats.id(), conversation);
        }
    }

    /** Brings a request back; false when it is too late. */
    public boolean undo(Chats chats, ConversationId conversation) {
        var undone = waiting.remove(new Request(chats.id(), conversation)) != null;
        if (undone) {
            tell(chats.id(), conversation);
        }
        return undone;
    }

    /** Whether this request was declined a moment ago: pages pass it over. */
    public boolean has(Chats chats, ConversationId conversation) {
        return waiting.containsKey(new Request(chats.id(), conversation));
    }

    /** How many requests of this account were declined a moment ago. */
    public int count(Chats chats) {
        return (int) waiting.keySet().stream()
                .filter(request -> request.account().equals(chats.id()))
                .count();
    }

    /** Removes something of a conversation; the number that comes back brings it back until the time is over. */
    public long remove(Chats chats, ConversationId conversation, What what) {
        var number = numbers.incrementAndGet();
        removals.put(number, new Removal(chats, conversation, what));
        var _ = later.schedule(() -> finish(number), undo.toMillis(), TimeUnit.MILLISECONDS);
        tell(chats.id(), conversation);
        return number;
    }

    /** Brings back what was removed from this conversation under a number; false when it is too late. */
    public boolean undo(Chats chats, ConversationId conversation, long number) {
        var removal = removals.get(number);
        if (removal == null || !removal.isOf(chats, conversation) || !removals.remove(number, removal)) {
            return false;
        }
        tell(chats.id(), conversation);
        return true;
    }

    /** Whether a message was removed a moment ago: pages pass it over. */
    public boolean hides(Chats chats, MessageView message) {
        return hides(chats, message.conversation(), message.id(), message.key());
    }

    /** Whether what another message of this conversation answers was removed a moment ago. */
    public boolean hides(Chats chats, ConversationId conversation, Quote.Original original) {
        return hides(chats, conversation, original.id(), original.key());
    }

    private boolean hides(Chats chats, ConversationId conversation, MessageId message, MessageKey key) {
        return removals.values().stream()
                .anyMatch(removal -> removal.isOf(chats, conversation) && removal.hides(message, key));
    }

    /** Whether a file belongs to a message that was removed a moment ago. */
    public boolean hides(Chats chats, Attachment attachment) {
        return attachment
                .message()
                .flatMap(chats::message)
                .filter(it -> hides(chats, it))
                .isPresent();
    }

    /** Whether a conversation was declined, or deleted with nothing newer since: lists pass it over. */
    public boolean hides(Chats chats, ConversationSummary conversation) {
        return has(chats, conversation.id())
                || (isDeleted(chats, conversation.id())
                        && conversation.last().map(it -> hides(chats, it)).orElse(true));
    }

    private boolean isDeleted(Chats chats, ConversationId conversation) {
        return removals.values().stream()
                .anyMatch(removal -> removal.isOf(chats, conversation) && removal.what() instanceof What.Deleted);
    }

    /** Calls {@code listener} when something of this account is removed or comes back, as its engine would. */
    public Chats.Subscription subscribe(SessionId account, Consumer<EngineEvent> listener) {
        var added = new Listener(account, listener);
        listeners.add(added);
        return () -> listeners.remove(added);
    }

    /** Nothing can be undone any more: the engines hear of everything that was removed. */
    @Override
    public void close() {
        later.shutdownNow();
        List.copyOf(waiting.keySet()).forEach(this::finish);
        List.copyOf(removals.keySet()).forEach(this::finish);
    }

    private void tell(SessionId account, ConversationId conversation) {
        for (var listener : listeners) {
            if (listener.account().equals(account)) {
                listener.told().accept(new EngineEvent.ConversationChanged(conversation));
            }
        }
    }

    private void finish(Request request) {
        var chats = waiting.remove(request);
        if (chats != null) {
            carefully(() -> chats.decline(request.conversation()));
        }
    }

    private void finish(long number) {
        // Kept until it is done: in between it must neither be seen again nor brought back.
        removals.computeIfPresent(number, (_, removal) -> {
            carefully(removal::finish);
            return null;
        });
    }

    private static void carefully(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Something could not be removed; it is shown again", e);
        }
    }
}
