package hearth.service.ledger.duty;

import hearth.protocol.id.NodeId;
import hearth.protocol.id.SwarmId;
import hearth.protocol.ledger.Amount;
import hearth.protocol.ledger.Block;
import hearth.protocol.ledger.BlockItem;
import hearth.protocol.ledger.Genesis;
import hearth.protocol.ledger.LedgerAddress;
import hearth.protocol.ledger.NodeRecord;
import hearth.protocol.ledger.StateChange;
import hearth.protocol.ledger.UptimeProof;
import hearth.protocol.network.NodeInfo;
import hearth.service.key.NodeKeys;
import hearth.service.ledger.Ledger;
import hearth.service.ledger.LedgerEvent;
import hearth.service.ledger.LedgerState;
import hearth.service.reach.TestRecords;
import hearth.testkit.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Nodes with a ledger in one thread and in virtual time. Each has its own book, box, tests and duties. */
final class Village {

    static final Instant START = Instant.ofEpochSecond(1_700_000_000);

    private static final int BLOCK_MILLIS = 1000;

    final FakeClock clock = new FakeClock(START);
    final List<Neighbour> nodes = new ArrayList<>();
    final List<LedgerEvent> events = new ArrayList<>();
    final Pace pace;

    private final List<BlockItem> waiting = new ArrayList<>();
    private LedgerState state;

    final class Neighbour implements DutyLink {

        final NodeKeys keys;
        final ProofBook proofs;
        final VoteBox votes = new VoteBox();
        final TestRecords tests = new TestRecords(clock);
        final Duties duties;
        String host;
        boolean isUp = true;
        boolean isHeard = true;

        Neighbour(int number) {
            var seed = new byte[32];
            seed[0] = (byte) (number + 1);
            keys = NodeKeys.fromSeed(seed);
            host = "10.0.0." + (number + 1);
            proofs = new ProofBook(state.network(), pace, clock);
            duties = new Duties(
                    keys, this::place, waiting::add, proofs, votes, tests, this, pace, clock, Village.this::nanos);
        }

        private NodeInfo place() {
            return new NodeInfo(keys.id(), keys.x25519().publicKey(), host, 22_021, 22_020, SwarmId.UNASSIGNED);
        }

        @Override
        public void tell(UptimeProof own) {
            others().forEach(other -> other.proofs.take(own, known()));
        }

        @Override
        public void tell(StateChange ballot) {
            others().forEach(other -> {
                if (other.votes.take(ballot, state)) {
                    other.duties.handIn(state);
                }
            });
        }

        private List<Neighbour> others() {
            return nodes.stream()
                    .filter(other -> other != this && isHeard && other.isHeard && other.isUp)
                    .toList();
        }

        NodeRecord record() {
            return state.node(keys.id()).orElseThrow();
        }
    }

    Village(int count, int timeScale) {
        var keys = new ArrayList<NodeId>();
        for (var i = 0; i < count; i++) {
            var seed = new byte[32];
            seed[0] = (byte) (i + 1);
            keys.add(NodeKeys.fromSeed(seed).id());
        }
        var operator =
                LedgerAddress.of(NodeKeys.fromSeed(new byte[32]).signing().publicKey());
        var founding = keys.stream()
                .sorted()
                .map(node -> new Genesis.FoundingNode(node, operator))
                .toList();
        var rules = new Genesis.Rules(Amount.tokens(100), timeScale, BLOCK_MILLIS, new Amount(10), Amount.tokens(1));
        state = Ledger.begin(new Genesis(
                "Village",
                new Genesis.Token("Village Token", "VIL"),
                rules,
                Amount.tokens(1000),
                START.toEpochMilli(),
                List.of(),
                founding));
        pace = Pace.of(rules);
        for (var i = 0; i < count; i++) {
            nodes.add(new Neighbour(i));
        }
    }

    LedgerState state() {
        return state;
    }

    private Set<NodeId> known() {
        return state.nodes().map(NodeRecord::id).collect(Collectors.toSet());
    }

    private long nanos() {
        return Duration.between(START, clock.instant()).toNanos();
    }

    /** One block later. */
    void block() {
        clock.advance(Duration.ofMillis(BLOCK_MILLIS));
        running().forEach(node -> node.duties.prove(state));
        var items = List.copyOf(new HashSet<>(waiting));
        waiting.clear();
        var applied = Ledger.apply(state, new Block(state.height() + 1, state.blockHash(), clock.millis(), items));
        state = applied.state();
        events.addAll(applied.events());
        running().forEach(node -> node.duties.vote(state));
    }

    void blocks(int count) {
        for (var i = 0; i < count; i++) {
            block();
        }
    }

    private List<Neighbour> running() {
        return nodes.stream().filter(node -> node.isUp).toList();
    }
}
