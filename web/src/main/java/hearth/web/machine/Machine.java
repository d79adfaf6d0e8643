package hearth.web.machine;

import hearth.web.household.BoxName;
import java.util.Optional;

/**
 * The machine under the box, as far as its owner can look at it and tell it what to do. Safe for use by many threads.
 * On a machine that also serves other purposes there is nothing to see and nothing to ask: {@link NoMachine}.
 */
public interface Machine {

    /** How the machine does now; empty when Hearth does not have a machine of its own. */
    Optional<MachineState> state();

    /** Asks for something that begins soon after this returns, and may end this very process. */
    void ask(MachineRequest request);

    /** How much of an update is here, in bytes, from its beginning on. */
    long updateBytes();

    /**
     * Keeps the next piece of an update, on disk when this returns.
     *
     * @param at where the piece belongs, in bytes from the beginning; 0 begins anew
     * @return whether it fits what is here; if not, nothing changed
     */
    boolean addToUpdate(long at, byte[] piece);

    /**
     * Whether whoever makes the first owner has to show that they can see the box's screen or hold its card.
     *
     * @param atHome whether they ask from an address of a home network
     */
    boolean asksForCode(boolean atHome);

    /** Whether {@code code} is the one on the screen; spaces and hyphens do not count. */
    boolean isCode(String code);

    /** The box has an owner and a name: no code opens it from here on. Saying it again changes nothing. */
    void owned(BoxName name);
}
