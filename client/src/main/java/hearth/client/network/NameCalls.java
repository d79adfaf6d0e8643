package hearth.client.network;

import hearth.protocol.FormatException;
import hearth.protocol.name.NameAnswer;
import hearth.protocol.name.NameRecord;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.rpc.OxendRequest;
import hearth.protocol.rpc.ReplyReader;
import hearth.protocol.rpc.RpcReply;
import hearth.protocol.rpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * Asks three nodes at once for a name and believes what all of them say, as other clients do (network specification 7.6). One that
 * does not answer is replaced by another. They are of different swarms as far as there are so many, so that whoever runs one swarm
 * cannot answer for all.
 */
final class NameCalls implements Names {

    private static final int WITNESSES = 3;

    /** So many nodes are asked at most, since some may not answer. */
    private static final int ASKED_MAX = 6;

    private static final int AT_ONCE_MAX = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(25);

    /** How nodes begin to say that they do not know the question (network specification 3.6.14). */
    private static final List<String> UNKNOWN = List.of("Invalid oxend endpoint", "no method");

    private final NodePool pool;
    private final NodeHealth health;
    private final SwarmCalls swarms;
    private final RandomGenerator random;
    private final Semaphore slots = new Semaphore(AT_ONCE_MAX, true);

    NameCalls(NodePool pool, NodeHealth health, SwarmCalls swarms, RandomGenerator random) {
        this.pool = pool;
        this.health = health;
        this.swarms = swarms;
        this.random = random;
    }

    @Override
    public Answer find(String typed) throws InterruptedException {
        var name = typed.strip().toLowerCase(Locale.ROOT);
        if (!NameRecord.isName(name)) {
            return new Answer.NotAName();
        }
        if (!slots.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            return new Answer.NotReached();
        }
        try {
            return new Search(name, candidates()).answer();
        } finally {
            slots.release();
        }
    }

    private List<NodeInfo> candidates() {
        var nodes = new ArrayList<>(pool.nodes());
        Collections.shuffle(nodes, random);
        nodes.sort(Comparator.comparingInt(node -> health.blame(node.id())));
        var mixed = mixed(nodes);
        return mixed.subList(0, Math.min(ASKED_MAX, mixed.size()));
    }

    /** The first node of each swarm, then all others. */
    static List<NodeInfo> mixed(List<NodeInfo> nodes) {
        var swarms = new HashSet<>();
        var mixed = new ArrayList<NodeInfo>();
        var others = new ArrayList<NodeInfo>();
        for (var node : nodes) {
            var isFirst = !node.swarm().isUnassigned() && swarms.add(node.swarm());
            (isFirst ? mixed : others).add(node);
        }
        mixed.addAll(others);
        return mixed;
    }

    /** One name that is looked for. */
    private final class Search {

        private final String name;
        private final Queue<NodeInfo> candidates;
        private final AtomicInteger refusals = new AtomicInteger();

        Search(String name, List<NodeInfo> candidates) {
            this.name = name;
            this.candidates = new ConcurrentLinkedQueue<>(candidates);
        }

        Answer answer() throws InterruptedException {
            var questions = Collections.<Callable<Optional<Answer>>>nCopies(WITNESSES, this::witness);
            try (var threads = Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("hearth-name-", 0).factory())) {
                return agreed(threads.invokeAll(questions, PATIENCE.toSeconds(), TimeUnit.SECONDS).stream()
                        .flatMap(witness -> result(witness).stream())
                        .toList());
            }
        }

        /** Asks one node after the other until one answers. */
        private Optional<Answer> witness() throws InterruptedException {
            for (var node = candidates.poll(); node != null; node = candidates.poll()) {
                var reply = swarms.ask(node, List.of(node), OxendRequest.ofName(name), ReplyReader::name);
                if (!(reply instanceof SwarmReply.Answered<Optional<NameAnswer>> answered)) {
                    continue;
                }
                if (answered.reply() instanceof RpcReply.Ok<Optional<NameAnswer>> ok) {
                    return Optional.of(ok.result().map(this::opened).orElseGet(Answer.Nobody::new));
                }
                if (isUnknown(answered.reply())) {
                    refusals.incrementAndGet();
                }
            }
            return Optional.empty();
        }

        private Answer opened(NameAnswer found) {
            try {
                return new Answer.Account(found.open(name));
            } catch (FormatException unreadable) {
                return new Answer.Unreadable();
            }
        }

        private Answer agreed(List<Answer> answers) {
            if (answers.size() == WITNESSES) {
                return answers.stream().distinct().count() == 1 ? answers.getFirst() : new Answer.Disagreement();
            }
            return refusals.get() >= WITNESSES ? new Answer.NoNames() : new Answer.NotReached();
        }
    }

    private static Optional<Answer> result(Future<Optional<Answer>> witness) {
        return switch (witness.state()) {
            case SUCCESS -> witness.resultNow();
            case FAILED -> throw new IllegalStateException("Asking for a name failed", witness.exceptionNow());
            case CANCELLED, RUNNING -> Optional.empty();
        };
    }

    private static boolean isUnknown(RpcReply<?> reply) {
        return reply instanceof RpcReply.Refused<?>(var status, var reason)
                && status == Status.BAD_REQUEST
                && UNKNOWN.stream().anyMatch(reason::startsWith);
    }
}
