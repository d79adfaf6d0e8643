package hearth.appliance.machine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.web.household.BoxName;
import hearth.web.machine.IncomingUpdate.Piece;
import hearth.web.machine.Keeper;
import hearth.web.machine.MachineRequest;
import hearth.web.machine.MachineState;
import hearth.web.machine.UpdateHeader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Facts are read, requests are files, updates grow piece by piece, and the code is asked for when it must be. */
class BoxMachineTest {

    @TempDir
    private Path root = Path.of("");

    private Path folder = Path.of("");
    private Path data = Path.of("");
    private final Home home = new Home();
    private BoxMachine machine = new BoxMachine(root, root, root, home);

    /** A place in the home network that a test decides. */
    static final class Home implements HomeNetwork {
        private Optional<String> name = Optional.of("maple-house");
        private Optional<String> address = Optional.of("192.168.1.7");

        @Override
        public Optional<String> name() {
            return name;
        }

        @Override
        public Optional<String> address() {
            return address;
        }
    }

    /** An update whose file system is {@code content}; its hash names it and is none. */
    static byte[] update(String name, byte[] content) {
        var text = "hearth-update 1\nversion=0.2.0\nbuild=7\ndata=1\nsize=" + content.length + "\nsha256="
                + name.repeat(64) + "\n";
        var header = (text + "\n".repeat(UpdateHeader.BYTES - text.length())).getBytes(UTF_8);
        var file = Arrays.copyOf(header, UpdateHeader.CONTENT_AT + content.length);
        System.arraycopy(content, 0, file, UpdateHeader.CONTENT_AT, content.length);
        return file;
    }

    private Piece send(long at, byte[] bytes) throws IOException {
        return machine.addToUpdate(at, new ByteArrayInputStream(bytes));
    }

