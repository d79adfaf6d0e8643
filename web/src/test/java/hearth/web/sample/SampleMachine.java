package hearth.web.sample;

import hearth.web.household.BoxName;
import hearth.web.machine.Machine;
import hearth.web.machine.MachineRequest;
import hearth.web.machine.MachineState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A machine in memory that notes what it is asked for. */
public final class SampleMachine implements Machine {

    private static final long GB = 1_000_000_000;

    /** Code that the first owner has to know; empty for none. */
    public String code = "";

    public final List<MachineRequest> asked = new ArrayList<>();
    public Optional<MachineState.Trouble> trouble = Optional.empty();
    public Optional<MachineState.Message> message = Optional.empty();
    public Optional<MachineState.Update> update = Optional.empty();
    public String owner = "";
    private long bytes;

    @Override
    public Optional<MachineState> state() {
        return Optional.of(new MachineState(
                "0.1.0",
                32 * GB,
                19 * GB,
                2 * GB,
                GB,
                OptionalInt.of(41),
                Duration.ofHours(30),
                trouble,
                message,
                update,
                update.isPresent() ? OptionalInt.of(43) : OptionalInt.empty()));
    }

    @Override
    public void ask(MachineRequest request) {
        asked.add(request);
    }

    @Override
    public long updateBytes() {
        return bytes;
    }

    @Override
    public boolean addToUpdate(long at, byte[] piece) {
        if (at != 0 && at != bytes) {
            return false;
        }
        bytes = at + piece.length;
        return true;
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
