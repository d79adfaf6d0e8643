package hearth.client;

import java.time.Duration;

/**
 * How often an engine asks and how long it waits. Read once at start; wrong values stop the start. The defaults are for
 * a box that is always on; tests use shorter ones.
 *
 * @param requestTimeout  for one request through three nodes, network.md section 2.9
 * @param waitMax         how long a node is asked to hold a poll open; at most 20 s
 * @param pollFast        pause between polls after something happened, where nodes cannot hold a poll open
 * @param pollSlow        pause between polls when nothing happens
 * @param secondLook      how often another member of the own swarm is asked, since members may miss messages
 * @param pathWarm        an idle path is used at least this often
 * @param pathRotation    a path is replaced after this long; its first node stays
 * @param poolRefresh     how often the node list is asked for again
 * @param retryFirst      pause after the first failed attempt to send
 * @param retryMax        longest pause between attempts
 * @param pathsWanted     paths kept ready
 * @param sendersMax      conversations that may send at the same moment
 * @param databaseBytesMax an account's database never grows beyond this many bytes
 */
public record EngineSettings(
        Duration requestTimeout,
        Duration waitMax,
        Duration pollFast,
        Duration pollSlow,
        Duration secondLook,
        Duration pathWarm,
        Duration pathRotation,
        Duration poolRefresh,
        Duration retryFirst,
        Duration retryMax,
        int pathsWanted,
        int sendersMax,
        long databaseBytesMax) {

    /** Before {@link #DEFAULT}, whose check needs it. */
    private static final Duration WAIT_MAX = Duration.ofSeconds(20);

    /** For a home. */
    public static final EngineSettings DEFAULT = new EngineSettings(
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofMinutes(3),
            Duration.ofSeconds(50),
            Duration.ofMinutes(10),
            Duration.ofHours(2),
            Duration.ofSeconds(1),
            Duration.ofMinutes(5),
            2,
            4,
            64L << 30);

    public EngineSettings {
        positive("client.request-timeout", requestTimeout);
        positive("client.wait-max", waitMax);
        if (waitMax.compareTo(WAIT_MAX) > 0) {
            throw new IllegalArgumentException("client.wait-max is " + waitMax + ", it must be at most 20s");
        }
        positive("client.poll-fast", pollFast);
        positive("client.poll-slow", pollSlow);
        positive("client.second-look", secondLook);
        positive("client.path-warm", pathWarm);
        positive("client.path-rotation", pathRotation);
        positive("client.pool-refresh", poolRefresh);
        positive("client.retry-first", retryFirst);
        positive("client.retry-max", retryMax);
        if (retryMax.compareTo(retryFirst) < 0) {
            throw new IllegalArgumentException(
                    "client.retry-max is " + retryMax + ", it must be at least client.retry-first, " + retryFirst);
        }
        atLeast("client.paths-wanted", pathsWanted, 1);
        atLeast("client.senders-max", sendersMax, 1);
        atLeast("client.database-bytes-max", databaseBytesMax, 1 << 16);
    }

    private static void positive(String key, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(key + " is " + value + ", it must be longer than nothing");
        }
    }

    private static void atLeast(String key, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(key + " is " + value + ", it must be at least " + least);
        }
    }
}
