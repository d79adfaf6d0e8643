package hearth.client.sync;

import hearth.client.conversation.Delivery;
import hearth.client.conversation.Delivery.FailReason;
import hearth.client.conversation.Delivery.WaitReason;
import hearth.client.conversation.MessageId;
import hearth.client.network.Network;
import hearth.client.network.NetworkState.Connection;
import hearth.client.store.MessageState;
import hearth.client.store.OutboxItem;
import hearth.client.store.OutboxItem.Lane;
import hearth.client.store.SeenTable;
import hearth.client.store.Tx;
import hearth.client.sync.Checkpoints.Step;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import hearth.protocol.id.NodeId;
import hearth.sqlite.StoreException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Gets messages out (messages.md sections 4.7 and 4.8). An item is encrypted once and its bytes are kept, so that every
 * attempt stores the very same thing and the swarm keeps it once, however often power fails in between. Items of one
 * conversation go one after the other; copies for other devices hold nothing up. Safe for use by many threads.
 */
public final class Outbox implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Outbox.class.getName());

    /** So many members must refuse a message for good before it is given up. */
    private static final int REFUSALS_MAX = 3;

    /** After so many attempts a single member that keeps the message is good enough. */
    private static final int WEAK_ATTEMPTS_MAX = 3;

    private static final Duration IDLE = Duration.ofMinutes(10);

    private final Own own;
    private final Network network;
    private final Sender sender;
    private final OutboxSettings settings;
    private final RandomGenerator random;
    private final Rounds rounds;
    private final Workers workers;

    /** Guards everything below. */
    private final Object lock = new Object();

    private final Map<Long, Attempts> attempts = new HashMap<>();
    private final Map<MessageId, Long> itemOf = new HashMap<>();
    private final Set<Lane> busy = new HashSet<>();

    public Outbox(String name, Own own, Network network, OutboxSettings settings, RandomGenerator random) {
        this.own = own;
        this.network = network;
        this.settings = settings;
        this.random = random;
        sender = new Sender(own, network.swarms());
        workers = new Workers("hearth-send-" + name);
        rounds =
                new Rounds("hearth-outbox-" + name, own.pace(), "The outbox", settings::retryMax, _ -> startDueItems());
    }

    /** Begins to send; returns at once. */
    public void start() {
        rounds.start();
    }

    /** Something new has to go out. */
    public void wake() {
        rounds.wake();
    }

    /** The network works again: whatever waited for it is tried soon. */
    public void networkIsBack() {
        synchronized (lock) {
            var now = own.time().localMs();
            for (var attempt : attempts.values()) {
                if (attempt.reason() != WaitReason.SWARM && attempt.reason() != WaitReason.STORAGE) {
                    attempt.hurry(now, settings);
                }
            }
        }
        rounds.wake();
    }

    /** How far a queued message is, beyond what the disk knows. */
    public Delivery progress(MessageId message) {
        synchronized (lock) {
            var item = itemOf.get(message);
            var attempt = item == null ? null : attempts.get(item);
            if (attempt == null || attempt.failures() == 0 || attempt.isSending()) {
                var connection = network.connection();
                var isOff = !(connection instanceof Connection.Connected) && (attempt == null || !attempt.isSending());
                return isOff && !(connection instanceof Connection.Connecting)
                        ? new Delivery.Waiting(
                                Sender.reason(connection),
                                Instant.ofEpochMilli(own.time().localMs()))
                        : new Delivery.Sending();
            }
            return new Delivery.Waiting(attempt.reason(), Instant.ofEpochMilli(attempt.dueMs()));
        }
    }

    /** Tries a message now: a waiting one at once, a given up one anew. Anything else is left alone. */
    public void retry(MessageId message) {
        var item = own.database().write(tx -> {
            var found = own.database().outbox().find(tx, message);
            if (found.isPresent() && found.get().kind() != OutboxItem.Kind.COPY) {
                if (Sender.isExpired(found.get(), own.time().nowMs())) {
                    var contact =
                            own.database().conversations().find(tx, found.get().conversation());
                    Sealing.renew(tx, own, contact.orElseThrow(), found.get());
                }
                own.database().outbox().revive(tx, found.get().id());
                own.database().messages().setState(tx, message, MessageState.QUEUED);
            }
            return found;
        });
        if (item.isPresent()) {
            synchronized (lock) {
                var attempt = attempts.get(item.get().id());
                if (attempt == null || attempt.isWithdrawn()) {
                    attempts.put(item.get().id(), new Attempts());
                } else {
                    attempt.dueNow(own.time().localMs());
                    attempt.refusing.clear();
                }
            }
            tell(item.get());
            rounds.wake();
        }
    }

    /** Takes back a message that is not on its way and was not stored. Returns whether it is gone. */
    public boolean discard(MessageId message) {
        var found = own.database().read(tx -> own.database().outbox().find(tx, message));
        if (found.isEmpty() || found.get().kind() == OutboxItem.Kind.COPY) {
            return false;
        }
        var id = found.get().id();
        synchronized (lock) {
            var attempt = attempts.computeIfAbsent(id, _ -> new Attempts());
            if (attempt.isSending()) {
                return false;
            }
            attempt.withdraw();
        }
        var gone = own.database().write(tx -> {
            if (!own.database().outbox().remove(tx, id)) {
                return false;
            }
            Attaching.takeBack(tx, own, message);
            var until = SeenTable.dayAfter(own.time().nowMs() + Sender.TTL_MS);
            own.database().messages().remove(tx, message, until);
            return true;
        });
        forget(found.get());
        if (gone) {
            tell(found.get());
        }
        return gone;
    }

    /** Gives up everything that waits for a person who was just blocked. Part of the caller's transaction. */
    public void failAll(Tx tx, long conversation) throws SQLException {
        for (var item : own.database().outbox().waitingOf(tx, conversation)) {
            if (!item.kind().isCopy()) {
                giveUp(tx, item, FailReason.BLOCKED);
                synchronized (lock) {
                    attempts.computeIfAbsent(item.id(), _ -> new Attempts()).withdraw();
                }
            }
        }
    }

    /** Stops sending; what is on its way this moment is stored again after the next start, to no effect. */
    @Override
    public void close() {
        rounds.close();
        workers.close();
    }

    /** Starts what is due, each lane on a thread of its own, and says when the next item is. */
    private Duration startDueItems() {
        var heads = own.database().read(tx -> own.database().outbox().heads(tx));
        var next = IDLE;
        synchronized (lock) {
            var now = own.time().localMs();
            for (var item : heads) {
                var attempt = attempts.computeIfAbsent(item.id(), _ -> new Attempts());
                item.message().ifPresent(message -> itemOf.put(message, item.id()));
                if (busy.contains(item.lane())) {
                    continue;
                }
                var untilDue = attempt.untilDue(now);
                if (untilDue.isZero() && busy.size() < settings.sendersMax()) {
                    begin(item, attempt);
                } else if (untilDue.isPositive() && untilDue.compareTo(next) < 0) {
                    next = untilDue;
                }
            }
        }
        return next;
    }

    private void begin(OutboxItem item, Attempts attempt) {
        if (!attempt.isWithdrawn()) {
            attempt.begin();
            busy.add(item.lane());
            workers.begin(() -> work(item, attempt));
        }
    }

    private void work(OutboxItem item, Attempts attempt) {
        try {
            tell(item);
            attempt(item, attempt);
        } catch (InterruptedException _) {
            // Closed. The item is still on disk.
        } catch (StoreException disk) {
            LOG.log(System.Logger.Level.WARNING, "Sending waits for the disk: {0}", disk.getMessage());
            failed(attempt, WaitReason.STORAGE);
        } catch (RuntimeException fault) {
            if (!workers.isClosed()) {
                LOG.log(System.Logger.Level.ERROR, "Sending failed", fault);
            }
            failed(attempt, WaitReason.SWARM);
        } catch (Error fatal) {
            // Not ours to handle, but others must not be starved by an item that is tried again and again.
            failed(attempt, WaitReason.STORAGE);
            throw fatal;
        } finally {
            synchronized (lock) {
                attempt.end();
                busy.remove(item.lane());
            }
            tell(item);
            rounds.wake();
        }
    }

    private void attempt(OutboxItem item, Attempts attempt) throws InterruptedException {
        if (!own.time().isKnown()) {
            failed(attempt, Sender.reason(network.connection()));
            return;
        }
        // What was written with a wrong clock has its true age only now.
        var sealed = item.isSealed() ? item : seal(item);
        var now = own.time().nowMs();
        if (Sender.isExpired(sealed, now)) {
            giveUp(sealed, Sender.isTooLate(sealed, now) ? FailReason.TOO_LATE : FailReason.EXPIRED);
            return;
        }
        own.checkpoints().at(Step.BEFORE_STORE);
        Set<NodeId> skip;
        synchronized (lock) {
            if (attempt.isWithdrawn()) {
                return;
            }
            skip = new HashSet<>(attempt.skip);
            skip.addAll(attempt.refusing);
        }
        var result = sender.attempt(sealed, skip);
        own.checkpoints().at(Step.AFTER_STORE);
        judge(sealed, attempt, result);
    }

    private void judge(OutboxItem item, Attempts attempt, Sender.Result result) {
        switch (result) {
            case Sender.Result.Done() -> done(item);
            case Sender.Result.Weak(var member) -> {
                if (attempt.failures() + 1 >= WEAK_ATTEMPTS_MAX) {
                    done(item);
                } else {
                    failedAt(attempt, member);
                }
            }
            case Sender.Result.NotNow(var reason) -> {
                // Whoever was left out this time may be the only one left.
                synchronized (lock) {
                    attempt.skip.clear();
                }
                failed(attempt, reason);
            }
            case Sender.Result.MemberFailed(var member) -> failedAt(attempt, member);
            case Sender.Result.ClockWrong() -> {
                network.doubtClock();
                failed(attempt, WaitReason.CLOCK);
            }
            case Sender.Result.MemberRefused(var member, var status) -> {
                LOG.log(System.Logger.Level.DEBUG, "Node {0} refuses a message with status {1}", member, status);
                boolean enough;
                synchronized (lock) {
                    attempt.refusing.add(member);
                    enough = attempt.refusing.size() >= REFUSALS_MAX;
                }
                if (enough) {
                    giveUp(item, FailReason.REFUSED);
                } else {
                    failedAt(attempt, member);
                }
            }
        }
    }

    /** Makes the bytes that every attempt stores, with the right time if the clock was unknown when it was written. */
    private OutboxItem seal(OutboxItem item) {
        var sealed = own.database().write(tx -> {
            var current = own.database().outbox().find(tx, item.id());
            if (current.isEmpty() || current.get().isSealed()) {
                return current.orElse(item);
            }
            var contact =
                    own.database().conversations().find(tx, item.conversation()).orElseThrow();
            Sealing.sealWaiting(tx, own, contact);
            return own.database().outbox().find(tx, item.id()).orElseThrow();
        });
        own.checkpoints().at(Step.MESSAGE_SEALED);
        return sealed;
    }

    private void done(OutboxItem item) {
        own.database().update(tx -> {
            if (!own.database().outbox().remove(tx, item.id())) {
                if (item.kind() == OutboxItem.Kind.COPY) {
                    // Taken back while it was on its way.
                    Forgetting.add(tx, own, Optional.of(hash(item)));
                }
                return;
            }
            switch (item.kind()) {
                case MESSAGE -> {
                    var copy = Contents.copy(item.content(), item.to()).toByteArray();
                    own.database()
                            .outbox()
                            .add(
                                    tx,
                                    new OutboxItem(
                                            0,
                                            item.conversation(),
                                            item.message(),
                                            OutboxItem.Kind.COPY,
                                            own.id(),
                                            item.sentAt(),
                                            copy,
                                            Sealing.seal(own, copy, item.sentAt(), own.id())));
                    setState(tx, item, MessageState.SENT_COPY_WAITING);
                    startTimer(tx, item);
                }
                case COPY -> {
                    setState(tx, item, MessageState.SENT);
                    keepHash(tx, item);
                }
                case NOTE -> {
                    setState(tx, item, MessageState.SENT);
                    keepHash(tx, item);
                    startTimer(tx, item);
                }
                case RESPONSE, CONTROL, CONTROL_COPY -> {
                    // Nothing to show: what it tells others was done here when the member did it.
                }
            }
        });
        own.checkpoints().at(Step.SENT_COMMITTED);
        forget(item);
    }

    private void giveUp(OutboxItem item, FailReason reason) {
        LOG.log(System.Logger.Level.INFO, "A message was given up: {0}", reason);
        own.database().update(tx -> giveUp(tx, item, reason));
        forget(item);
    }

    private void giveUp(Tx tx, OutboxItem item, FailReason reason) throws SQLException {
        switch (item.kind()) {
            case MESSAGE, NOTE -> {
                own.database().outbox().fail(tx, item.id());
                setState(tx, item, MessageState.failed(reason));
            }
            case COPY -> {
                own.database().outbox().remove(tx, item.id());
                setState(tx, item, MessageState.SENT_COPY_FAILED);
            }
            case RESPONSE, CONTROL, CONTROL_COPY -> own.database().outbox().remove(tx, item.id());
        }
    }

    /** What this account wrote has its time from sending on, whatever the mode; what was not sent has none. */
    private void startTimer(Tx tx, OutboxItem item) throws SQLException {
        if (item.message().isEmpty()) {
            return;
        }
        var message = own.database().messages().find(tx, item.message().get());
        if (message.isPresent()) {
            Timers.startOwn(tx, own, message.get(), own.time().nowMs());
        }
    }

    /** Under which hash the own swarm has what was just stored there. */
    private void keepHash(Tx tx, OutboxItem item) throws SQLException {
        if (item.message().isPresent()) {
            own.database().messages().setHash(tx, item.message().get(), hash(item));
        }
    }

    private static MessageHash hash(OutboxItem item) {
        return MessageHash.of(item.to().account(), Namespace.DIRECT, item.sealed());
    }

    /** Takes back the copy of a message that is not stored yet. Part of the caller's transaction. */
    void withdrawCopy(Tx tx, MessageId message) throws SQLException {
        var copy = own.database().outbox().find(tx, message).filter(item -> item.kind() == OutboxItem.Kind.COPY);
        if (copy.isPresent()) {
            own.database().outbox().remove(tx, copy.get().id());
            // An attempt whose answer was lost may have stored it.
            Forgetting.add(tx, own, Optional.of(hash(copy.get())));
            tx.afterwards(() -> forget(copy.get()));
        }
    }

    private void setState(Tx tx, OutboxItem item, MessageState state) throws SQLException {
        if (item.message().isPresent()) {
            own.database().messages().setState(tx, item.message().get(), state);
        }
    }

    private void failedAt(Attempts attempt, NodeId member) {
        synchronized (lock) {
            attempt.skip.clear();
            attempt.skip.add(member);
        }
        failed(attempt, WaitReason.SWARM);
    }

    private void failed(Attempts attempt, WaitReason reason) {
        synchronized (lock) {
            attempt.failed(reason, own.time().localMs(), settings, random);
        }
    }

    private void forget(OutboxItem item) {
        synchronized (lock) {
            attempts.remove(item.id());
            item.message().ifPresent(itemOf::remove);
        }
    }

    private void tell(OutboxItem item) {
        try {
            var contact =
                    own.database().read(tx -> own.database().conversations().find(tx, item.conversation()));
            contact.ifPresent(found ->
                    item.message().ifPresent(message -> own.changes().messageChanged(found.id(), message)));
        } catch (StoreException | IllegalStateException closing) {
            LOG.log(System.Logger.Level.DEBUG, "A change could not be told: {0}", closing.getMessage());
        }
    }
}
