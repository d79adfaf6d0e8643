package hearth.appliance.wallet;

import hearth.web.ledger.Networks;
import java.util.Optional;

/** The network that the box is on now, as its owner sees it. May wait until the network has started. */
public interface NetworkPlace {

    /** What it is called, and what kind of network it is. */
    Networks.Current current();

    /** Its ledger, if it keeps one that the owner can use. */
    Optional<LedgerAccess> ledger();

    /** The text of an invitation; empty where nobody can be invited. */
    Optional<String> invitation();

    /** Whether the configuration names the network, so that nothing else decides. */
    boolean isConfigured();
}
