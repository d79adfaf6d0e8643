package hearth.appliance.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.web.household.BoxName;
import hearth.web.machine.MachineRequest;
import hearth.web.machine.MachineState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Facts are read, requests are files, updates grow piece by piece, and the code is asked for when it must be. */
class BoxMachineTest {

    @TempDir
    private Path root = Path.of("");

    private Path folder = Path.of("");
    private Path data = Path.of("");
    private BoxMachine machine = new BoxMachine(root, root, root);

    @BeforeEach
    void machine() throws IOException {
        folder = Files.createDirectories(root.resolve("run"));
        data = Files.createDirectories(root.resolve("data"));
        Files.createDirectories(folder.resolve("requests"));
        Files.createDirectories(folder.resolve("facts"));
        Files.createDirectories(root.resolve("sys/class/thermal/thermal_zone0"));
        Files.createDirectories(root.resolve("proc"));
        Files.writeString(root.resolve("proc/meminfo"), "MemTotal:  1000 kB\nMemFree: 1 kB\nMemAvailable:  250 kB\n");
        upFor(60);
        machine = new BoxMachine(folder, data, root);
    }

    private void upFor(int seconds) throws IOException {
        Files.writeString(root.resolve("proc/uptime"), seconds + ".25 99.00\n");
    }

    private void fact(String name, String line) throws IOException {
        Files.writeString(folder.resolve("facts").resolve(name), line + "\n");
    }

    private MachineState state() {
        return machine.state().orElseThrow();
    }

    @Test
    void factsAreRead() throws IOException {
        fact("version", "1.2.3");
        fact("trouble", "data-mended");
        fact("message", "went-back");
        fact("update", "writing 43");
        Files.writeString(root.resolve("sys/class/thermal/thermal_zone0/temp"), "48312\n");

        assertEquals("1.2.3", state().version());
        assertEquals(MachineState.Trouble.DATA_MENDED, state().trouble().orElseThrow());
        assertEquals(MachineState.Message.WENT_BACK, state().message().orElseThrow());
        assertEquals(MachineState.Update.WRITING, state().update().orElseThrow());
        assertEquals(OptionalInt.of(43), state().percent());
        assertEquals(OptionalInt.of(48), state().celsius());
        assertEquals(75, state().memoryPercent());
    }

    @Test
    void portsAreAskedForByNumber() {
        machine.open(22021);
        machine.open(22021);

        assertTrue(Files.exists(folder.resolve("requests/port.22021")));
    }

    @Test
    void unknownAndMissingFactsAreNone() throws IOException {
        fact("trouble", "something-a-later-version-knows");
        fact("update", "writing much");

        assertTrue(state().trouble().isEmpty());
        assertTrue(state().message().isEmpty());
        assertEquals(OptionalInt.empty(), state().percent());
        assertEquals(OptionalInt.empty(), state().celsius());
    }

    @Test
    void aRequestIsAFileAndMayBeRepeated() {
        machine.ask(MachineRequest.SHUT_DOWN);
        machine.ask(MachineRequest.SHUT_DOWN);

        assertTrue(Files.exists(folder.resolve("requests/shut-down")));
    }

    @Test
    void anUpdateGrowsPieceByPieceAndGoesOnWhereItStopped() throws IOException {
        assertTrue(machine.addToUpdate(0, new byte[] {1, 2, 3}));
        assertTrue(machine.addToUpdate(3, new byte[] {4}));
        assertFalse(machine.addToUpdate(3, new byte[] {5}));
        assertFalse(machine.addToUpdate(9, new byte[] {5}));

        assertEquals(4, machine.updateBytes());
        assertEquals("[1, 2, 3, 4]", Arrays.toString(Files.readAllBytes(data.resolve("update/incoming"))));
    }

    @Test
    void anUpdateBegunAnewForgetsTheOldOne() {
        machine.addToUpdate(0, new byte[100]);

        assertTrue(machine.addToUpdate(0, new byte[] {7}));
        assertEquals(1, machine.updateBytes());
    }

    @Test
    void withoutACodeNobodyIsAskedForOne() {
        assertFalse(machine.asksForCode(false));
        assertFalse(machine.isCode(""));
    }

    @Test
    void theFirstMinutesAtHomeNeedNoCode() throws IOException {
        Files.writeString(folder.resolve("pairing-code"), "12345678\n");

        assertFalse(machine.asksForCode(true));
        assertTrue(machine.asksForCode(false));
        upFor((int) BoxMachine.OPEN_HOUSE.toSeconds() - 1);
        assertFalse(machine.asksForCode(true));
        upFor((int) BoxMachine.OPEN_HOUSE.toSeconds());
        assertTrue(machine.asksForCode(true));
    }

    @Test
    void aCodeChosenBeforehandIsAlwaysAskedFor() throws IOException {
        Files.writeString(folder.resolve("pairing-code"), "12345678\n");
        Files.writeString(folder.resolve("code-always"), "");

        assertTrue(machine.asksForCode(true));
    }

    @Test
    void theCodeMayBeTypedInGroups() throws IOException {
        Files.writeString(folder.resolve("pairing-code"), "12345678\n");

        assertTrue(machine.isCode("1234-5678"));
        assertTrue(machine.isCode("1234 5678"));
        assertFalse(machine.isCode("12345679"));
        assertFalse(machine.isCode(""));
    }

    @Test
    void anOwnedBoxSaysSoAndWhatItIsCalled() {
        machine.owned(new BoxName("maple-house"));

        assertTrue(Files.exists(folder.resolve("requests/owned")));
        assertTrue(Files.exists(folder.resolve("requests/name.maple-house")));
    }
}
