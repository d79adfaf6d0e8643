package hearth.web.sample;

import static java.nio.charset.StandardCharsets.US_ASCII;

import hearth.protocol.FormatException;
import hearth.web.household.BoxName;
import hearth.web.machine.IncomingUpdate;
import hearth.web.machine.Keeper;
import hearth.web.machine.Machine;
import hearth.web.machine.MachineRequest;
import hearth.web.machine.MachineState;
import hearth.web.machine.UpdateHeader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A machine in memory that notes what it is asked for. */
public final class SampleMachine implements Machine {

    private static final long GB = 1_000_000_000;

    /** Code that the first owner has to know; empty for none. */
    public String code = "";

    public final List<MachineRequest> asked = new ArrayList<>();
    public final List<MachineState.Trouble> troubles = new ArrayList<>();
    public Keeper keeper = Keeper.HEARTH;
    public Optional<MachineState.Message> message = Optional.empty();
    public Optional<MachineState.Update> update = Optional.empty();
    public String owner = "";
    /** What the next piece meets, instead of being kept. */
    public Optional<IncomingUpdate.Piece> refusal = Optional.empty();

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    /** The beginning of an update whose file system has {@code size} bytes. */
    public static byte[] header(String version, long size) {
        var text = "hearth-update 1\nversion=" + version + "\nbuild=7\ndata=1\nsize=" + size + "\nsha256="
                + "ab".repeat(32) + "\n";
        return (text + "\n".repeat(UpdateHeader.BYTES - text.length())).getBytes(US_ASCII);
    }

    @Override
    public Keeper keeper() {
        return keeper;
    }

    @Override
    public MachineState state() {
        return new MachineState(
                "0.1.0",
                32 * GB,
                19 * GB,
                2 * GB,
                GB,
                OptionalInt.of(41),
                Duration.ofHours(30),
                new MachineState.Network(Optional.of("maple-house-2"), Optional.of("192.168.1.7")),
                troubles,
                message,
                update,
                update.isPresent() ? OptionalInt.of(43) : OptionalInt.empty());
    }

    @Override
    public void ask(MachineRequest request) {
        asked.add(request);
    }

    @Override
    public synchronized Optional<IncomingUpdate> incoming() {
        try {
            var header = UpdateHeader.decode(Arrays.copyOf(file.toByteArray(), UpdateHeader.BYTES));
            return Optional.of(new IncomingUpdate(header, file.size()));
        } catch (FormatException _) {
            return Optional.empty();
        }
    }

    @Override
    public synchronized IncomingUpdate.Piece addToUpdate(long at, InputStream piece) throws IOException {
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (at != 0 && at != file.size()) {
            return IncomingUpdate.Piece.ELSEWHERE;
        }
        if (at == 0) {
            file.reset();
        }
        piece.transferTo(file);
        return IncomingUpdate.Piece.KEPT;
    }

    /** What was sent. */
    public synchronized byte[] sent() {
        return file.toByteArray();
    }

    @Override
    public boolean asksForCode(boolean atHome) {
        return !code.isEmpty();
    }

    @Override
    public boolean isCode(String typed) {
        return typed.equals(code);
    }

    @Override
    public void owned(BoxName name) {
        owner = name.text();
    }
}
