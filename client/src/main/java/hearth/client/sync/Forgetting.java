package hearth.client.sync;

import hearth.client.network.Network;
import hearth.client.store.ForgetTable.Forget;
import hearth.client.store.Tx;
import hearth.protocol.id.MessageHash;
import hearth.protocol.rpc.Batch;
import hearth.protocol.rpc.Delete;
import hearth.protocol.rpc.Deleted;
import hearth.protocol.rpc.ReplyReader;
import hearth.protocol.rpc.SignedStrings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Lets the account's own swarm forget what was taken back, so that no device of the account that was off finds it there
 * (messages.md section 6.8). What is to be forgotten is on disk until the swarm has confirmed it. Works on one thread of its
 * own, until it is closed.
 */
public final class Forgetting implements AutoCloseable {

    /** Messages per request. */
    private static final int CHUNK = 100;

    private static final Duration IDLE = Duration.ofHours(1);

    private final Own own;
    private final OwnSwarm swarm;
    private final Duration retryFirst;
    private final Duration retryMax;
    private final Rounds rounds;

    /** Belongs to the thread of the rounds. */
    private Duration pause;

    /** @param retryFirst pause before the swarm is asked again when it did not answer; doubles up to {@code retryMax} */
    public Forgetting(String name, Own own, Network network, Duration retryFirst, Duration retryMax) {
        this.own = own;
        this.retryFirst = retryFirst;
        this.retryMax = retryMax;
        pause = retryFirst;
        swarm = new OwnSwarm(own, network);
        rounds = new Rounds(
                "hearth-forget-" + name, own.pace(), "Letting the swarm forget", () -> retryMax, _ -> round());
    }

    /** Begins to work; returns at once. */
    public void start() {
        rounds.start();
    }

    /** There is something to forget, or the network is back. */
    public void wake() {
        rounds.wake();
    }

    @Override
    public void close() {
        rounds.close();
    }

    /** The account's own swarm shall forget a message, if it ever had it. Part of the caller's transaction. */
    static void add(Tx tx, Own own, Optional<MessageHash> hash) throws SQLException {
        if (hash.isPresent()) {
            own.database().forgets().add(tx, hash.get(), own.time().nowMs() + Sender.TTL_MS);
            tx.afterwards(own.changes()::forgetsAdded);
        }
    }

    private Duration round() throws InterruptedException {
        if (!own.time().isKnown()) {
            return pause();
        }
        while (true) {
            var oldest = own.database().read(tx -> own.database().forgets().oldest(tx, CHUNK));
            if (oldest.isEmpty()) {
                pause = retryFirst;
                return IDLE;
            }
            var now = own.time().nowMs();
            var due = oldest.stream().filter(forget -> forget.untilMs() > now).toList();
            if (!due.isEmpty() && !isForgotten(due)) {
                return pause();
            }
            own.database().update(tx -> {
                for (var forget : oldest) {
                    own.database().forgets().remove(tx, forget);
                }
            });
        }
    }

    private Duration pause() {
        var now = pause;
        var doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(retryMax) < 0 ? doubled : retryMax;
        return now;
    }

    /** Whether a member of the swarm confirms with its signature that these are gone; it tells the others. */
    private boolean isForgotten(List<Forget> forgets) throws InterruptedException {
        var members = swarm.members();
        if (members.isEmpty()) {
            return false;
        }
        var hashes = forgets.stream().map(Forget::hash).distinct().toList();
        var request = new Delete(own.id().account(), hashes, false, swarm.proof(SignedStrings.delete(hashes)));
        return swarm.ask(members.getFirst(), members, new Batch(List.of(request)), 1)
                .flatMap(answers -> swarm.read(answers.getFirst(), answer -> ReplyReader.swarmResult(request, answer)))
                .filter(result -> members.stream()
                        .anyMatch(member -> result.members().get(member.id()) instanceof Deleted deleted
                                && deleted.isSignedBy(member.id())))
                .isPresent();
    }
}
