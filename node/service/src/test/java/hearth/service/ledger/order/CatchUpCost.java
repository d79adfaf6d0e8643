package hearth.service.ledger.order;

import hearth.protocol.Bytes;
import hearth.protocol.crypto.Ed25519KeyPair;
import hearth.protocol.id.NodeId;
import hearth.protocol.ledger.Amount;
import hearth.protocol.ledger.Genesis;
import hearth.protocol.ledger.Transaction;
import hearth.protocol.ledger.Transfer;
import hearth.testkit.FakeClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * How long a new box takes to catch up: {@code CatchUpCost BLOCKS}, run with the test class path. One box makes so many blocks, a
 * transfer in every tenth; then another one, with an empty file, asks it for what it has. Both are on real files and in virtual
 * time, so that what is measured is rules, signatures and disk, and no network.
 */
final class CatchUpCost {

    private static final int EVERY_TENTH = 10;

    private final FakeClock clock = new FakeClock(Instant.ofEpochMilli(1_800_000_000_000L));
    private final Genesis genesis = SimLedger.genesis(1, 1);
    private final Queue<Runnable> mail = new ArrayDeque<>();
    private long nanos;
    private long bytes;

    private CatchUpCost() {}

    public static void main(String[] args) throws Exception {
        new CatchUpCost().run(Integer.parseInt(args[0]));
        System.exit(0);
    }

    /** A box and what it says to the other one. */
    private final class Box {

        final Chain chain;
        final Replica replica;
        Optional<Box> other = Optional.empty();

        Box(Path file, NodeId peer, List<Ed25519KeyPair> keys) {
            chain = new Chain(genesis, LedgerFile.open(file));
            replica = new Replica(chain, keys, new Link(this, peer), clock, () -> nanos);
        }

        void receive(Bytes message) {
            bytes += message.length();
            replica.receive(message).ifPresent(reply -> other.ifPresent(to -> mail.add(() -> to.receive(reply))));
        }
    }

    private final class Link implements LedgerLink {

        private final Box own;
        private final NodeId peer;

        Link(Box own, NodeId peer) {
            this.own = own;
            this.peer = peer;
        }

        @Override
        public Collection<NodeId> peers() {
            return List.of(peer);
        }

        @Override
        public void send(NodeId to, Bytes message) {
            own.other.ifPresent(other -> mail.add(() -> other.receive(message)));
        }
    }

    private void run(int blocks) throws Exception {
        var folder = Files.createTempDirectory("catch-up");
        var old = new Box(folder.resolve("old.db"), SimLedger.node(1), List.of(SimLedger.nodeKey(0)));
        var began = System.nanoTime();
        while (old.chain.height() < blocks) {
            if (old.chain.height() % EVERY_TENTH == 0) {
                old.replica.submit(transfer(old));
            }
            step(old);
        }
        System.out.printf(
                "%d blocks made in %d ms, file of %d KiB%n",
                old.chain.height(),
                (System.nanoTime() - began) / 1_000_000,
                Files.size(folder.resolve("old.db")) >> 10);
        bytes = 0;
        var from = System.nanoTime();
        var fresh = new Box(folder.resolve("new.db"), SimLedger.node(0), List.of());
        old.other = Optional.of(fresh);
        fresh.other = Optional.of(old);
        while (fresh.chain.height() < blocks) {
            step(fresh);
            deliver();
        }
        System.out.printf(
                "A new box is at %d after %d ms, %d KiB received and sent%n",
                fresh.chain.height(), (System.nanoTime() - from) / 1_000_000, bytes >> 10);
    }

    private static Transaction transfer(Box box) {
        var state = box.chain.state();
        var nonce = state.account(SimLedger.address(0)).nonce();
        var one = new Amount(1);
        return SimLedger.sign(state, 0, nonce, new Transfer(SimLedger.address(1), one));
    }

    private void step(Box box) {
        var pause = Duration.ofMillis(Math.max(1, box.replica.wake()));
        clock.advance(pause);
        nanos += pause.toNanos();
        box.chain.takeNews();
    }

    private void deliver() {
        for (var next = mail.poll(); next != null; next = mail.poll()) {
            next.run();
        }
    }
}
