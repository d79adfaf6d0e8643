package hearth.service.peer;

import hearth.protocol.Bytes;
import hearth.service.omq.OmqCaller;
import java.util.List;
import java.util.Optional;

/**
 * What a node does for boxes that keep the same ledger: the commands of {@code ledger.}, which anybody may use, also a box that
 * is no node. Called on threads that may wait; many at once.
 */
@FunctionalInterface
public interface LedgerCommands {

    /** A node that keeps no ledger. */
    LedgerCommands NONE = (_, _, _) -> Optional.empty();

    /**
     * The parts of the reply.
     *
     * @param command the name without {@code ledger.}
     * @return empty if there is no such command
     */
    Optional<List<Bytes>> answer(String command, List<Bytes> parts, OmqCaller from);
}
