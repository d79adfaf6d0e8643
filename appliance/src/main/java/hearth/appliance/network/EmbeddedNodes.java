package hearth.appliance.network;

import hearth.appliance.config.BoxConfig.NeighbourhoodConfig;
import hearth.client.network.NetworkProfile;
import hearth.client.network.NetworkProfile.Seed;
import hearth.service.neighbourhood.Config;
import hearth.service.neighbourhood.Neighbourhood;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;

/** The neighbourhood: complete service nodes inside this process, on loopback ports, with folders of their own. */
public final class EmbeddedNodes implements AutoCloseable {

    private final Neighbourhood nodes;

    private EmbeddedNodes(Neighbourhood nodes) {
        this.nodes = nodes;
    }

    /**
     * Starts the nodes in {@code folder}.
     *
     * @throws IOException if one of them cannot start; none is running then
     */
    public static EmbeddedNodes start(NeighbourhoodConfig config, Path folder, Clock clock, SecureRandom random)
            throws IOException {
        var plan = Config.of(config.nodes(), folder).withFirstPort(config.firstPort());
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

    /** The node list for other tools: a JSON array, a node a line. */
    public String nodesJson() {
        return nodes.nodesJson();
    }

    @Override
    public void close() {
        nodes.close();
    }
}
