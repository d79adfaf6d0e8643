package hearth.appliance.machine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hearth.web.machine.IncomingUpdate;
import hearth.web.machine.IncomingUpdate.Piece;
import hearth.web.machine.MachineRequest;
import hearth.web.machine.MachineState.Update;
import hearth.web.machine.UpdateHeader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An update is sent, resumed, asked for and followed; the machine's scripts are played by what happens between two looks. */
class UpdateErrandTest {

    private static final int PIECE_BYTES = 1 << 20;

    @TempDir
    private Path root = Path.of("");

    private Path requests = Path.of("");
    private BoxMachine machine = new BoxMachine(root, root, root, new BoxMachineTest.Home());
    private final List<String> heard = new ArrayList<>();
    private final ArrayDeque<Step> steps = new ArrayDeque<>();
    private long told = 1;

    /** What the machine does between two looks. */
    private interface Step {
        void happen() throws IOException;
    }

    private final UpdateErrand.Listener listener = new UpdateErrand.Listener() {
        @Override
        public void sent(IncomingUpdate update) {
            heard.add(update.percent() + " % of " + update.header().version());
        }

        @Override
        public void does(Update stage, OptionalInt percent) {
            heard.add(stage + (percent.isPresent() ? " " + percent.getAsInt() : ""));
        }
    };

    @BeforeEach
    void machine() throws IOException {
        requests = Files.createDirectories(root.resolve("run/requests"));
        Files.createDirectories(root.resolve("run/facts"));
        Files.createDirectories(root.resolve("proc"));
        Files.writeString(root.resolve("proc/meminfo"), "MemTotal: 1 kB\nMemAvailable: 1 kB\n");
        machine = new BoxMachine(root.resolve("run"), root, root, new BoxMachineTest.Home());
    }

    private UpdateErrand errand() {
        return new UpdateErrand(machine, () -> {
            try {
                steps.remove().happen();
            } catch (IOException failure) {
                throw new AssertionError(failure);
            }
        });
    }

    private void tell(String words) throws IOException {
        var file = Files.writeString(root.resolve("run/facts/update"), words + "\n");
        Files.setLastModifiedTime(file, FileTime.fromMillis(told++));
    }

    private Step says(String words) {
        return () -> tell(words);
    }

    @Test
    void aFileIsSentWhole() throws IOException {
        var file = BoxMachineTest.update("a", new byte[3 * PIECE_BYTES]);

        assertEquals(Piece.KEPT, errand().send(new ByteArrayInputStream(file), listener));

        assertArrayEquals(file, Files.readAllBytes(root.resolve("update/incoming")));
        assertEquals("100 % of 0.2.0", heard.getLast());
    }

    @Test
    void whatBrokeOffGoesOnWhereItStopped() throws IOException {
        var content = new byte[3 * PIECE_BYTES];
        Arrays.fill(content, (byte) 7);
        var file = BoxMachineTest.update("a", content);
        var broken = new SequenceInputStream(
                new ByteArrayInputStream(file, 0, 2 * PIECE_BYTES + 100), InputStream.nullInputStream());
        errand().send(broken, listener);
        heard.clear();

        assertEquals(Piece.KEPT, errand().send(new ByteArrayInputStream(file), listener));

        assertArrayEquals(file, Files.readAllBytes(root.resolve("update/incoming")));
        assertEquals(List.of("99 % of 0.2.0", "100 % of 0.2.0"), heard);
    }

    @Test
    void aFileOfWhichTheMachineHasMoreIsThereAlready() throws IOException {
        var file = BoxMachineTest.update("a", new byte[2 * PIECE_BYTES]);
        errand().send(new ByteArrayInputStream(file), listener);

        assertEquals(
                Piece.KEPT, errand().send(new ByteArrayInputStream(Arrays.copyOf(file, PIECE_BYTES + 10)), listener));

        assertArrayEquals(file, Files.readAllBytes(root.resolve("update/incoming")));
    }

    @Test
    void theSameSystemSignedAnewIsAnotherFile() throws IOException {
        var file = BoxMachineTest.update("a", new byte[100]);
        errand().send(new ByteArrayInputStream(file), listener);
        file[UpdateHeader.BYTES + 5]++;

        assertEquals(Piece.KEPT, errand().send(new ByteArrayInputStream(file), listener));

        assertArrayEquals(file, Files.readAllBytes(root.resolve("update/incoming")));
    }

    @Test
    void anotherUpdateBeginsAnew() throws IOException {
        errand().send(new ByteArrayInputStream(BoxMachineTest.update("a", new byte[PIECE_BYTES])), listener);
        var other = BoxMachineTest.update("b", new byte[100]);

        assertEquals(Piece.KEPT, errand().send(new ByteArrayInputStream(other), listener));

        assertArrayEquals(other, Files.readAllBytes(root.resolve("update/incoming")));
    }

    @Test
    void whatIsNoUpdateIsRefusedAtOnce() throws IOException {
        assertEquals(Piece.NO_UPDATE, errand().send(new ByteArrayInputStream(new byte[9_000]), listener));
        assertEquals(Piece.NO_UPDATE, errand().send(InputStream.nullInputStream(), listener));
    }

    @Test
    void theMachineIsFollowedToItsRestartAndAnOldOutcomeIsNotTakenForTheNewOne() throws Exception {
        tell("signature");
        steps.add(() -> {});
        steps.add(() -> Files.delete(requests.resolve("update")));
        steps.add(says("checking"));
        steps.add(says("writing 43"));
        steps.add(says("reading-back"));
        steps.add(says("restarting"));

        assertEquals(Update.RESTARTING, errand().ask(MachineRequest.UPDATE, listener));

        assertEquals(List.of("CHECKING", "WRITING 43", "READING_BACK"), heard);
    }

    @Test
    void aRefusalIsAnEndToo() throws Exception {
        steps.add(() -> Files.delete(requests.resolve("roll-back")));
        steps.add(says("nothing"));

        assertEquals(Update.NOTHING, errand().ask(MachineRequest.ROLL_BACK, listener));
    }

    @Test
    void aMachineThatDoesNotBeginIsNotWaitedForWithoutEnd() {
        for (var i = 0; i < 1_000; i++) {
            steps.add(() -> {});
        }

        assertThrows(IOException.class, () -> errand().ask(MachineRequest.UPDATE, listener));
    }
}
