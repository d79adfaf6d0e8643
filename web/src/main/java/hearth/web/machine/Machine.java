package hearth.web.machine;

import hearth.web.household.BoxName;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The machine under the box, as far as its owner can look at it and tell it what to do. Safe for use by many threads.
 * Only a machine that {@linkplain Keeper#HEARTH Hearth keeps} can be asked for anything and takes updates.
 */
public interface Machine {

    /** Who keeps it in order. */
    Keeper keeper();

    /** How it does now. */
    MachineState state();

    /** Asks for something that begins soon after this returns, and may end this very process. */
    void ask(MachineRequest request);

    /** The update that is being sent, once its header is here; empty when there is none. */
    Optional<IncomingUpdate> incoming();

    /**
     * Keeps the next piece of an update; it is on disk when this returns. When the source breaks off, what came until then
     * is kept.
     *
     * @param at    where the piece belongs, in bytes from the beginning; 0 begins anew, and such a piece holds the whole header
     * @param piece the bytes, up to their end
     * @throws IOException when the source breaks off
     */
    IncomingUpdate.Piece addToUpdate(long at, InputStream piece) throws IOException;

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
