package hearth.client.sync;

import hearth.client.network.Network;
import hearth.client.network.Signal;
import hearth.client.network.SwarmReply;
import hearth.protocol.id.Namespace;
import hearth.protocol.id.NodeId;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.rpc.Proof;
import hearth.protocol.rpc.ReplyReader;
import hearth.protocol.rpc.Retrieve;
import hearth.protocol.rpc.RetrieveLimit;
import hearth.protocol.rpc.Retrieved;
import hearth.protocol.rpc.RpcReply;
import hearth.protocol.rpc.SignedStrings;
import hearth.protocol.rpc.Status;
import hearth.protocol.rpc.StorageRequest;
import hearth.protocol.rpc.TimedProof;
import hearth.protocol.rpc.Wait;
import hearth.sqlite.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * Looks into the account's mailbox (messages.md section 5). One node of the swarm is asked to hold the question open until
 * something comes; where it cannot, it is asked again and again. Now and then another node is asked as well, since each may
 * have missed a message. Works on two threads of its own.
 */
public final class Poller implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Poller.class.getName());

    /** Half of what a node returns at once; as other clients ask for namespace 0. */
    private static final RetrieveLimit LIMIT = RetrieveLimit.part(2);

    private static final String NO_WAIT = "no method " + Wait.METHOD;
    private static final double PAUSE_GROWTH = 1.5;
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(3);

    private final Own own;
    private final Network network;
    private final Inbox inbox;
    private final PollSettings settings;
    private final RandomGenerator random;
    private final Signal wake = new Signal();
    private final Thread first;
    private final Thread second;

    /** Nodes that cannot hold a question open. */
    private final Set<NodeId> cannotWait = ConcurrentHashMap.newKeySet();

    private volatile Optional<Instant> lastFetched = Optional.empty();
    private volatile Optional<NodeId> current = Optional.empty();

    public Poller(String name, Own own, Network network, Inbox inbox, PollSettings settings, RandomGenerator random) {
        this.own = own;
        this.network = network;
        this.inbox = inbox;
        this.settings = settings;
        this.random = random;
        first = Thread.ofVirtual().name("hearth-poll-" + name).unstarted(this::poll);
        second = Thread.ofVirtual().name("hearth-second-look-" + name).unstarted(this::lookElsewhere);
    }

    /** How one question ended. */
    private enum Answer {
        /** Nothing new. */
        NOTHING,
        /** Something new. */
        NEWS,
        /** Something, and there is more. */
        MORE,
        /** The node cannot hold a question open. */
        CANNOT_WAIT,
        /** The account belongs to another swarm now. */
        MOVED,
        /** The clock of this box is wrong. */
        CLOCK,
        /** No answer, or none that helps. */
        FAILED
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
        first.interrupt();
        second.interrupt();
        try {
            first.join(STOP_TIMEOUT);
            second.join(STOP_TIMEOUT);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void poll() {
        var pause = settings.retryFirst();
        var quiet = settings.fast();
        var held = false;
        var failed = new HashSet<NodeId>();
        try {
            while (!Thread.currentThread().isInterrupted()) {
                if (!own.time().isKnown()) {
                    // Questions are signed with the time.
                    wake.await(settings.retryFirst());
                    continue;
                }
                var members = network.swarms().members(own.id().account());
                var member = choose(members, failed);
                if (member.isEmpty()) {
                    failed.clear();
                    wake.await(pause);
                    pause = longer(pause);
                    continue;
                }
                // The first question to a node is not held: what is there already must be known before waiting for
                // more.
                var canHold = held && !cannotWait.contains(member.get().id());
                var answer = ask(member.get(), members, canHold);
                held = answer == Answer.NOTHING || (held && answer == Answer.NEWS);
                switch (answer) {
                    case MORE -> quiet = settings.fast();
                    case NOTHING, NEWS -> {
                        failed.clear();
                        pause = settings.retryFirst();
                        quiet = answer == Answer.NEWS ? settings.fast() : slower(quiet);
                        if (cannotWait.contains(member.get().id())) {
                            wake.await(quiet);
                        }
                    }
                    case CANNOT_WAIT -> cannotWait.add(member.get().id());
                    case MOVED -> failed.clear();
                    case CLOCK -> {
                        network.doubtClock();
                        wake.await(pause);
                    }
                    case FAILED -> {
                        failed.add(member.get().id());
                        current = Optional.empty();
                        wake.await(pause);
                        pause = longer(pause);
                    }
                }
            }
        } catch (InterruptedException _) {
            // Closed.
        }
    }

    /** The member asked so far, or the most promising that has not failed; all again when all have. */
    private Optional<NodeInfo> choose(List<NodeInfo> members, Set<NodeId> failed) {
        var chosen = members.stream()
                .filter(member -> current.map(member.id()::equals).orElse(false))
                .findFirst()
                .or(() -> members.stream()
                        .filter(member -> !failed.contains(member.id()))
                        .findFirst());
        current = chosen.map(NodeInfo::id);
        return chosen;
    }

    private void lookElsewhere() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(around(settings.secondLook()));
                if (!own.time().isKnown()) {
                    continue;
                }
                var members = network.swarms().members(own.id().account());
                var other = members.stream()
                        .filter(member -> !current.map(member.id()::equals).orElse(false))
                        .findFirst();
                var answer = other.isPresent() ? Answer.MORE : Answer.NOTHING;
                while (answer == Answer.MORE) {
                    answer = ask(other.orElseThrow(), members, false);
                }
                own.database()
                        .update(tx ->
                                own.database().seen().forget(tx, own.time().nowMs()));
            }
        } catch (InterruptedException _) {
            // Closed.
        } catch (StoreException disk) {
            LOG.log(System.Logger.Level.WARNING, "Old hashes cannot be forgotten: {0}", disk.getMessage());
        }
    }

    private Answer ask(NodeInfo member, List<NodeInfo> members, boolean hold) throws InterruptedException {
        try {
            var question = question(member, hold);
            var reply = network.swarms().ask(member, members, question, ReplyReader::retrieve);
            return switch (reply) {
                case SwarmReply.NotReached<Retrieved> _ -> Answer.FAILED;
                case SwarmReply.Answered<Retrieved> answered ->
                    switch (answered.reply()) {
                        case RpcReply.Ok<Retrieved> ok -> take(member, ok.result());
                        case RpcReply.WrongSwarm<Retrieved>(var swarm) ->
                            network.swarms().follow(own.id().account(), swarm) ? Answer.MOVED : Answer.FAILED;
                        case RpcReply.ClockWrong<Retrieved> _ -> Answer.CLOCK;
                        case RpcReply.Busy<Retrieved> _, RpcReply.Failed<Retrieved> _ -> Answer.FAILED;
                        case RpcReply.Refused<Retrieved>(var status, var reason) -> refused(status, reason, hold);
                    };
            };
        } catch (StoreException disk) {
            LOG.log(System.Logger.Level.WARNING, "Fetched messages cannot be kept: {0}", disk.getMessage());
            return Answer.FAILED;
        }
    }

    private static Answer refused(int status, String reason, boolean held) {
        if (held && reason.startsWith(NO_WAIT)) {
            return Answer.CANNOT_WAIT;
        }
        // A signature that does not verify is, for an account that has its own key, a question of the time signed.
        return status == Status.UNAUTHORIZED ? Answer.CLOCK : Answer.FAILED;
    }

    private Answer take(NodeInfo member, Retrieved retrieved) {
        var fresh = inbox.take(member.id(), Namespace.DIRECT, retrieved.messages());
        var before = lastFetched;
        lastFetched = Optional.of(Instant.ofEpochMilli(own.time().localMs()));
        if (before.isEmpty()) {
            own.changes().networkChanged();
        }
        if (retrieved.more() && !retrieved.messages().isEmpty()) {
            return Answer.MORE;
        }
        return fresh > 0 ? Answer.NEWS : Answer.NOTHING;
    }

    private StorageRequest.Single question(NodeInfo member, boolean hold) {
        var now = own.time().nowMs();
        var last = own.database().read(tx -> own.database().seen().cursor(tx, member.id(), Namespace.DIRECT, now));
        var signature = own.keys().signing().sign(SignedStrings.retrieve(Namespace.DIRECT, now));
        var proof = Proof.ofPerson(own.keys().signing().publicKey(), signature);
        var retrieve = new Retrieve(
                own.id().account(), Namespace.DIRECT, last, LIMIT, Optional.of(new TimedProof(now, proof)));
        return hold ? new Wait(retrieve, settings.waitMax()) : retrieve;
    }

    private Duration longer(Duration pause) {
        return min(around(Duration.ofMillis((long) (pause.toMillis() * PAUSE_GROWTH) + 1)), settings.retryMax());
    }

    private Duration slower(Duration quiet) {
        return min(Duration.ofMillis((long) (quiet.toMillis() * PAUSE_GROWTH) + 1), settings.slow());
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
