package hearth.service.ledger.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.Bytes;
import hearth.protocol.crypto.Ed25519KeyPair;
import hearth.protocol.id.NodeId;
import hearth.protocol.ledger.Action;
import hearth.protocol.ledger.Amount;
import hearth.protocol.ledger.BlockItem;
import hearth.protocol.ledger.Equivocation;
import hearth.protocol.ledger.Genesis;
import hearth.protocol.ledger.LedgerAddress;
import hearth.protocol.ledger.LedgerHash;
import hearth.protocol.ledger.Registration;
import hearth.protocol.ledger.Transaction;
import hearth.protocol.ledger.Transfer;
import hearth.protocol.ledger.UnlockRequest;
import hearth.service.ledger.LedgerState;
import hearth.sqlite.StoreException;
import hearth.testkit.FakeClock;
import hearth.testkit.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Boxes that keep one ledger in virtual time. Messages are late, lost and cut off; boxes are killed at any write and started again,
 * have full disks and wrong clocks; some lie. After every step it is checked that no two honest boxes have different
 * histories, and that tokens neither come nor go.
 */
class SimLedger {

    static final int BLOCK_MILLIS = 1_000;
    static final int PEOPLE = 6;

    private static final Amount REQUIREMENT = Amount.tokens(100);
    private static final Amount FEE = new Amount(10);
    private static final long START = 1_800_000_000_000L;
    private static final Map<Integer, Ed25519KeyPair> KEYS = new HashMap<>();
    private static final int NODE_KEYS_FROM = 1_000;

    final RandomGenerator random;
    final Genesis genesis;
    final List<Box> boxes = new ArrayList<>();
    long now;
    int lossPercent;
    long delayMillisMax = 50;
    long messages;
    long bytes;

    /** What each height holds, as the first honest box said that had it. */
    private final Map<Long, LedgerHash> history = new HashMap<>();

    private final Map<Long, LedgerHash> roots = new HashMap<>();
    private final Set<Equivocation> proofs = new HashSet<>();
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
    private long number;

    private record Event(long at, long number, Runnable work) {}

    /** How a box behaves. */
    enum Kind {
        HONEST,
        /** Says nothing. */
        SILENT,
        /** Lives twice, with two disks and two opinions. */
        TWIN,
        /** Says to each only some of what it should. */
        WITHHOLDING,
        /** Changes bytes of what it says. */
        GARBLING
    }

    SimLedger(RandomGenerator random, int nodes, int timeScale) {
        this.random = random;
        genesis = genesis(nodes, timeScale);
    }

    static Genesis genesis(int nodes, int timeScale) {
        return genesis(nodes, timeScale, BLOCK_MILLIS);
    }

    /** A network that lives as slowly as the public one: a block every two minutes. */
    static Genesis slowGenesis(int nodes) {
        return genesis(nodes, 1, 120_000);
    }

    private static Genesis genesis(int nodes, int timeScale, int blockMillis) {
        var allocations = new ArrayList<Genesis.Allocation>();
        for (var i = 0; i < PEOPLE; i++) {
            allocations.add(new Genesis.Allocation(address(i), Amount.tokens(100_000)));
        }
        allocations.sort(Comparator.comparing(Genesis.Allocation::address));
        var founding = new ArrayList<Genesis.FoundingNode>();
        for (var i = 0; i < nodes; i++) {
            founding.add(new Genesis.FoundingNode(node(i), address(i % PEOPLE)));
        }
        founding.sort(Comparator.comparing(Genesis.FoundingNode::node));
        return new Genesis(
                "Simulated Lane",
                new Genesis.Token("Test Token", "TST"),
                new Genesis.Rules(REQUIREMENT, timeScale, blockMillis, FEE, Amount.tokens(5)),
                Amount.tokens(1_000_000),
                START,
                allocations,
                founding);
    }

    /** One box, which goes on after it was killed. */
    final class Box {

        final int index;
        final Kind kind;
        MemoryStore disk = new MemoryStore();
        final FakeClock clock = new FakeClock(Instant.ofEpochMilli(START));
        final List<BlockItem> submitted = new ArrayList<>();

        /** What arrives damaged at it. */
        Predicate<Bytes> garbles = _ -> false;

