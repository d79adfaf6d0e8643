package hearth.appliance.machine;

import java.util.Optional;

/** What the box knows of its place in the home network. */
public interface HomeNetwork {

    /** The name its owner gave the box; empty while it has none. */
    Optional<String> name();

    /** The address to open it at, as browsers write it; empty without a network. */
    Optional<String> address();
}
