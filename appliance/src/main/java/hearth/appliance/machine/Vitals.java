package hearth.appliance.machine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** What the kernel tells of any machine: disk, memory, heat and time. What it does not tell is 0 or empty. */
record Vitals(long diskTotal, long diskFree, long memoryTotal, long memoryFree, OptionalInt celsius, Duration up) {

    private static final int LINE_BYTES_MAX = 200;
    private static final int KIB = 1024;
    private static final int MILLI = 1000;

    /**
     * Looks.
     *
     * @param data a folder on the disk that counts
     * @param root the root of the file system, where the kernel tells the rest
     */
    static Vitals of(Path data, Path root) {
        try {
            var store = Files.getFileStore(data);
            return new Vitals(
                    store.getTotalSpace(),
                    store.getUsableSpace(),
                    memory(root, "MemTotal"),
                    memory(root, "MemAvailable"),
                    celsius(root),
                    up(root));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static long memory(Path root, String name) throws IOException {
        var file = root.resolve("proc/meminfo");
        // Other systems than Linux have none.
        if (!Files.exists(file)) {
            return 0;
        }
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name + ":"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KIB)
                    .findFirst()
                    .orElse(0);
        }
    }

    private static OptionalInt celsius(Path root) {
        return line(root.resolve("sys/class/thermal/thermal_zone0/temp"))
                .map(text -> {
                    var milli = number(text);
                    return milli.isPresent() ? OptionalInt.of(milli.getAsInt() / MILLI) : milli;
                })
                .orElse(OptionalInt.empty());
    }

    static Duration up(Path root) {
        return line(root.resolve("proc/uptime"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text.substring(0, text.indexOf('.')))))
                .orElse(Duration.ZERO);
    }

    /** The first line of a small file; empty when there is none. */
    static Optional<String> line(Path file) {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(LINE_BYTES_MAX), UTF_8)
                    .lines()
                    .findFirst()
                    .map(String::strip)
                    .filter(text -> !text.isEmpty());
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    static OptionalInt number(String text) {
        try {
            return OptionalInt.of(Integer.parseInt(text));
        } catch (NumberFormatException _) {
            return OptionalInt.empty();
        }
    }
}
