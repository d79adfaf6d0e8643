package hearth.appliance.network;

import hearth.appliance.config.BoxConfig.NeighbourhoodConfig;
import hearth.appliance.wallet.LedgerAccess;
import hearth.appliance.wallet.OrderBook;
import hearth.client.network.NetworkProfile;
import hearth.client.network.NetworkProfile.Seed;
import hearth.protocol.ledger.Amount;
import hearth.protocol.ledger.LedgerAddress;
import hearth.service.neighbourhood.Config;
import hearth.service.neighbourhood.Neighbourhood;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;

/** The neighbourhood: complete service nodes inside this process, on loopback ports, with folders of their own. */
public final class EmbeddedNodes implements AutoCloseable {

    /** Enough for two nodes and a few names. */
    private static final Amount GIFT = Amount.tokens(2_500);

    private final Neighbourhood nodes;

    private EmbeddedNodes(Neighbourhood nodes) {
        this.nodes = nodes;
    }

    /**
     * Starts the nodes in {@code folder}.
     *
     * @param guests how many more run without a stake, for an owner to register
     * @throws IOException if one of them cannot start; none is running then
     */
    public static EmbeddedNodes start(
            NeighbourhoodConfig config, int guests, Path folder, Clock clock, SecureRandom random) throws IOException {
        var plan = Config.of(config.nodes(), folder).withGuests(guests).withFirstPort(config.firstPort());
        return new EmbeddedNodes(Neighbourhood.start(plan, clock, random));
    }

    /** What engines need to know to live on this network. All nodes share one machine, hence one subnet. */
    public NetworkProfile profile() {
        var seeds = nodes.seeds().stream()
                .map(seed -> Seed.of(seed.url(), seed.spkiPin()))
                .toList();
        var place = nodes.files().address();
        var files = new NetworkProfile.Files(
                "http://" + place.getHostString() + ':' + place.getPort(),
                nodes.files().key());
        return new NetworkProfile("neighbourhood", seeds, nodes.nodes(), false, Optional.of(files));
    }

    /** The neighbourhood's ledger, whose tokens everybody gets for the asking. */
    public LedgerAccess ledger(OrderBook orders) {
        return new LedgerAccess(nodes.ledger().service(), nodes.guest(), orders, Optional.of(this::give));
    }

    private boolean give(LedgerAddress to) {
        try {
            return nodes.ledger().give(to, GIFT);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The node list for other tools: a JSON array, a node a line. */
    public String nodesJson() {
        return nodes.nodesJson();
    }

    @Override
    public void close() {
        nodes.close();
    }
}
