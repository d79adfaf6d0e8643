package hearth.service.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.FormatException;
import hearth.protocol.id.NodeId;
import hearth.protocol.id.SwarmId;
import hearth.protocol.ledger.Block;
import hearth.protocol.ledger.BlockItem;
import hearth.protocol.ledger.LedgerAddress;
import hearth.protocol.ledger.NodeRecord;
import hearth.protocol.ledger.Transaction;
import hearth.testkit.Seeds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Thousands of blocks of sense and nonsense, applied by two boxes. */
class LedgerPropertyTest {

    private static final int BLOCKS = 120;

    @Test
    void twoBoxesAgreeAndNoTokenIsMadeOrLost() {
        Seeds.check(15, random -> run(random, new HashSet<>(), new HashSet<>()));
    }

    @Test
    void theseBlocksBringAboutEverythingThatCanHappen() throws FormatException {
        var events = new HashSet<String>();
        var reasons = new HashSet<Reason>();
        for (var seed = 1; seed <= 15; seed++) {
            run(Seeds.random(seed), events, reasons);
        }

        assertEquals(
                Stream.of(LedgerEvent.class.getPermittedSubclasses())
                        .map(Class::getSimpleName)
                        .collect(Collectors.toCollection(TreeSet::new)),
                new TreeSet<>(events));
        var missing = new TreeSet<>(List.of(Reason.values()));
        missing.removeAll(reasons);
        // What takes many nodes, blocks or renewals is tried elsewhere.
        missing.removeAll(List.of(
                Reason.TOO_MANY_NODES,
                Reason.NO_PLACE,
                Reason.STILL_LOCKED,
                Reason.PENALISED_LATELY,
                Reason.RENEWED_TOO_FAR));
        assertEquals(Set.of(), missing);
    }

    private static void run(RandomGenerator random, Set<String> events, Set<Reason> reasons) throws FormatException {
        var scales = List.of(4, 100, 720, 1500, 5000);
        var chain = new Chain(random.nextInt(24), scales.get(random.nextInt(scales.size())));
        var nonsense = new Nonsense(chain, random);
        var other = Ledger.begin(chain.state().genesis());
        for (var i = 0; i < BLOCKS; i++) {
            var before = chain.state();
            var items = nonsense.items();
            var block = Chain.next(before, items);

            var applied = chain.apply(items);
            var elsewhere = Ledger.apply(other, Block.decode(block.encode()));

            assertEquals(applied.state().root(), elsewhere.state().root());
            assertEquals(applied.refused(), elsewhere.refused());
            assertEquals(applied.events(), elsewhere.events());
            requireReported(before, items, applied);
            requireSwarms(applied.state());
            other = i % 10 == 0 ? Snapshot.decode(Snapshot.encode(elsewhere.state())) : elsewhere.state();
            applied.events().forEach(event -> events.add(event.getClass().getSimpleName()));
            applied.refused().forEach(refused -> reasons.add(refused.reason()));
        }
    }

    /** A sender's nonce counts exactly those of their transactions that were taken, or refused and charged. */
    private static void requireReported(LedgerState before, List<BlockItem> items, Applied applied) {
        var uncharged = applied.refused().stream()
                .filter(refused -> !refused.charged())
                .map(Refused::index)
                .collect(Collectors.toSet());
        var counted = new HashMap<LedgerAddress, Long>();
        for (var i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof Transaction transaction && !uncharged.contains(i)) {
                counted.merge(transaction.content().sender(), 1L, Long::sum);
            }
        }
        counted.forEach((sender, count) -> assertEquals(
                before.account(sender).nonce() + count,
                applied.state().account(sender).nonce()));
    }

    private static void requireSwarms(LedgerState state) {
        var swarms = new HashMap<SwarmId, List<NodeId>>();
        state.nodes()
                .filter(NodeRecord::isActive)
                .forEach(node -> swarms.computeIfAbsent(node.swarm(), _ -> new ArrayList<>())
                        .add(node.id()));
        if (swarms.size() > 1) {
            var sizes = SwarmAssignment.Sizes.of(
                    state.nodes(NodeRecord.State.ACTIVE).size());
            swarms.values().forEach(members -> assertTrue(members.size() >= sizes.min()));
        }
    }
}
