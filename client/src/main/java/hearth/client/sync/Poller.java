package hearth.client.sync;

import hearth.client.network.Network;
import hearth.client.network.Signal;
import hearth.client.sync.Mailbox.Answer;
import hearth.protocol.id.NodeId;
import hearth.protocol.network.NodeInfo;
import hearth.sqlite.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * Looks into the account's mailbox (messages.md section 5). One node of the swarm is asked to hold the question open until
 * something comes; where it cannot, it is asked again and again. Now and then another node is asked as well, since each may
 * have missed a message. Works on two threads of its own, until it is closed.
 */
public final class Poller implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Poller.class.getName());
    private static final double PAUSE_GROWTH = 1.5;
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(3);

    /** A second look ends after so many pages; the next one goes on. */
    private static final int PAGES_MAX = 100;

    /** So many first pauses of a failure are waited for the shared state: half a minute, on a box. */
    private static final int STATE_WAITS_MAX = 30;

    private final Own own;
    private final Mailbox mailbox;
    private final Runnable clockIsWrong;
    private final BooleanSupplier stateIsKnown;
    private final PollSettings settings;
    private final RandomGenerator random;
    private final Signal wake;
    private final Thread first;
    private final Thread second;
    private volatile boolean closed;
    private volatile Optional<Instant> lastFetched = Optional.empty();

    /** The node asked by the first thread, which the second one leaves out. */
    private volatile Optional<NodeId> current = Optional.empty();

    /** What follows belongs to the first thread: nodes that failed since one last answered. */
    private final Set<NodeId> failed = new HashSet<>();

    /** Whether the current node has told all it had, so that it may be asked to wait for more. */
    private boolean isCaughtUp;

    /** How often the shared state was waited for: it may never come. */
    private int stateWaits;

    private Duration pauseAfterFailure;
    private Duration pauseBetweenPolls;

    /**
     * {@code stateIsKnown} says whether the account's shared state was fetched: messages wait for that, for a while, since it
     * says who is blocked and what is read.
     */
    public Poller(
            String name,
            Own own,
            Network network,
            Inbox inbox,
            BooleanSupplier stateIsKnown,
            PollSettings settings,
            RandomGenerator random) {
        this.stateIsKnown = stateIsKnown;
        this.own = own;
        wake = new Signal(own.pace());
        this.settings = settings;
        this.random = random;
        mailbox = new Mailbox(own, network, inbox, settings.waitMax());
        clockIsWrong = network::doubtClock;
        pauseAfterFailure = settings.retryFirst();
        pauseBetweenPolls = settings.fast();
        first = Thread.ofVirtual().name("hearth-poll-" + name).unstarted(() -> repeat(this::poll));
        second = Thread.ofVirtual().name("hearth-second-look-" + name).unstarted(() -> repeat(this::lookElsewhere));
    }

    /** One round of one of the threads. */
    private interface Round {
        void run() throws InterruptedException;
    }

    /** Begins to look; returns at once. */
    public void start() {
        first.start();
        second.start();
    }

    /** When the mailbox was last looked into with success, by this box's clock. */
    public Optional<Instant> lastFetched() {
        return lastFetched;
    }

    /** Looks again at once, if it is pausing. */
    public void wake() {
        wake.raise();
    }

    @Override
    public void close() {
        closed = true;
        first.interrupt();
        second.interrupt();
        try {
            first.join(STOP_TIMEOUT);
            second.join(STOP_TIMEOUT);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whatever goes wrong in a round must not end the thread: nobody else would fetch the messages. */
    private void repeat(Round round) {
        try {
            while (!closed) {
                try {
                    round.run();
                } catch (RuntimeException fault) {
                    if (!closed) {
                        LOG.log(System.Logger.Level.ERROR, "Looking into the mailbox failed", fault);
                        own.pace().sleep(settings.retryMax());
                    }
                }
            }
        } catch (InterruptedException _) {
            // Closed.
        }
    }

    private void poll() throws InterruptedException {
        if (!own.time().isKnown()) {
            // Questions are signed with the time. Whoever learns it wakes us.
            wake.await(settings.retryMax());
            return;
        }
        if (!stateIsKnown.getAsBoolean() && stateWaits < STATE_WAITS_MAX) {
            if (!wake.await(settings.retryFirst())) {
                stateWaits++;
            }
            return;
        }
        var members = mailbox.members();
        var member = choose(members);
        if (member.isEmpty()) {
            failed.clear();
            pauseAfterFailure();
            return;
        }
        var hold = isCaughtUp && mailbox.canWait(member.get());
        var asked = own.pace().nanos();
        var answer = mailbox.ask(member.get(), members, hold);
        var took = Duration.ofNanos(own.pace().nanos() - asked);
        switch (answer) {
            case MORE -> fetched();
            case NEWS -> {
                fetched();
                pauseBetweenPolls = settings.fast();
                isCaughtUp = true;
                if (!mailbox.canWait(member.get())) {
                    wake.await(pauseBetweenPolls);
                }
            }
            case NOTHING -> {
                fetched();
                isCaughtUp = true;
                // A node that was to wait and did not is asked no more often than one that cannot.
                if (!mailbox.canWait(member.get()) || (hold && took.compareTo(settings.fast()) < 0)) {
                    wake.await(pauseBetweenPolls);
                    pauseBetweenPolls = min(grown(pauseBetweenPolls), settings.slow());
                }
            }
            case CANNOT_WAIT -> isCaughtUp = true;
            case MOVED -> leave();
            case CLOCK -> {
                clockIsWrong.run();
                pauseAfterFailure();
            }
            case FAILED -> {
                failed.add(member.get().id());
                leave();
                pauseAfterFailure();
            }
        }
    }

    /** The member asked so far, or the most promising that has not failed; none when all have. */
    private Optional<NodeInfo> choose(List<NodeInfo> members) {
        var chosen = members.stream()
                .filter(member -> isCurrent(member))
                .findFirst()
                .or(() -> members.stream()
                        .filter(member -> !failed.contains(member.id()))
                        .findFirst());
        if (!chosen.map(NodeInfo::id).equals(current)) {
            leave();
            current = chosen.map(NodeInfo::id);
        }
        return chosen;
    }

    private void leave() {
        current = Optional.empty();
        // Another node is not asked to wait before it has told what it has.
        isCaughtUp = false;
    }

    private void fetched() {
        failed.clear();
        pauseAfterFailure = settings.retryFirst();
        noteFetch();
    }

    private void noteFetch() {
        var before = lastFetched;
        lastFetched = Optional.of(Instant.ofEpochMilli(own.time().localMs()));
        if (before.isEmpty()) {
            own.changes().networkChanged();
        }
    }

    private void pauseAfterFailure() throws InterruptedException {
        wake.await(around(pauseAfterFailure));
        pauseAfterFailure = min(grown(pauseAfterFailure), settings.retryMax());
    }

    private void lookElsewhere() throws InterruptedException {
        own.pace().sleep(around(settings.secondLook()));
        if (!own.time().isKnown() || !stateIsKnown.getAsBoolean()) {
            return;
        }
        var members = mailbox.members();
        var other = members.stream().filter(member -> !isCurrent(member)).findFirst();
        var answer = other.isPresent() ? Answer.MORE : Answer.NOTHING;
        for (var page = 0; page < PAGES_MAX && answer == Answer.MORE; page++) {
            answer = mailbox.ask(other.orElseThrow(), members, false);
        }
        try {
            own.database()
                    .update(tx -> own.database().seen().forget(tx, own.time().nowMs()));
        } catch (StoreException disk) {
            LOG.log(System.Logger.Level.WARNING, "Old hashes cannot be forgotten: {0}", disk.getMessage());
        }
    }

    private boolean isCurrent(NodeInfo member) {
        return current.map(member.id()::equals).orElse(false);
    }

    private static Duration grown(Duration pause) {
        return Duration.ofMillis((long) (pause.toMillis() * PAUSE_GROWTH) + 1);
    }

    /** A little more or less, so that many accounts do not ask at the same moment. */
    private Duration around(Duration duration) {
        var millis = duration.toMillis();
        return Duration.ofMillis(millis * 9 / 10 + random.nextLong(millis / 5 + 1));
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
