package hearth.service.omq;

import hearth.protocol.Bytes;
import java.util.List;
import java.util.Optional;

/** The commands that a node knows, all of which are answered. */
public interface OmqCommands {

    /** Who may use {@code command}; empty if there is no such command. Called on event loops: must not wait. */
    Optional<Access> access(String command);

    /**
     * The parts of the reply; empty for no reply at all. Called on a thread of its own per request, which may wait; many at
     * once. The caller has the access that the command wants.
     */
    Optional<List<Bytes>> answer(OmqCall call);
}
