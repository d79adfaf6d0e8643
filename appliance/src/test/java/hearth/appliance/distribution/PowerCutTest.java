package hearth.appliance.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hearth.testkit.Seeds;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** D2: what was written is delivered exactly once, whenever the power goes. The whole box is killed, its nodes with it. */
class PowerCutTest {

    private static final int CUTS = 3;
    private static final int MESSAGES_PER_CUT = 4;
    private static final int DELAY_MILLIS_MAX = 600;
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    @TempDir
    private Path folder;

    @Test
    void messagesGoOutExactlyOnceThoughTheBoxIsKilledBetweenSendAndSent() {
        Seeds.check(1, random -> {
            var data = folder.resolve("data");
            var queued = new ArrayList<String>();
            for (var cut = 0; cut < CUTS; cut++) {
                try (var box = new Puppet(data, 0)) {
                    for (var number = 0; number < MESSAGES_PER_CUT; number++) {
                        var text = cut + "." + number;
                        box.tell("send " + text);
                        assertEquals("queued " + text, box.hear());
                        queued.add(text);
                    }
                    // Chance decides how far the messages get before the power goes.
                    Thread.sleep(random.nextInt(DELAY_MILLIS_MAX));
                    box.kill();
                }
            }

            try (var box = new Puppet(data, 0)) {
                assertEquals(queued, box.everythingBenGets(queued.size()));
            }
        });
    }

    @Test
    void messagesGoOutWhenTheClockOfTheBoxIsAnHourWrong() throws Exception {
        for (var error : List.of(Duration.ofHours(1), Duration.ofHours(-1))) {
            try (var box = new Puppet(folder.resolve("box" + error), error.toSeconds())) {
                box.tell("send what time is it");
                assertEquals("queued what time is it", box.hear());

                assertEquals(List.of("what time is it"), box.everythingBenGets(1));
            }
        }
    }

    /** Holds the strings of a {@link PuppetBox}. */
    private static final class Puppet implements AutoCloseable {

        private final Process process;
        private final Writer strings;
        private final BufferedReader voice;
        private final Path log;

        Puppet(Path data, long clockErrorSeconds) throws IOException {
            log = data.resolveSibling("puppet.log");
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin/java").toString(),
                            "-Xmx256m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            Launch.DISTRIBUTION.resolve("lib/hearth.jar") + ":" + testClasses(),
                            PuppetBox.class.getName(),
                            data.toString(),
                            Long.toString(clockErrorSeconds))
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            strings = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
            voice = process.inputReader(StandardCharsets.UTF_8);
            assertEquals("ready", hear());
        }

        private static Path testClasses() {
            return Path.of(PuppetBox.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .getPath());
        }

        void tell(String line) throws IOException {
            strings.write(line + '\n');
            strings.flush();
        }

        String hear() throws IOException {
            var line = voice.readLine();
            if (line == null) {
                throw new IOException("The box has ended: " + Files.readString(log));
            }
            return line;
        }

        /** Waits until Ben has at least {@code count} messages and Ada none unsent; what Ben has then, in order. */
        List<String> everythingBenGets(int count) throws Exception {
            var deadline = System.nanoTime() + Launch.PATIENCE.toNanos();
            List<String> got;
            String unsent;
            do {
                Thread.sleep(LOOK_EVERY);
                tell("inbox");
                got = new ArrayList<>();
                var line = hear();
                for (; line.startsWith("got "); line = hear()) {
                    got.add(line.substring(4));
                }
                unsent = line;
            } while (System.nanoTime() < deadline && (got.size() < count || !unsent.equals("unsent 0")));
            Collections.sort(got);
            return got;
        }

        /** SIGKILL: the power goes. */
        void kill() {
            process.destroyForcibly().onExit().join();
        }

        @Override
        public void close() throws IOException {
            kill();
            voice.close();
        }
    }
}
