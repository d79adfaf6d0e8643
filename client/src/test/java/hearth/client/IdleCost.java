package hearth.client;

import hearth.client.network.PageFetcher;
import hearth.client.sim.SimNetwork.Trip;
import hearth.client.vault.Vault;
import hearth.testkit.Seeds;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Measures what accounts cost that nobody uses: {@code IdleCost [accounts] [seconds]}. The accounts live with the settings
 * of a box on a network in memory, whose work is counted in, so a real box does a little less.
 */
final class IdleCost {

    private IdleCost() {}

    public static void main(String[] arguments) throws Exception {
        var accounts = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10;
        var seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 120;
        var folder = Files.createTempDirectory("hearth-idle");
        var house = Household.of(folder, 1, 12, 2);
        var environment = new EngineEnvironment(
                house.network().profile(),
                house.network(),
                house.network(),
                PageFetcher.direct(_ -> false),
                Clock.systemUTC(),
                new SecureRandom(),
                Seeds.random(1),
                EngineSettings.DEFAULT);
        var vault =
                Vault.in(folder.resolve("vault"), new SecureRandom()).create("password".toCharArray(), Household.CHEAP);
        // The first one brings classes and caches that all share.
        var engines = new ArrayList<>(List.of(Engine.create(environment, vault, "first")));
        Thread.sleep(Duration.ofSeconds(10));
        house.network().forgetTrips();
        var heap = heapBytes();
        var resident = residentBytes();
        for (var i = 0; i < accounts; i++) {
            engines.add(Engine.create(environment, vault, "account " + i));
        }
        Thread.sleep(Duration.ofSeconds(10));
        house.network().forgetTrips();
        System.out.printf("heap per account      %6.2f MiB%n", (heapBytes() - heap) / accounts / 1048576.0);
        System.out.printf("resident per account  %6.2f MiB%n", (residentBytes() - resident) / accounts / 1048576.0);
        var cpu = cpuNanos();
        Thread.sleep(Duration.ofSeconds(seconds));
        var share = (cpuNanos() - cpu) / 1e9 / seconds;
        var trips = house.network().trips();
        System.out.printf(
                "%d accounts for %d s: %.2f %% of a core, %d requests: %s%n",
                accounts + 1,
                seconds,
                share * 100,
                trips.size(),
                trips.stream().collect(Collectors.groupingBy(Trip::method, TreeMap::new, Collectors.counting())));
        engines.forEach(Engine::close);
    }

    private static double heapBytes() throws InterruptedException {
        for (var i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(200);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static double residentBytes() throws IOException {
        for (var line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Double.parseDouble(line.replaceAll("\\D", "")) * 1024;
            }
        }
        return Double.NaN;
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
