package hearth.service.bench;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.id.Account;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import hearth.protocol.rpc.RetrieveLimit;
import hearth.protocol.rpc.StoredMessage;
import hearth.service.store.MessageStore;
import hearth.service.store.SqliteMessageStore;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * How much disk a message of 1000 bytes takes with one message per account, and how soon a full store is ready again.
 * Arguments: an empty folder, and how many messages (215000). Run twice on the same folder, the second run opens what the first
 * one left: kill the first one meanwhile to see what a crash costs.
 */
public final class StoreBench {

    private static final int MESSAGE_BYTES = 1_000;
    private static final int WRITERS = 64;
    private static final long STORE_BYTES_MAX = 10L << 30;
    private static final long SENT_MS = 1_700_000_000_000L;
    private static final int LIFETIME_MS_MAX = 14 * 86_400_000;

    private StoreBench() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var file = Path.of(arguments[0]).resolve("messages.db");
        var wanted = Integer.parseInt(arguments[1]);
        try (var disk = Executors.newFixedThreadPool(2)) {
            var missing = wanted - open(file, disk);
            if (missing > 0) {
                fill(file, disk, missing);
                open(file, disk);
            }
        }
        System.out.printf("disk: %d bytes, %.1f per message%n", Files.size(file), (double) Files.size(file) / wanted);
    }

    /** Opens, does the first read and the first write, closes. Returns how many messages there are. */
    private static int open(Path file, Executor disk) throws IOException {
        var random = random(1);
        var account = account(random);
        var message = message(account, random);
        var system = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
        var startCpu = system.getProcessCpuTime();
        var start = System.nanoTime();
        try (var store = SqliteMessageStore.open(file, STORE_BYTES_MAX, disk)) {
            store.after(account, Namespace.DIRECT, Optional.empty(), 10, RetrieveLimit.BUDGET_MAX);
            store.put(account, Namespace.DIRECT, message);
            var ready = System.nanoTime();
            var cpu = system.getProcessCpuTime() - startCpu;
            var count = (int) store.count();
            var counted = System.nanoTime();
            System.out.printf(
                    "%d messages: ready after %.1f ms, %.1f ms of processor time (first read and write included), "
                            + "counted in %.1f ms%n",
                    count, (ready - start) / 1e6, cpu / 1e6, (counted - ready) / 1e6);
            return count;
        }
    }

    private static void fill(Path file, Executor disk, int count) throws InterruptedException {
        var system = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
        var random = random(count);
        var start = System.nanoTime();
        var startCpu = system.getProcessCpuTime();
        try (MessageStore store = SqliteMessageStore.open(file, STORE_BYTES_MAX, disk);
                var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            var slots = new Semaphore(WRITERS);
            for (var i = 0; i < count; i++) {
                var account = account(random);
                var message = message(account, random);
                slots.acquire();
                writers.execute(() -> {
                    try {
                        store.put(account, Namespace.DIRECT, message);
                    } finally {
                        slots.release();
                    }
                });
            }
            slots.acquire(WRITERS);
        }
        System.out.printf(
                "kept %d messages with %d writers: %.0f per second, %.0f us processor time each%n",
                count,
                WRITERS,
                count / ((System.nanoTime() - start) / 1e9),
                (system.getProcessCpuTime() - startCpu) / 1e3 / count);
    }

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    private static Account account(RandomGenerator random) {
        var bytes = new byte[Account.BYTES];
        random.nextBytes(bytes);
        bytes[0] = Account.PREFIX_PERSON;
        try {
            return Account.of(bytes);
        } catch (FormatException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static StoredMessage message(Account account, RandomGenerator random) {
        var data = new byte[MESSAGE_BYTES];
        random.nextBytes(data);
        var hash = MessageHash.of(account, Namespace.DIRECT, data);
        return new StoredMessage(hash, SENT_MS, SENT_MS + random.nextInt(LIFETIME_MS_MAX), Bytes.wrap(data));
    }
}
