package hearth.appliance.command;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.protocol.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hearth update} against a machine that is played by a thread: it takes the request away and tells an outcome. */
class UpdateCommandTest {

    @TempDir
    private Path root = Path.of("");

    private Path run = Path.of("");
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void machine() throws IOException {
        run = Files.createDirectories(root.resolve("run"));
        Files.createDirectories(run.resolve("requests"));
        Files.createDirectories(run.resolve("facts"));
        Files.createDirectories(root.resolve("data"));
        Files.writeString(run.resolve("facts/version"), "0.1.0\n");
        Files.writeString(root.resolve("box.conf"), "machine.folder = " + run + "\n");
    }

    private int hearth(String... arguments) {
        var words = new ArrayList<>(List.of("update"));
        words.addAll(Arrays.asList(arguments));
        words.addAll(List.of("--config", root.resolve("box.conf").toString()));
        words.addAll(List.of("--data", root.resolve("data").toString()));
        return HearthCommand.execute(new PrintWriter(out), new PrintWriter(err), words.toArray(String[]::new));
    }

    /** Waits for a request and answers it. */
    private Thread machineThatSays(String request, String outcome) {
        return Thread.ofVirtual().start(() -> {
            try {
                while (!Files.deleteIfExists(run.resolve("requests").resolve(request))) {
                    Thread.sleep(5);
                }
                var fresh = Files.writeString(run.resolve("facts/.update"), outcome + "\n");
                Files.move(fresh, run.resolve("facts/update"), StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException | InterruptedException failure) {
                throw new AssertionError(failure);
            }
        });
    }

    private String update() throws IOException {
        var text = "hearth-update 1\nversion=0.2.0\nbuild=7\ndata=1\nsize=6000\nsha256=" + "ab".repeat(32) + "\n";
        var bytes = Arrays.copyOf((text + "\n".repeat(1024 - text.length())).getBytes(US_ASCII), 4096 + 6000);
        return Files.write(root.resolve("new.update"), bytes).toString();
    }

    @Test
    void anUpdateIsSentAndTheBoxRestarts() throws Exception {
        var machine = machineThatSays("update", "restarting");

        assertEquals(0, hearth(update()), err::toString);

        machine.join();
        assertTrue(err.toString().contains("Sending version 0.2.0 100 %"), err.toString());
        assertTrue(out.toString().startsWith("The box restarts with the other version."), out.toString());
        assertEquals(10_096, Files.size(root.resolve("data/update/incoming")));
    }

    @Test
    void aRefusalIsOneSentenceAndSaysWhatToDo() throws Exception {
        var machine = machineThatSays("update", "older");

        assertEquals(1, hearth(update()));

        machine.join();
        assertTrue(out.toString().contains("With --older"), out.toString());
        assertEquals(1, out.toString().lines().count());
    }

    @Test
    void programsGetAnObject() throws Exception {
        var machine = machineThatSays("update-any", "signature");

        assertEquals(1, hearth(update(), "--older", "--json"));

        machine.join();
        var answer = Json.parseObject(out.toString().strip());
        assertEquals("signature", answer.path("outcome").asText());
        assertEquals("0.1.0", answer.path("version").asText());
        assertEquals("0.2.0", answer.path("update").asText());
    }

    @Test
    void theWayBackNeedsNoFile() throws Exception {
        var machine = machineThatSays("roll-back", "nothing");

        assertEquals(1, hearth("--roll-back"));

        machine.join();
        assertTrue(out.toString().contains("no version to go back to"), out.toString());
    }

    @Test
    void whatIsNoUpdateIsNotEvenSent() throws Exception {
        var file = Files.writeString(root.resolve("letter.txt"), "Dear box").toString();

        assertEquals(1, hearth(file));

        assertTrue(out.toString().contains("not an update for the box"), out.toString());
        try (var requests = Files.list(run.resolve("requests"))) {
            assertEquals(List.of(), requests.toList());
        }
    }

    @Test
    void wordsThatContradictEachOtherAreRefused() throws Exception {
        assertEquals(2, hearth("--roll-back", update()));
        assertEquals(2, hearth("--roll-back", "--older"));
    }

    @Test
    void aFileThatCannotBeReadIsNamed() {
        assertEquals(4, hearth(root.resolve("nothing.update").toString()));
        assertTrue(err.toString().contains("nothing.update"), err.toString());
    }

    @Test
    void aMachineThatIsNoBoxSaysWhatToDoInstead() throws Exception {
        Files.writeString(root.resolve("box.conf"), "web.http-port = 8080\n");

        assertEquals(4, hearth(update()));

        assertTrue(err.toString().contains("Put the new version in the place of this one"), err.toString());
        assertTrue(UpdateWords.elsewhere(hearth.web.machine.Keeper.PACKAGES).contains("apt install"));
        assertTrue(UpdateWords.elsewhere(hearth.web.machine.Keeper.CONTAINER).contains("new image"));
    }
}