        /** Whom it cannot reach at present. */
        final Set<Box> cut = new HashSet<>();

        @Nullable
        Replica replica;

        @Nullable
        Chain chain;

        private long wakeNumber;
        private long finalHeight;
        int kills;

        Box(int index, Kind kind) {
            this.index = index;
            this.kind = kind;
        }

        boolean isHonest() {
            return kind == Kind.HONEST;
        }

        boolean isUp() {
            return replica != null;
        }

        LedgerState state() {
            if (chain == null) {
                throw new IllegalStateException("The box is off");
            }
            return chain.state();
        }

        NodeId id() {
            return node(index);
        }

        void start() {
            guarded(() -> {
                var opened = new Chain(genesis, disk);
                chain = opened;
                replica = new Replica(opened, List.of(nodeKey(index)), new Link(this), clock, () -> now * 1_000_000);
                assertTrue(opened.height() >= finalHeight || !isHonest(), "A final block was lost");
            });
            wake();
        }

        void stop() {
            replica = null;
            chain = null;
            wakeNumber++;
        }

        /** Starts again with an empty disk. */
        void loseDisk() {
            stop();
            disk = new MemoryStore();
            submitted.clear();
            finalHeight = 0;
            start();
        }

        private void kill() {
            kills++;
            stop();
            at(now + random.nextLong(5_000), () -> {
                if (!isUp()) {
                    start();
                }
            });
        }

        /** Runs something of the box, which may be the last that it does. */
        private void guarded(Runnable work) {
            try {
                work.run();
            } catch (MemoryStore.Killed killed) {
                kill();
            } catch (StoreException full) {
                // A box that runs tries again later; one that could not even start is started again.
                if (!isUp()) {
                    kill();
                }
            }
        }

        void wake() {
            var mine = ++wakeNumber;
            guarded(() -> {
                if (replica == null) {
                    return;
                }
                var pause = 1_000L;
                try {
                    clock.advance(Duration.ofMillis(Math.max(0, now - clockAt)));
                    clockAt = now;
                    pause = replica.wake();
                } finally {
                    var next = now + Math.max(1, pause);
                    at(next, () -> {
                        if (mine == wakeNumber) {
                            wake();
                        }
                    });
                }
            });
            check();
        }

        private long clockAt;

        void check() {
            if (chain == null) {
                return;
            }
            for (var block : chain.takeNews()) {
                if (isHonest()) {
                    finalHeight = block.block().height();
                    SimLedger.this.check(block);
                }
            }
        }

        @Nullable
        Bytes receive(Bytes message) {
            var reply = new Bytes[1];
            guarded(() -> {
                if (replica != null) {
                    reply[0] = replica.receive(message).orElse(null);
                }
            });
            check();
            wake();
            return reply[0];
        }

        /** Accepts an item, or says why not. */
        Outcome submit(BlockItem item) {
            var outcome = new Outcome[] {new Outcome.Busy()};
            guarded(() -> {
                if (replica != null) {
                    outcome[0] = replica.submit(item);
                }
            });
            if (outcome[0] instanceof Outcome.Waiting) {
                submitted.add(item);
            }
            check();
            wake();
            return outcome[0];
        }
    }

    private final class Link implements LedgerLink {

        private final Box from;

        Link(Box from) {
            this.from = from;
        }

        @Override
        public Collection<NodeId> peers() {
            return boxes.stream()
                    .filter(box -> box.index != from.index)
                    .map(Box::id)
                    .distinct()
                    .toList();
        }

        @Override
        public void send(NodeId to, Bytes message) {
            for (var box : boxes) {
                if (box.id().equals(to)) {
                    carry(from, box, message);
                }
            }
        }
    }

    private void carry(Box from, Box to, Bytes message) {
        var isLost = random.nextInt(100) < lossPercent
                || from.kind == Kind.SILENT
                || to.kind == Kind.SILENT
                || (from.kind == Kind.WITHHOLDING && random.nextBoolean())
                || from.cut.contains(to)
                || to.cut.contains(from);
        if (isLost) {
            return;
        }
        messages++;
        bytes += message.length();
        carried(message);
        var isGarbled = (from.kind == Kind.GARBLING && random.nextInt(3) == 0) || to.garbles.test(message);
        var carried = isGarbled ? garbled(message) : message;
        at(now + 1 + random.nextLong(delayMillisMax), () -> {
            var reply = to.receive(carried);
            if (reply != null) {
                carry(to, from, reply);
            }
        });
    }

