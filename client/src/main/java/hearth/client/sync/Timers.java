package hearth.client.sync;

import hearth.client.config.Expiry;
import hearth.client.network.Network;
import hearth.client.store.Contact;
import hearth.client.store.MessageTimer;
import hearth.client.store.MessageTimer.State;
import hearth.client.store.StoredMessage;
import hearth.client.store.Tx;
import hearth.protocol.id.MessageHash;
import hearth.protocol.rpc.Batch;
import hearth.protocol.rpc.Expire;
import hearth.protocol.rpc.Expired;
import hearth.protocol.rpc.GetExpiries;
import hearth.protocol.rpc.ReplyReader;
import hearth.protocol.rpc.SignedStrings;
import hearth.protocol.rpc.TimedProof;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Lets disappearing messages go when their time is over (messages.md section 7), and keeps the account's devices agreed on
 * when that is: what is read here is told to the account's swarm, and what was read elsewhere is asked from it. Works on one
 * thread of its own, until it is closed.
 *
 * <p>Only the network's time counts. While it is unknown or this box's clock was just moved nothing goes and no time begins;
 * what is over is not shown meanwhile.
 */
public final class Timers implements AutoCloseable {

    /** Looked at least this often, whatever happens to clocks. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    /** Clocks that differ by more than this have been moved. */
    private static final long JUMP_MS = 5_000;

    /** Messages per transaction and per request. */
    private static final int CHUNK = 100;

    /** So many members are asked for a message before it counts as gone. */
    private static final int WITNESSES = 2;

    private final Own own;
    private final Network network;
    private final OwnSwarm swarm;
    private final Duration retryFirst;
    private final Rounds rounds;

    /** What follows belongs to the worker: both clocks when it last looked. */
    private long lookedMs;

    private long lookedNanos;
    private Duration pause;

    /** @param retryFirst pause before the swarm is asked again when it did not answer; doubles */
    public Timers(String name, Own own, Network network, Duration retryFirst) {
        this.own = own;
        this.network = network;
        this.retryFirst = retryFirst;
        pause = retryFirst;
        swarm = new OwnSwarm(own, network);
        rounds = new Rounds(
                "hearth-timers-" + name, own.pace(), "Letting messages disappear", () -> LOOK_AGAIN, _ -> round());
    }

    /** Begins to work; returns at once. */
    public void start() {
        lookedMs = own.time().localMs();
        lookedNanos = own.pace().nanos();
        rounds.start();
    }

    /** Something about timers changed, or the network is back. */
    public void wake() {
        rounds.wake();
    }

    @Override
    public void close() {
        rounds.close();
    }

    /** The time of a message of this account begins: it is on its way now. */
    static void startOwn(Tx tx, Own own, StoredMessage message, long nowMs) throws SQLException {
        var expiry = message.facts().expiry();
        switch (expiry.mode()) {
            case OFF -> {
                // It stays.
            }
            case AFTER_SEND -> run(tx, own, message, message.sentAt() + lifeMs(expiry));
            case AFTER_READ -> run(tx, own, message, nowMs + lifeMs(expiry));
        }
    }

    /** The time of a message of this account that another device sent. */
    static void startCopy(Tx tx, Own own, StoredMessage message) throws SQLException {
        if (message.facts().expiry().mode() != Expiry.Mode.OFF) {
            run(tx, own, message, message.orderAt() + lifeMs(message.facts().expiry()));
        }
    }

    /** The time of a message of somebody else begins, or waits until it is read. */
    static void startReceived(Tx tx, Own own, StoredMessage message) throws SQLException {
        var expiry = message.facts().expiry();
        switch (expiry.mode()) {
            case OFF -> {
                // It stays.
            }
            case AFTER_SEND -> run(tx, own, message, message.orderAt() + lifeMs(expiry));
            case AFTER_READ -> own.database().timers().put(tx, new MessageTimer(message.id(), State.UNREAD, 0));
        }
    }

    private static void run(Tx tx, Own own, StoredMessage message, long deadlineMs) throws SQLException {
        own.database().timers().put(tx, new MessageTimer(message.id(), State.RUNNING, deadlineMs));
        tx.afterwards(own.changes()::timersChanged);
    }

    static long lifeMs(Expiry expiry) {
        return expiry.seconds() * 1_000;
    }

