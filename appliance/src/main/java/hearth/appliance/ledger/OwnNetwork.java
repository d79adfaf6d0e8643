package hearth.appliance.ledger;

import hearth.appliance.StartException;
import hearth.client.network.NetworkProfile;
import hearth.protocol.FormatException;
import hearth.protocol.ledger.Invitation;
import hearth.protocol.network.NodeInfo;
import hearth.service.NodeThreads;
import hearth.service.ServiceNode;
import hearth.service.key.NodeKeys;
import hearth.service.key.OwnerOnly;
import hearth.service.ledger.duty.LedgerService;
import hearth.service.registry.NodeRegistry;
import hearth.sqlite.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The network that this box founded or joined, while the box runs: its ledger, and the way of the box's node into it. */
public final class OwnNetwork implements AutoCloseable {

    private static final String KEY_FILE = "node.key";

    private final LedgerService service;
    private final NodeKeys keys;
    private final List<Invitation.Seed> seeds;

    private OwnNetwork(LedgerService service, NodeKeys keys, List<Invitation.Seed> seeds) {
        this.service = service;
        this.keys = keys;
        this.seeds = List.copyOf(seeds);
    }

    /**
     * Opens the ledger.
     *
     * @param node the folder of the box's node; its keys are made if there are none
     * @throws StartException with a sentence for the owner if the ledger cannot be used
     */
    public static OwnNetwork open(
            NetworkFolder folder, Path node, NodeThreads threads, Clock clock, SecureRandom random)
            throws StartException {
        var genesis = folder.genesis();
        var seeds = folder.seeds();
        try {
            var keys = keys(node, random);
            var places = new ArrayList<NodeInfo>();
            for (var seed : seeds) {
                places.add(seed.place());
            }
            return new OwnNetwork(
                    LedgerService.open(
                            folder.chain(), genesis, places, List.of(keys.signing()), threads, clock, random),
                    keys,
                    seeds);
        } catch (IOException | FormatException failure) {
            throw new StartException("The ledger cannot be opened: " + failure.getMessage(), failure);
        } catch (StoreException failure) {
            throw new StartException(
                    switch (failure.problem()) {
                        case CORRUPT ->
                            "The ledger's file is damaged; move " + folder.chain()
                                    + " away, and the box gets the ledger from the others";
                        case NEWER_SCHEMA -> "The ledger was written by a newer Hearth; install that one";
                        case FULL -> "The disk is full";
                        default -> "The ledger cannot be opened: " + failure.problem();
                    },
                    failure);
        }
    }

    /** The keys of the box's node, made if there are none. */
    public static NodeKeys keys(Path node, SecureRandom random) throws IOException {
        OwnerOnly.createFolder(node);
        return NodeKeys.loadOrCreate(node.resolve(KEY_FILE), random);
    }

    /** The ledger. */
    public LedgerService service() {
        return service;
    }

    /** The keys of the box's node: it agrees with them to be registered. */
    public NodeKeys keys() {
        return keys;
    }

    /** The nodes of the network. */
    public NodeRegistry registry() {
        return service.registry();
    }

    /** Lets the box's node do what it owes the ledger. */
    public void attach(ServiceNode node) {
        service.attach(node);
    }

    /** What the box answers to its owner's commands. */
    public LedgerPages pages(ServiceNode node, SecureRandom random) {
        return new LedgerPages(service, node, seeds, random);
    }

    /** What clients need to live on this network. Its boxes may share a house, hence a subnet. */
    public NetworkProfile profile(ServiceNode node) {
        var name = service.ledger()
                .state()
                .genesis()
                .network()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-");
        var all = new ArrayList<NetworkProfile.Seed>();
        all.add(NetworkProfile.Seed.of(
                "https://" + node.here().host() + ':' + node.here().httpsPort() + "/json_rpc", node.pin()));
        seeds.forEach(
                seed -> all.add(NetworkProfile.Seed.of(seed.url(), seed.pin().base64())));
        var genesis = service.ledger().state().genesis();
        return new NetworkProfile(name, all, List.of(node.here()), false, Optional.empty(), Optional.of(genesis));
    }

    @Override
    public void close() {
        service.close();
    }
}
