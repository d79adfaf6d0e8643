package hearth.client.network;

import hearth.client.network.NetworkProfile.Seed;
import java.io.IOException;
import java.time.Duration;

/** Asks seed nodes, whose TLS keys are pinned (network.md section 7.2). Safe for use by many threads; calls block. */
public interface SeedLink {

    /**
     * Posts a JSON-RPC request and gives back the body of the 200 answer.
     *
     * @throws IOException if the seed is away, shows another key than the pinned one, answers with another status or
     *     with too much, or takes longer than {@code timeout}
     */
    byte[] post(Seed seed, byte[] json, Duration timeout) throws IOException;
}
