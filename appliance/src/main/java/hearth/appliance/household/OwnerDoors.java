package hearth.appliance.household;

import hearth.client.vault.OpenVault;
import hearth.web.ledger.LedgerDoor;
import hearth.web.ledger.Networks;
import java.util.Optional;

/** What the owner's door opens besides the account. Safe for use by many threads. */
public interface OwnerDoors {

    /** The ledger, with the wallet in {@code vault}; empty on a network without one. */
    Optional<LedgerDoor> ledger(OpenVault vault);

    /** The networks that the box can be on; whoever founds one has the wallet in {@code vault}. */
    Networks networks(OpenVault vault);
}
