package hearth.appliance.wallet;

import hearth.appliance.household.OwnerDoors;
import hearth.client.vault.OpenVault;
import hearth.web.ledger.LedgerDoor;
import hearth.web.ledger.Networks;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;

/** What the owner's door opens on the network that the box is on. */
public final class NetworkDoors implements OwnerDoors {

    private final NetworkPlace place;
    private final Path data;
    private final Clock clock;
    private final SecureRandom random;

    /** {@code data} is the data folder of the box. */
    public NetworkDoors(NetworkPlace place, Path data, Clock clock, SecureRandom random) {
        this.place = place;
        this.data = data;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Optional<LedgerDoor> ledger(OpenVault vault) {
        return place.ledger().map(access -> new WalletDoor(access, vault, clock, random));
    }

    @Override
    public Networks networks(OpenVault vault) {
        return new BoxNetworks(place, data, vault, clock, random);
    }
}
