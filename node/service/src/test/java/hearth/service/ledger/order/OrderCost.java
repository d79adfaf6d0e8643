package hearth.service.ledger.order;

import com.sun.management.OperatingSystemMXBean;
import hearth.protocol.Bytes;
import hearth.protocol.crypto.Ed25519KeyPair;
import hearth.protocol.id.NodeId;
import hearth.protocol.ledger.Amount;
import hearth.protocol.ledger.Transaction;
import hearth.protocol.ledger.Transfer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a ledger of several boxes costs: {@code OrderCost BOXES TRANSFERS QUIET_SECONDS}, run with the test class path. All boxes
 * are in this process, each with its own file on disk; messages go from one to the other without a network, so that the times
 * are those of signatures, rules and disk.
 */
final class OrderCost {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int HOUR_SECONDS = 3_600;

    private final Map<NodeId, LedgerNode> boxes = new ConcurrentHashMap<>();
    private final AtomicLong messages = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final ExecutorService carriers = Executors.newVirtualThreadPerTaskExecutor();

    private OrderCost() {}

    public static void main(String[] args) throws Exception {
        new OrderCost().run(Integer.parseInt(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        System.exit(0);
    }

    private void run(int count, int transfers, int quietSeconds) throws Exception {
        System.out.println("RSS before: " + rssMib() + " MiB");
        var folder = Files.createTempDirectory("ledgers");
        var genesis = SimLedger.slowGenesis(count);
        for (var i = 0; i < count; i++) {
            var key = SimLedger.nodeKey(i);
            boxes.put(
                    SimLedger.node(i),
                    LedgerNode.open(
                            folder.resolve(i + ".db"),
                            genesis,
                            List.of(key),
                            new Direct(key),
                            Clock.systemUTC(),
                            System::nanoTime));
        }
        finality(count, transfers);
        quiet(count, quietSeconds);
        System.out.println("RSS after: " + rssMib() + " MiB, heap in use " + heapMib() + " MiB");
    }

    private void finality(int count, int transfers) throws Exception {
        var times = new ArrayList<Long>();
        var cpu = cpuNanos();
        for (var i = 0; i < transfers; i++) {
            var box = box(SimLedger.node(i % count));
            var person = i % SimLedger.PEOPLE;
            var state = box.state();
            var content = new Transaction.Content(
                    SimLedger.address(person),
                    state.account(SimLedger.address(person)).nonce(),
                    state.height() + 1_000,
                    new Amount(10),
                    new Transfer(SimLedger.address(0), Amount.tokens(1)));
            var item = content.sign(SimLedger.key(person), state.network());
            var from = System.nanoTime();
            box.submit(item);
            if (!(box.await(item.id(), PATIENCE) instanceof Outcome.Taken(var height))) {
                throw new IllegalStateException("Not taken");
            }
            times.add((System.nanoTime() - from) / 1_000);
            for (var other : boxes.values()) {
                while (other.height() < height) {
                    Thread.onSpinWait();
                }
            }
        }
        var used = (cpuNanos() - cpu) / 1_000 / transfers / count;
        var warm = times.subList(transfers / 3, transfers).stream().sorted().toList();
        System.out.printf(
                "%d boxes, %d transfers: final p50 %d us, p95 %d us, max %d us; %d us of processor time per block and box; "
                        + "%d messages of %d bytes per block%n",
                count,
                transfers,
                warm.get(warm.size() / 2),
                warm.get(warm.size() * 95 / 100),
                warm.getLast(),
                used,
                messages.get() / transfers,
                bytes.get() / Math.max(1, messages.get()));
    }

    private LedgerNode box(NodeId id) {
        return Objects.requireNonNull(boxes.get(id));
    }

    /** Nothing but the heartbeat: an empty block now and then. */
    private void quiet(int count, int seconds) throws InterruptedException {
        var height = box(SimLedger.node(0)).height();
        var cpu = cpuNanos();
        var before = bytes.get();
        Thread.sleep(Duration.ofSeconds(seconds));
        System.out.printf(
                "Quiet for %d s, %d blocks: %d us of processor time per second and box, %d bytes sent per hour and box%n",
                seconds,
                box(SimLedger.node(0)).height() - height,
                (cpuNanos() - cpu) / 1_000 / seconds / count,
                (bytes.get() - before) * HOUR_SECONDS / seconds / count);
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static long rssMib() throws IOException {
        var line = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(each -> each.startsWith("VmRSS"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(line.replaceAll("\\D", "")) >> 10;
    }

    private static long heapMib() {
        System.gc();
        var runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    }

    private final class Direct implements LedgerLink {

        private final NodeId own;

        Direct(Ed25519KeyPair key) {
            own = NodeId.of(key.publicKey().bytes());
        }

        @Override
        public Collection<NodeId> peers() {
            return boxes.keySet().stream().filter(box -> !box.equals(own)).toList();
        }

        @Override
        public void send(NodeId to, Bytes message) {
            count(message);
            carriers.execute(() -> {
                var box = boxes.get(to);
                var reply = box == null ? Optional.<Bytes>empty() : box.receive(message);
                reply.ifPresent(part -> {
                    count(part);
                    box(own).receive(part).ifPresent(next -> send(to, next));
                });
            });
        }

        private void count(Bytes message) {
            messages.incrementAndGet();
            bytes.addAndGet(message.length());
        }
    }
}