    private byte[] kept() throws IOException {
        return Files.readAllBytes(data.resolve("update/incoming"));
    }

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
        machine = new BoxMachine(folder, data, root, home);
    }

    private void upFor(int seconds) throws IOException {
        Files.writeString(root.resolve("proc/uptime"), seconds + ".25 99.00\n");
    }

    private void fact(String name, String line) throws IOException {
        Files.writeString(folder.resolve("facts").resolve(name), line + "\n");
    }

    private MachineState state() {
        return machine.state();
    }

    @Test
    void factsAreRead() throws IOException {
        fact("version", "1.2.3");
        fact("trouble", "data-mended");
        fact("message", "went-back");
        fact("update", "writing 43");
        Files.writeString(root.resolve("sys/class/thermal/thermal_zone0/temp"), "48312\n");

        assertEquals("1.2.3", state().version());
        assertEquals(List.of(MachineState.Trouble.DATA_MENDED), state().troubles());
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

        assertEquals(List.of(), state().troubles());
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
        var file = update("a", new byte[5_000]);
        assertTrue(machine.incoming().isEmpty());

        assertEquals(Piece.KEPT, send(0, Arrays.copyOf(file, 3_000)));
        assertEquals(Piece.ELSEWHERE, send(2_999, new byte[] {1}));
        assertEquals(Piece.ELSEWHERE, send(-1, new byte[] {1}));
        assertEquals(3_000, machine.incoming().orElseThrow().bytes());
        assertEquals(Piece.KEPT, send(3_000, Arrays.copyOfRange(file, 3_000, file.length)));

        assertTrue(machine.incoming().orElseThrow().isWhole());
        assertArrayEquals(file, kept());
    }

    @Test
    void anUpdateBegunAnewForgetsTheOldOne() throws IOException {
        send(0, update("a", new byte[5_000]));
        var other = update("b", new byte[10]);

        assertEquals(Piece.KEPT, send(0, other));
        assertArrayEquals(other, kept());
    }

    @Test
    void whatIsNoUpdateOrLongerThanItSaysIsNotKept() throws IOException {
        var file = update("a", new byte[10]);
        send(0, file);

        assertEquals(Piece.NO_UPDATE, send(0, new byte[5_000]));
        assertEquals(Piece.NO_UPDATE, send(0, Arrays.copyOf(file, 1_023)));
        assertEquals(Piece.NO_UPDATE, send(file.length, new byte[] {1}));
        assertArrayEquals(file, kept());
        assertEquals(Piece.NO_UPDATE, send(0, Arrays.copyOf(file, file.length + 1)));
    }

    @Test
    void whatCameBeforeTheConnectionBrokeIsKept() throws IOException {
        var file = update("a", new byte[5_000]);
        var breaks = new SequenceInputStream(new ByteArrayInputStream(file, 0, 3_000), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("gone");
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                throw new IOException("gone");
            }
        });

        assertThrows(IOException.class, () -> machine.addToUpdate(0, breaks));

        assertEquals(3_000, machine.incoming().orElseThrow().bytes());
    }

    @Test
    void onlyOneSendsAtATime() throws IOException {
        var others = new ArrayList<Piece>();
        var file = update("a", new byte[10]);
        var slow = new ByteArrayInputStream(file) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                if (others.isEmpty()) {
                    others.add(inAnotherThread(() -> send(0, file)));
                }
                return super.read(target, offset, length);
            }
        };

        assertEquals(Piece.KEPT, machine.addToUpdate(0, slow));
        assertEquals(List.of(Piece.BUSY), others);
    }

    private static <T> T inAnotherThread(Callable<T> work) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.submit(work).get();
        } catch (InterruptedException | ExecutionException failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void theNameAndTheAddressAtHomeAreLookedAt() throws IOException {
        fact("mdns-name", "maple-house");
        assertEquals(List.of(), state().troubles());

        fact("mdns-name", "hearth");
        assertEquals(List.of(), state().troubles(), "not renamed yet");
        fact("mdns-name", "maple-house2");
        assertEquals(List.of(MachineState.Trouble.NAME_TAKEN), state().troubles());

        home.name = Optional.of("birch-house");
        assertEquals(List.of(), state().troubles(), "The machine has not heard of its new name yet");
        home.name = Optional.empty();
        assertEquals(List.of(), state().troubles());

        home.address = Optional.empty();
        assertEquals(List.of(MachineState.Trouble.NO_NETWORK), state().troubles());
    }

    @Test
    void whatTheKernelDoesNotTellIsNotKnown() throws IOException {
        Files.delete(root.resolve("proc/meminfo"));
        Files.delete(root.resolve("proc/uptime"));

        assertEquals(0, state().memoryTotal());
        assertEquals(0, state().memoryPercent());
        assertEquals(Duration.ZERO, state().up());
    }

    @Test
    void aDiskThatIsNoLongerFullIsNotCalledFull() throws IOException {
        fact("trouble", "data-full");

        assertEquals(List.of(), state().troubles());
    }

    @Test
    void theMostImportantTroubleIsNamedFirst() {
        var network = new MachineState.Network(Optional.of("x"), Optional.empty());
        var full = new Vitals(32L << 30, Troubles.FULL_BYTES - 1, 0, 0, OptionalInt.of(80), Duration.ZERO);
        var nearly = new Vitals(16L << 30, 1L << 30, 0, 0, OptionalInt.of(79), Duration.ZERO);
        var large = new Vitals(640L << 30, 64L << 30, 0, 0, OptionalInt.empty(), Duration.ZERO);
        var told = Optional.of(MachineState.Trouble.DATA_MENDED);

        assertEquals(
                List.of(
                        MachineState.Trouble.DATA_FULL,
                        MachineState.Trouble.DATA_MENDED,
                        MachineState.Trouble.NO_NETWORK,
                        MachineState.Trouble.HOT),
                Troubles.of(told, full, network, Optional.of("y")));
        assertEquals(
                List.of(MachineState.Trouble.DATA_NEARLY_FULL, MachineState.Trouble.NO_NETWORK),
                Troubles.of(Optional.empty(), nearly, network, Optional.empty()));
        assertEquals(
                List.of(MachineState.Trouble.NO_NETWORK),
                Troubles.of(Optional.empty(), large, network, Optional.empty()));
    }

    @Test
    void aMachineThatServesOthersIsOnlyLookedAt() throws IOException {
        var guest = new GuestMachine(Keeper.PACKAGES, "1.2.3", data, root, home);
        home.address = Optional.empty();

        assertEquals("1.2.3", guest.state().version());
        assertEquals(75, guest.state().memoryPercent());
        assertEquals(List.of(MachineState.Trouble.NO_NETWORK), guest.state().troubles());
        assertFalse(guest.asksForCode(false));
        assertThrows(UnsupportedOperationException.class, () -> guest.ask(MachineRequest.RESTART));
        for (var word : List.of("packages", "container", "person")) {
            Files.writeString(root.resolve("kept-by"), word + "\n");
            assertEquals(word, Packaging.keeper(root.resolve("kept-by")).name().toLowerCase(Locale.ROOT));
        }
        assertEquals(Keeper.PERSON, Packaging.keeper(root.resolve("nothing")));
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
