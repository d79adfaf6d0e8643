package hearth.client.store;

import hearth.protocol.crypto.SymmetricKey;
import hearth.testkit.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Measures how long others wait for their turn while accounts write without a pause: {@code TurnTime [accounts] [seconds]}.
 * Somebody who wants to do something every 5 ms says how late that came.
 */
final class TurnTime {

    private static final Duration PAUSE = Duration.ofMillis(5);

    private TurnTime() {}

    public static void main(String[] arguments) throws Exception {
        var accounts = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 4;
        var seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10;
        var folder = Files.createTempDirectory("hearth-turns");
        var databases = IntStream.range(0, accounts)
                .mapToObj(i -> open(folder.resolve("account " + i)))
                .toList();
        var end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        var threads = new ArrayList<Thread>();
        for (var database : databases) {
            threads.add(Thread.startVirtualThread(() -> {
                for (var i = 0; System.nanoTime() < end; i++) {
                    var value = new byte[] {(byte) i};
                    database.update(tx -> database.meta().put(tx, "turn", value));
                }
            }));
        }
        var late = new ArrayList<Double>();
        threads.add(Thread.startVirtualThread(() -> {
            while (System.nanoTime() < end) {
                late.add(lateMillis());
            }
        }));
        for (var thread : threads) {
            thread.join();
        }
        databases.forEach(AccountDatabase::close);
        print(late.stream().sorted().toList());
    }

    private static double lateMillis() {
        var before = System.nanoTime();
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
        return (System.nanoTime() - before - PAUSE.toNanos()) / 1e6;
    }

    private static void print(List<Double> late) {
        if (late.isEmpty()) {
            System.out.println("no turn at all");
        } else {
            System.out.printf(
                    "%d turns, late: p50 %.1f ms, p95 %.1f ms, most %.1f ms%n",
                    late.size(), late.get(late.size() / 2), late.get(late.size() * 95 / 100), late.getLast());
        }
    }

    private static AccountDatabase open(Path folder) {
        try {
            Files.createDirectory(folder);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        var random = Seeds.random(1);
        return AccountDatabase.open(
                folder,
                new RowCipher(
                        SymmetricKey.of(Seeds.bytes(random, 32)),
                        SymmetricKey.of(Seeds.bytes(random, 32)),
                        new SecureRandom()),
                1L << 30);
    }
}
