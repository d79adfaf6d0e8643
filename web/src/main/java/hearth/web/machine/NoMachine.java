package hearth.web.machine;

import hearth.web.household.BoxName;
import java.util.Optional;

/** A machine that is none of Hearth's business. */
public final class NoMachine implements Machine {

    @Override
    public Optional<MachineState> state() {
        return Optional.empty();
    }

    @Override
    public void ask(MachineRequest request) {
        throw new UnsupportedOperationException("Hearth has no machine of its own here");
    }

    @Override
    public long updateBytes() {
        return 0;
    }

    @Override
    public boolean addToUpdate(long at, byte[] piece) {
        return false;
    }

    @Override
    public boolean asksForCode(boolean atHome) {
        return false;
    }

    @Override
    public boolean isCode(String code) {
        return false;
    }

    @Override
    public void owned(BoxName name) {}
}
