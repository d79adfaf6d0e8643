package hearth.service.swarm;

import hearth.protocol.Bytes;
import hearth.protocol.id.SwarmId;
import hearth.protocol.network.NodeInfo;
import hearth.service.peer.PeerLink;
import hearth.service.peer.PeerReply;
import hearth.service.store.MessageStore;
import hearth.service.store.MessageStore.Held;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;

/**
 * Hands a node all messages that are here and belong to its swarm, in batches, after asking whether it is ready (network.md
 * §5.4). If it said what it has, only what differs. Goes on where it was when it could not finish.
 */
final class Dumping {

    /** Less than the network allows: a batch is in memory three times at both ends. */
    static final int BATCH_BYTES = 1_000_000;

    /** Read at once; as many of the largest messages are 5 MB. */
    private static final int READ_AT_ONCE = 64;

    private static final Duration READY_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration DATA_TIMEOUT = Duration.ofSeconds(15);

    private final MessageStore store;
    private final Backlog backlog;
    private final PeerLink peers;

    Dumping(MessageStore store, Backlog backlog, PeerLink peers) {
        this.store = store;
        this.backlog = backlog;
        this.peers = peers;
    }

    /** Returns whether the dump is complete. */
    boolean dump(NodeInfo peer, SwarmId swarm, Layout layout, Optional<Digest> has, BooleanSupplier stopped) {
        var owed = backlog.dump(peer.id());
        if (owed.isEmpty()) {
            return true;
        }
        if (!isReady(peers, peer)) {
            return false;
        }
        var dump = owed.get();
        var numbers = numbers(swarm, layout, has, dump.upTo());
        var batch = new ArrayList<Held>();
        var cost = 0L;
        for (var from = 0; from < numbers.length; from += READ_AT_ONCE) {
            if (stopped.getAsBoolean()) {
                return false;
            }
            var part = Arrays.copyOfRange(numbers, from, Math.min(numbers.length, from + READ_AT_ONCE));
            for (var held : store.held(LongStream.of(part).boxed().toList())) {
                batch.add(held);
                cost += DataBatch.cost(held);
            }
            if (cost >= BATCH_BYTES) {
                if (!send(peer, batch)) {
                    return false;
                }
                backlog.dumped(dump, part[part.length - 1]);
                batch.clear();
                cost = 0;
            }
        }
        if (!batch.isEmpty() && !send(peer, batch)) {
            return false;
        }
        backlog.dumpDone(dump);
        return true;
    }

    /** Whether {@code peer} takes messages, so that they need not be sent to find out. */
    static boolean isReady(PeerLink peers, NodeInfo peer) {
        return peers.dataReady(peer, Optional.empty(), READY_TIMEOUT) instanceof PeerReply.Parts(var parts)
                && parts.size() == 1
                && text(parts.getFirst()).equals("OK");
    }

    private static String text(Bytes part) {
        return new String(part.toArray(), StandardCharsets.US_ASCII);
    }

    private boolean send(NodeInfo peer, List<Held> batch) {
        return Delivery.isTaken(peers.data(peer, DataBatch.encode(batch), DATA_TIMEOUT));
    }

    /** The messages of that swarm after {@code after}, or those of them in buckets that differ. */
    private long[] numbers(SwarmId swarm, Layout layout, Optional<Digest> has, long after) {
        var ours = Digest.empty();
        if (has.isPresent()) {
            visit(swarm, layout, (_, _, hash) -> ours.add(hash));
        }
        var numbers = LongStream.builder();
        visit(swarm, layout, (number, _, hash) -> {
            if (number > after && (has.isEmpty() || !ours.agrees(has.get(), hash))) {
                numbers.add(number);
            }
        });
        return numbers.build().toArray();
    }

    private void visit(SwarmId swarm, Layout layout, MessageStore.Visitor visitor) {
        store.visit((number, account, hash) -> {
            if (layout.swarmOf(account).filter(swarm::equals).isPresent()) {
                visitor.visit(number, account, hash);
            }
        });
    }
}
