package hearth.service.ledger;

import hearth.protocol.FormatException;
import hearth.protocol.ledger.Amount;
import hearth.protocol.ledger.BlockItem;
import hearth.protocol.ledger.Transfer;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * Says what the ledger costs in processor time with many nodes. Run it with the test class path of this module: {@code java
 * hearth.service.ledger.LedgerCost NODES}. Each line is the least of five rounds after one to warm up.
 */
final class LedgerCost {

    private static final int ROUNDS = 6;
    private static final int BLOCKS = 50;
    private static final int TRANSFERS = 500;
    private static final int NANOS_PER_MICRO = 1000;

    private LedgerCost() {}

    public static void main(String[] args) {
        var nodes = Integer.parseInt(args[0]);
        var genesis = Chain.genesis(nodes, 1);
        say("beginning with " + nodes + " nodes", 1, () -> Ledger.begin(genesis));
        var start = Ledger.begin(genesis);
        say("empty block, with root", BLOCKS, () -> {
            var state = start;
            for (var i = 0; i < BLOCKS; i++) {
                state = Ledger.apply(state, Chain.next(state, List.of())).state();
                state.root();
            }
        });
        var transfers = transfers(start);
        say(
                "transfer, with root",
                TRANSFERS,
                () -> Ledger.apply(start, Chain.next(start, transfers)).state().root());
        var snapshot = Snapshot.encode(start);
        System.out.println("snapshot: " + snapshot.length + " bytes");
        say("snapshot written", 1, () -> Snapshot.encode(start));
        say("snapshot read, with root", 1, () -> read(snapshot));
    }

    private static void read(byte[] snapshot) {
        try {
            Snapshot.decode(snapshot).root();
        } catch (FormatException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<BlockItem> transfers(LedgerState state) {
        var items = new ArrayList<BlockItem>();
        var chain = new Chain(state.genesis());
        for (var i = 0; i < TRANSFERS; i++) {
            var person = i % Chain.PEOPLE;
            items.add(chain.sign(
                    person, i / Chain.PEOPLE, new Transfer(Chain.address((i + 1) % Chain.PEOPLE), new Amount(1 + i))));
        }
        return items;
    }

    private static void say(String what, int times, Runnable work) {
        var least = Long.MAX_VALUE;
        for (var round = 0; round < ROUNDS; round++) {
            var before = processorNanos();
            work.run();
            if (round > 0) {
                least = Math.min(least, processorNanos() - before);
            }
        }
        System.out.println(what + ": " + least / times / NANOS_PER_MICRO + " us");
    }

    private static long processorNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
