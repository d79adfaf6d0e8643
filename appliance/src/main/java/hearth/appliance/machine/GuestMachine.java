package hearth.appliance.machine;

import hearth.web.household.BoxName;
import hearth.web.machine.IncomingUpdate;
import hearth.web.machine.Keeper;
import hearth.web.machine.Machine;
import hearth.web.machine.MachineRequest;
import hearth.web.machine.MachineState;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** A machine on which Hearth is one of several: it can be looked at, and not asked for anything. */
public final class GuestMachine implements Machine {

    private final Keeper keeper;
    private final String version;
    private final Path data;
    private final Path root;
    private final HomeNetwork home;

    /**
     * @param keeper  who looks after the machine
     * @param version of Hearth
     * @param data    the box's data folder
     * @param root    the root of the file system, where the kernel tells about memory, heat and time
     * @param home    the box's place in the home network
     */
    public GuestMachine(Keeper keeper, String version, Path data, Path root, HomeNetwork home) {
        this.keeper = keeper;
        this.version = version;
        this.data = data;
        this.root = root;
        this.home = home;
    }

    @Override
    public Keeper keeper() {
        return keeper;
    }

    @Override
    public MachineState state() {
        var vitals = Vitals.of(data, root);
        var network = new MachineState.Network(Optional.empty(), home.address());
        return new MachineState(
                version,
                vitals.diskTotal(),
                vitals.diskFree(),
                vitals.memoryTotal(),
                vitals.memoryFree(),
                vitals.celsius(),
                vitals.up(),
                network,
                Troubles.of(Optional.empty(), vitals, network, home.name()),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty());
    }

    @Override
    public void ask(MachineRequest request) {
        throw new UnsupportedOperationException("This machine is not Hearth's own");
    }

    @Override
    public Optional<IncomingUpdate> incoming() {
        return Optional.empty();
    }

    @Override
    public IncomingUpdate.Piece addToUpdate(long at, InputStream piece) {
        throw new UnsupportedOperationException("This machine is not Hearth's own");
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
