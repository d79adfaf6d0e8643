package hearth.service.ledger.duty;

import hearth.protocol.FormatException;
import hearth.protocol.id.NodeId;
import hearth.protocol.id.SwarmId;
import hearth.protocol.ledger.LedgerHash;
import hearth.protocol.ledger.UptimeProof;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The newest proof of every node that the ledger knows, and who moved lately. Safe for use by many threads. */
public final class ProofBook {

    /** How far in the future a proof may lie: clocks differ (8.6). */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    /** What became of a proof. */
    public enum Outcome {
        /** It is the newest one now: others should hear of it. */
        NEW,
        /** This one, or a newer one, or one that is hardly older was known. */
        KNOWN,
        /** The ledger has no such node, or not yet. */
        STRANGER,
        /** It is signed by somebody else, or lies in the future. */
        REFUSED
    }

    /**
     * What is known of a node.
     *
     * @param seen    when the newest proof was made, or came if that was earlier
     * @param movedAt when it was somewhere else than before for the first time, if both proofs lie close together
     */
    private record Entry(UptimeProof proof, Instant seen, Optional<Instant> movedAt) {}

    private final LedgerHash network;
    private final Pace pace;
    private final Clock clock;
    private final Map<NodeId, Entry> entries = new ConcurrentHashMap<>();

    public ProofBook(LedgerHash network, Pace pace, Clock clock) {
        this.network = network;
        this.pace = pace;
        this.clock = clock;
    }

    /** Takes a proof of anybody in {@code known}. Of no others, which bounds the book. */
    public Outcome take(UptimeProof proof, Set<NodeId> known) {
        if (!known.contains(proof.node())) {
            return Outcome.STRANGER;
        }
        var now = clock.instant();
        if (proof.time().isAfter(now.plus(CLOCKS_DIFFER))) {
            return Outcome.REFUSED;
        }
        if (!isNews(entries.get(proof.node()), proof)) {
            return Outcome.KNOWN;
        }
        if (!isSound(proof)) {
            return Outcome.REFUSED;
        }
        var taken = new boolean[1];
        entries.compute(proof.node(), (_, before) -> {
            taken[0] = isNews(before, proof);
            return taken[0] || before == null ? entry(before, proof, now) : before;
        });
        return taken[0] ? Outcome.NEW : Outcome.KNOWN;
    }

    private boolean isNews(@Nullable Entry before, UptimeProof proof) {
        if (before == null) {
            return true;
        }
        var old = before.proof().content();
        var since = proof.content().time() - old.time();
        return since > 0 && (since >= pace.proofMin().toMillis() || !isSamePlace(old, proof.content()));
    }

    private boolean isSound(UptimeProof proof) {
        try {
            var _ = proof.place(SwarmId.UNASSIGNED);
            return proof.isSigned(network);
        } catch (FormatException noKey) {
            return false;
        }
    }

    private Entry entry(@Nullable Entry before, UptimeProof proof, Instant now) {
        var seen = proof.time().isBefore(now) ? proof.time() : now;
        if (before == null) {
            return new Entry(proof, seen, Optional.empty());
        }
        var isElsewhere =
                !before.proof().content().host().equals(proof.content().host());
        var isSoon = seen.isBefore(before.seen().plus(pace.addressWindow()));
        return new Entry(proof, seen, isElsewhere && isSoon ? Optional.of(seen) : before.movedAt());
    }

    private static boolean isSamePlace(UptimeProof.Content a, UptimeProof.Content b) {
        return a.host().equals(b.host()) && a.httpsPort() == b.httpsPort() && a.omqPort() == b.omqPort();
    }

    /** The newest proof of a node. */
    public Optional<UptimeProof> find(NodeId node) {
        return Optional.ofNullable(entries.get(node)).map(Entry::proof);
    }

    /** Whether a node proved lately that it is up. */
    public boolean isUp(NodeId node) {
        return Optional.ofNullable(entries.get(node))
                .filter(entry -> entry.seen().plus(pace.proofMax()).isAfter(clock.instant()))
                .isPresent();
    }

    /** When a node was in two places within too short a time, if that is not long ago. */
    public Optional<Instant> movedAt(NodeId node) {
        return Optional.ofNullable(entries.get(node))
                .flatMap(Entry::movedAt)
                .filter(moved -> moved.plus(pace.addressWindow()).isAfter(clock.instant()));
    }

    /** All proofs, in any order. */
    public List<UptimeProof> all() {
        return entries.values().stream().map(Entry::proof).toList();
    }

    /** Forgets all other nodes. */
    public void retain(Set<NodeId> nodes) {
        entries.keySet().retainAll(nodes);
    }
}
