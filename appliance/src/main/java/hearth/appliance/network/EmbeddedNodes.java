package hearth.appliance.network;

import hearth.appliance.config.BoxConfig.NeighbourhoodConfig;
import hearth.client.network.NetworkProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;

/** The neighbourhood: complete service nodes inside this process, on loopback ports, with folders of their own. */
public final class EmbeddedNodes implements AutoCloseable {

    private EmbeddedNodes() {}

    public static EmbeddedNodes start(NeighbourhoodConfig config, Path folder, Clock clock, SecureRandom random)
            throws IOException {
        if (config.nodes() > 0) {
            throw new IOException("no nodes yet " + folder + clock + random);
        }
        return new EmbeddedNodes();
    }

    public NetworkProfile profile() {
        return NetworkProfile.session();
    }

    public String nodesJson() {
        return "";
    }

    @Override
    public void close() {}
}
