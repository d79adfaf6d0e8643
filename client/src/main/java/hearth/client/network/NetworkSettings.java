package hearth.client.network;

import java.time.Duration;

/**
 * How long and how often, for the network part.
 *
 * @param requestTimeout for one request through three nodes
 * @param pathWarm       an idle path is used at least this often
 * @param pathRotation   a path is replaced after this long; its first node stays
 * @param poolRefresh    how often the node list is asked for again
 * @param retryFirst     pause after the first failed attempt to get a node list; doubles
 * @param retryMax       longest such pause
 * @param pathsWanted    paths kept ready
 */
public record NetworkSettings(
        Duration requestTimeout,
        Duration pathWarm,
        Duration pathRotation,
        Duration poolRefresh,
        Duration retryFirst,
        Duration retryMax,
        int pathsWanted) {}