    /** Does what is due and says how long nothing will be. */
    private Duration round() throws InterruptedException {
        var now = now();
        if (now.isEmpty()) {
            return pause();
        }
        startRead(now.getAsLong());
        var next = removeDue();
        if (ask(now.getAsLong()) && tell()) {
            pause = retryFirst;
            return next;
        }
        var later = pause();
        return next.compareTo(later) < 0 ? next : later;
    }

    /**
     * The network's time; empty while it is unknown, or if this box's clock was moved since this was last asked. It is
     * compared with one that nobody sets.
     */
    private OptionalLong now() {
        // Before this box's clock: a move in between is noticed, and a correction for it comes later.
        var offsetMs = own.time().knownOffsetMs();
        var ms = own.time().localMs();
        var nanos = own.pace().nanos();
        var moved = Math.abs(ms - lookedMs - (nanos - lookedNanos) / 1_000_000) > JUMP_MS;
        lookedMs = ms;
        lookedNanos = nanos;
        if (moved) {
            network.doubtClock();
        }
        return !moved && offsetMs.isPresent() ? OptionalLong.of(ms + offsetMs.getAsLong()) : OptionalLong.empty();
    }

    /** How long to wait for what did not work, longer each time. */
    private Duration pause() {
        var now = pause;
        var doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LOOK_AGAIN) < 0 ? doubled : LOOK_AGAIN;
        return now;
    }

    /** What was read here has its time from now on. */
    private void startRead(long now) {
        while (own.database().write(tx -> startSome(tx, now)) == CHUNK) {
            // There may be more.
        }
    }

    private int startSome(Tx tx, long now) throws SQLException {
        var read = own.database().timers().read(tx, CHUNK);
        for (var timer : read) {
            var message = own.database().messages().find(tx, timer.message()).orElseThrow();
            begin(tx, message, now + lifeMs(message.facts().expiry()), State.READ_HERE);
        }
        return read.size();
    }

    private void begin(Tx tx, StoredMessage message, long deadlineMs, State state) throws SQLException {
        own.database().timers().put(tx, new MessageTimer(message.id(), state, deadlineMs));
        var contact = contact(tx, message);
        tx.afterwards(() -> own.changes().messageChanged(contact.id(), message.id()));
    }

    /** Removes what is over, and says when the next one will be. */
    private Duration removeDue() {
        while (true) {
            var time = now();
            if (time.isEmpty()) {
                return Duration.ZERO;
            }
            var now = time.getAsLong();
            var ending = own.database().read(tx -> own.database().timers().ending(tx, now));
            var due = ending.stream().filter(timer -> timer.deadlineMs() <= now).toList();
            if (due.isEmpty()) {
                var next = ending.stream().mapToLong(MessageTimer::deadlineMs).min();
                return next.isPresent() && next.getAsLong() - now < LOOK_AGAIN.toMillis()
                        ? Duration.ofMillis(next.getAsLong() - now)
                        : LOOK_AGAIN;
            }
            for (var from = 0; from < due.size(); from += CHUNK) {
                var some = due.subList(from, Math.min(from + CHUNK, due.size()));
                own.database().update(tx -> remove(tx, some));
            }
        }
    }

    private void remove(Tx tx, List<MessageTimer> timers) throws SQLException {
        for (var timer : timers) {
            var message = own.database().messages().find(tx, timer.message());
            if (message.isPresent()) {
                Erasing.remove(tx, own, contact(tx, message.get()), message.get());
            }
        }
    }

    private Contact contact(Tx tx, StoredMessage message) throws SQLException {
        return own.database().conversations().find(tx, message.conversation()).orElseThrow();
    }

    // ---- the account's swarm ----

    private record Asked(MessageTimer timer, StoredMessage message) {

        MessageHash hash() {
            return message.facts().hash().orElseThrow();
        }
    }

    /** Up to {@link #CHUNK} messages in a state; what the swarm cannot know is settled without it. */
    private List<Asked> in(State state) {
        return own.database().write(tx -> {
            var found = new ArrayList<Asked>();
            for (var timer : own.database().timers().in(tx, state, CHUNK)) {
                var message =
                        own.database().messages().find(tx, timer.message()).orElseThrow();
                if (message.facts().hash().isPresent()) {
                    found.add(new Asked(timer, message));
                } else {
                    begin(tx, message, deadlineMs(timer, message), State.RUNNING);
                }
            }
            return found;
        });
    }

    private long deadlineMs(MessageTimer timer, StoredMessage message) {
        return timer.deadlineMs() > 0
                ? timer.deadlineMs()
                : own.time().nowMs() + lifeMs(message.facts().expiry());
    }

    /** Asks when other devices read what they read. Returns whether nothing is left to ask. */
    private boolean ask(long now) throws InterruptedException {
        var read = in(State.READ_ELSEWHERE);
        if (read.isEmpty()) {
            return true;
        }
        var members = swarm.members();
        var expiries = new HashMap<MessageHash, Long>();
        var witnesses = 0;
        for (var member : members) {
            var texts = read.stream().map(asked -> asked.hash().text()).toList();
            var proof = swarm.proof(SignedStrings.getExpiries(now, texts));
            var request = new GetExpiries(own.id().account(), texts, new TimedProof(now, proof));
            var answer = swarm.ask(member, members, new Batch(List.of(request)), 1)
                    .flatMap(answers -> swarm.read(answers.getFirst(), ReplyReader::expiries));
            if (answer.isPresent()) {
                answer.get().forEach((hash, expiry) -> expiries.merge(hash, expiry, Math::min));
                witnesses++;
            }
            if (witnesses == WITNESSES || expiries.size() == read.size()) {
                break;
            }
        }
        if (witnesses == 0) {
            return false;
        }
        var everybody = witnesses >= Math.min(WITNESSES, members.size());
        own.database().update(tx -> {
            for (var asked : read) {
                settle(tx, asked, expiries, everybody, now);
            }
        });
        rounds.wake();
        return true;
    }

    /** The swarm forgets a message one life after it was read; what it has forgotten already is over. */
    private void settle(Tx tx, Asked asked, Map<MessageHash, Long> expiries, boolean everybody, long now)
            throws SQLException {
        var message = own.database().messages().find(tx, asked.message().id());
        if (message.isEmpty()) {
            return;
        }
        var latest = now + lifeMs(message.get().facts().expiry());
        var expiry = expiries.get(asked.hash());
        if (expiry != null && expiry <= latest) {
            begin(tx, message.get(), expiry, State.RUNNING);
        } else if (expiry == null && everybody && now < message.get().orderAt() + Sender.TTL_MS) {
            Erasing.remove(tx, own, contact(tx, message.get()), message.get());
        } else {
            begin(tx, message.get(), latest, State.READ_HERE);
        }
    }

    /** Tells the swarm when to forget what was read here. Returns whether nothing is left to tell. */
    private boolean tell() throws InterruptedException {
        var read = in(State.READ_HERE);
        if (read.isEmpty()) {
            return true;
        }
        var members = swarm.members();
        if (members.isEmpty()) {
            return false;
        }
        var hashes = read.stream().map(Asked::hash).toList();
        var deadlines = read.stream().map(asked -> asked.timer().deadlineMs()).toList();
        var mode = SignedStrings.ExpireMode.SHORTEN;
        var proof = swarm.proof(SignedStrings.expire(mode, deadlines, hashes));
        var request = new Expire(own.id().account(), hashes, deadlines, mode, proof);
        var result = swarm.ask(members.getFirst(), members, new Batch(List.of(request)), 1)
                .flatMap(answers -> swarm.read(answers.getFirst(), answer -> ReplyReader.swarmResult(request, answer)));
        if (result.isEmpty()) {
            return false;
        }
        var earlier = new HashMap<MessageHash, Long>();
        var confirmed = false;
        for (var member : members) {
            if (result.get().members().get(member.id()) instanceof Expired expired && expired.isSignedBy(member.id())) {
                confirmed = true;
                expired.unchanged().forEach((hash, expiry) -> earlier.merge(hash, expiry, Math::min));
            }
        }
        if (!confirmed) {
            return false;
        }
        own.database().update(tx -> {
            for (var asked : read) {
                told(tx, asked, earlier);
            }
        });
        rounds.wake();
        return true;
    }

    /** Where the swarm forgets a message earlier, another device read it first. */
    private void told(Tx tx, Asked asked, Map<MessageHash, Long> earlier) throws SQLException {
        var message = own.database().messages().find(tx, asked.message().id());
        if (message.isPresent()) {
            var deadline = asked.timer().deadlineMs();
            begin(tx, message.get(), Math.min(deadline, earlier.getOrDefault(asked.hash(), deadline)), State.RUNNING);
        }
    }
}
