package hearth.appliance.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A command line about to be started, and how its process ended. What it writes goes to files, so that nothing blocks. */
final class Launch {

    /** Longest that anything started here may take; a crowded machine starts a box in half a minute. */
    static final Duration PATIENCE = Duration.ofMinutes(3);

    /** The folder that {@code make build} leaves. */
    static final Path DISTRIBUTION = Path.of(System.getProperty("hearth.distribution"));

    /** How a process ended, and what it wrote. */
    record Ended(int code, String out, String err) {

        Ended hasCode(int expected) {
            assertEquals(expected, code, () -> "out: " + out + "\nerr: " + err);
            return this;
        }

        Ended says(String... parts) {
            for (var part : parts) {
                assertTrue(err.contains(part), () -> "\"" + part + "\" is missing in: " + err);
            }
            return this;
        }
    }

    private final List<String> words = new ArrayList<>();
    private final Map<String, String> environment = new TreeMap<>();
    private final Set<String> without = Set.of("HEARTH_DATA", "STATE_DIRECTORY", "HEARTH_JAVA_OPTS", "MAKEFLAGS");
    private Path folder = Path.of("").toAbsolutePath();

    private Launch(List<String> words) {
        this.words.addAll(words);
    }

    /** {@code bin/hearth} with arguments, and without a start-up cache that somebody may have made. */
    static Launch hearth(String... arguments) {
        var launch = new Launch(List.of(DISTRIBUTION.resolve("bin/hearth").toString()));
        launch.words.addAll(List.of(arguments));
        return launch.with("HEARTH_CACHE", DISTRIBUTION.resolve("no-cache").toString());
    }

    /** A box on free loopback ports, as small as a box can be. */
    static Launch box(Path data) {
        return boxOnPort(data, 0);
    }

    /** The same with a port for its pages. */
    static Launch boxOnPort(Path data, int httpsPort) {
        return hearth(
                "run",
                "--data",
                data.toString(),
                "--nodes",
                "1",
                "--bind",
                "127.0.0.1",
                "--http-port",
                "0",
                "--https-port",
                Integer.toString(httpsPort));
    }

    /** With further arguments. */
    Launch and(String... more) {
        words.addAll(List.of(more));
        return this;
    }

    /** Any other program. */
    static Launch of(String... words) {
        return new Launch(List.of(words));
    }

    Launch with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Takes a variable away; "" counts as absent in every script of ours. */
    Launch without(String variable) {
        return with(variable, "");
    }

    Launch in(Path place) {
        folder = place;
        return this;
    }

    /** Starts it. */
    Running start() throws IOException {
        var out = Files.createTempFile("hearth-out", ".txt");
        var err = Files.createTempFile("hearth-err", ".txt");
        var builder = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeAll(without);
        builder.environment().putAll(environment);
        return new Running(builder.start(), out, err);
    }

    /** Starts it and waits until it has ended by itself. */
    Ended run() throws IOException, InterruptedException {
        try (var running = start()) {
            return running.await();
        }
    }

    /** A process that runs. Closing it kills it if it still does. */
    static final class Running implements AutoCloseable {

        private static final Duration LOOK_EVERY = Duration.ofMillis(20);

        private final Process process;
        private final Path out;
        private final Path err;

        private Running(Process process, Path out, Path err) {
            this.process = process;
            this.out = out;
            this.err = err;
        }

        long pid() {
            return process.pid();
        }

        /** The first line on standard output, as soon as it is whole. */
        String firstLine() throws IOException, InterruptedException {
            var deadline = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < deadline) {
                var text = Files.readString(out);
                if (text.contains("\n")) {
                    return text.lines().findFirst().orElseThrow();
                }
                if (!process.isAlive()) {
                    throw new AssertionError("Ended with " + process.exitValue() + ": " + Files.readString(err));
                }
                Thread.sleep(LOOK_EVERY);
            }
            throw new AssertionError("No line within " + PATIENCE + ": " + Files.readString(err));
        }

        /** Waits until standard error holds {@code part}. */
        void awaitError(String part) throws IOException, InterruptedException {
            var deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!Files.readString(err).contains(part)) {
                if (System.nanoTime() > deadline || !process.isAlive()) {
                    throw new AssertionError("\"" + part + "\" did not come: " + Files.readString(err));
                }
                Thread.sleep(LOOK_EVERY);
            }
        }

        /** SIGTERM. */
        void terminate() {
            process.destroy();
        }

        /** SIGKILL: the power goes. */
        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        boolean endsWithin(Duration time) throws InterruptedException {
            return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        }

        /** Waits for the end. */
        Ended await() throws IOException, InterruptedException {
            if (!endsWithin(PATIENCE)) {
                throw new AssertionError("Still running after " + PATIENCE + ": " + Files.readString(err));
            }
            return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
        }

        @Override
        public void close() throws IOException {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Files.deleteIfExists(out);
            Files.deleteIfExists(err);
        }
    }
}