    /** A message is on its way. */
    void carried(Bytes message) {
        // Nobody listens here.
    }

    private Bytes garbled(Bytes message) {
        var bytes = message.toArray();
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
        return Bytes.wrap(bytes);
    }

    void at(long time, Runnable work) {
        events.add(new Event(time, number++, work));
    }

    Box add(int index, Kind kind) {
        var box = new Box(index, kind);
        boxes.add(box);
        box.clockAt = now;
        box.clock.advance(Duration.ofMillis(now));
        box.start();
        return box;
    }

    List<Box> honest() {
        return boxes.stream().filter(Box::isHonest).toList();
    }

    List<Box> up() {
        return honest().stream().filter(Box::isUp).toList();
    }

    void run(long millis) {
        var end = now + millis;
        while (!events.isEmpty() && events.peek().at() <= end) {
            var event = events.remove();
            now = event.at();
            event.work().run();
        }
        now = end;
    }

    /** Runs until {@code isDone}, but not longer than {@code millis}. */
    boolean runUntil(long millis, BooleanSupplier isDone) {
        var end = now + millis;
        while (!isDone.getAsBoolean()) {
            if (events.isEmpty() || events.peek().at() > end) {
                return false;
            }
            var event = events.remove();
            now = event.at();
            event.work().run();
        }
        return true;
    }

    private void check(Finalised block) {
        var height = block.block().height();
        var hash = history.putIfAbsent(height, block.block().hash());
        if (hash != null) {
            assertEquals(hash, block.block().hash(), "Two histories at " + height);
        }
        var root = block.certificate().decision().root();
        var known = roots.putIfAbsent(height, root);
        if (known == null) {
            assertEquals(root, block.applied().state().root());
            assertEquals(genesis.supply(), block.applied().state().supply(), "The supply changed");
            assertEquals(List.of(), block.applied().refused(), "A block holds what the rules forbid");
            for (var item : block.block().items()) {
                if (item instanceof Equivocation proof) {
                    proofs.add(proof);
                }
            }
        } else {
            assertEquals(known, root, "Two states at " + height);
        }
    }

    /** How many blocks are final at some honest box. */
    long tallest() {
        return history.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    Set<Equivocation> proofs() {
        return proofs;
    }

    static Transaction sign(LedgerState state, int person, long nonce, Action action) {
        return new Transaction.Content(address(person), nonce, state.height() + 60, FEE, action)
                .sign(key(person), state.network());
    }

    Transaction transfer(Box box, int person) {
        var nonce = box.state().account(address(person)).nonce();
        var to = address(random.nextInt(PEOPLE));
        return sign(box.state(), person, nonce, new Transfer(to, new Amount(1 + random.nextInt(1_000))));
    }

    /** Registers the node of a box with a complete stake. */
    Transaction registration(Box box, int node, int person) {
        var nonce = box.state().account(address(person)).nonce();
        var terms = new Registration.Terms(node(node), 100, REQUIREMENT, List.of());
        return sign(
                box.state(),
                person,
                nonce,
                terms.agreed(nodeKey(node), box.state().network(), address(person), nonce));
    }

    Transaction unlock(Box box, NodeId node) {
        var operator = box.state().node(node).orElseThrow().operator();
        var person = 0;
        while (!address(person).equals(operator)) {
            person++;
        }
        return sign(box.state(), person, box.state().account(operator).nonce(), new UnlockRequest(node));
    }

    static Ed25519KeyPair key(int number) {
        return KEYS.computeIfAbsent(number, seed -> Ed25519KeyPair.fromSeed(Seeds.bytes(Seeds.random(seed), 32)));
    }

    static LedgerAddress address(int person) {
        return LedgerAddress.of(key(person).publicKey());
    }

    static Ed25519KeyPair nodeKey(int node) {
        return key(NODE_KEYS_FROM + node);
    }

    static NodeId node(int node) {
        return NodeId.of(nodeKey(node).publicKey().bytes());
    }
}
