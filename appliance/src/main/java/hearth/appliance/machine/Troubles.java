package hearth.appliance.machine;

import hearth.web.machine.MachineState;
import hearth.web.machine.MachineState.Trouble;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Decides what on a machine needs its owner. */
final class Troubles {

    /** With less than this a box cannot be sure to keep another message. */
    static final long FULL_BYTES = 64L << 20;

    private static final int NEARLY_FULL_PERCENT = 90;
    /** On a large disk a tenth is plenty. */
    private static final long NEARLY_FULL_BYTES = 2L << 30;

    private static final int HOT_CELSIUS = 80;

    private Troubles() {}

    /**
     * What needs the owner, the most important first.
     *
     * @param told    what the machine's own scripts found
     * @param vitals  how it does now
     * @param network where it is in the home network
     * @param wanted  the name it should have there; empty when nobody gave it one, or it does not know its name
     */
    static List<Trouble> of(
            Optional<Trouble> told, Vitals vitals, MachineState.Network network, Optional<String> wanted) {
        var taken = wanted.isPresent()
                && network.name().filter(has -> isSubstitute(has, wanted.get())).isPresent();
        var offline = network.address().isEmpty();
        // The scripts look at the disk once, at a start; what they said of its room may not hold any more.
        var lasting = told.filter(it -> it != Trouble.DATA_FULL && it != Trouble.DATA_NEARLY_FULL);
        return Stream.of(
                        room(vitals),
                        lasting,
                        when(offline, Trouble.NO_NETWORK),
                        when(taken && !offline, Trouble.NAME_TAKEN),
                        when(vitals.celsius().orElse(0) >= HOT_CELSIUS, Trouble.HOT))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Whether a machine that wanted one name was given another because of a conflict: the same with another number behind it. */
    private static boolean isSubstitute(String has, String wanted) {
        return !has.equals(wanted) && withoutNumber(has).equals(withoutNumber(wanted));
    }

    private static String withoutNumber(String name) {
        return name.replaceAll("[0-9]+$", "");
    }

    private static Optional<Trouble> room(Vitals vitals) {
        if (vitals.diskFree() < FULL_BYTES) {
            return Optional.of(Trouble.DATA_FULL);
        }
        var used = vitals.diskTotal() - vitals.diskFree();
        return when(
                used * 100 >= vitals.diskTotal() * NEARLY_FULL_PERCENT && vitals.diskFree() < NEARLY_FULL_BYTES,
                Trouble.DATA_NEARLY_FULL);
    }

    private static Optional<Trouble> when(boolean holds, Trouble trouble) {
        return holds ? Optional.of(trouble) : Optional.empty();
    }
}
