package hearth.service;

import hearth.service.http.HttpLimits;
import hearth.service.omq.OmqLimits;
import java.time.Duration;

/**
 * How much one node takes on. Read once at start; wrong values stop the start with the name of the key. README.md lists the
 * keys.
 *
 * @param http                  what strangers may cost the HTTPS port
 * @param omq                   what others may cost the OMQ port
 * @param storeBytesMax         {@code node.store-bytes-max}: size of the message store
 * @param waitersMax            {@code node.waiters-max}: clients that wait for a message at once; others get an answer at once
 * @param swarmTimeout          {@code node.swarm-timeout}: for other members of the swarm to store a message
 * @param relayTimeout          {@code node.relay-timeout}: for the next node of an onion request
 * @param serverTimeout         {@code node.server-timeout}: for a server at the end of an onion request
 * @param purgeInterval         {@code node.purge-interval}: between two sweeps of expired messages
 * @param retryInterval         {@code node.retry-interval}: between two looks at what is owed to other members of the swarm
 * @param testInterval          {@code node.test-interval}: between two tests of other nodes, on average
 */
public record NodeLimits(
        HttpLimits http,
        OmqLimits omq,
        long storeBytesMax,
        int waitersMax,
        Duration swarmTimeout,
        Duration relayTimeout,
        Duration serverTimeout,
        Duration purgeInterval,
        Duration retryInterval,
        Duration testInterval) {

    /** A store that holds less is of no use to a swarm. */
    private static final long STORE_BYTES_MIN = 1 << 20;

    /** The numbers of network.md §9, and what a home can carry where it names none. */
    public static final NodeLimits DEFAULT = new NodeLimits(
            HttpLimits.DEFAULT,
            OmqLimits.DEFAULT,
            10L << 30,
            512,
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofSeconds(25),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10));

    public NodeLimits {
        if (storeBytesMax < STORE_BYTES_MIN) {
            throw new IllegalArgumentException(
                    "node.store-bytes-max is " + storeBytesMax + ", it must be at least " + STORE_BYTES_MIN);
        }
        if (waitersMax < 1) {
            throw new IllegalArgumentException("node.waiters-max is " + waitersMax + ", it must be at least 1");
        }
        positive("swarm-timeout", swarmTimeout);
        positive("relay-timeout", relayTimeout);
        positive("server-timeout", serverTimeout);
        positive("purge-interval", purgeInterval);
        positive("retry-interval", retryInterval);
        positive("test-interval", testInterval);
    }

    private static void positive(String key, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException("node." + key + " is " + value + ", it must be longer than nothing");
        }
    }

    public NodeLimits withHttp(HttpLimits value) {
        return new NodeLimits(
                value,
                omq,
                storeBytesMax,
                waitersMax,
                swarmTimeout,
                relayTimeout,
                serverTimeout,
                purgeInterval,
                retryInterval,
                testInterval);
    }

    public NodeLimits withOmq(OmqLimits value) {
        return new NodeLimits(
                http,
                value,
                storeBytesMax,
                waitersMax,
                swarmTimeout,
                relayTimeout,
                serverTimeout,
                purgeInterval,
                retryInterval,
                testInterval);
    }

    public NodeLimits withStoreBytesMax(long value) {
        return new NodeLimits(
                http,
                omq,
                value,
                waitersMax,
                swarmTimeout,
                relayTimeout,
                serverTimeout,
                purgeInterval,
                retryInterval,
                testInterval);
    }

    public NodeLimits withWaitersMax(int value) {
        return new NodeLimits(
                http,
                omq,
                storeBytesMax,
                value,
                swarmTimeout,
                relayTimeout,
                serverTimeout,
                purgeInterval,
                retryInterval,
                testInterval);
    }

    /** Time-outs towards swarm members, the next node, and servers. */
    public NodeLimits withTimeouts(Duration swarm, Duration relay, Duration server) {
        return new NodeLimits(
                http, omq, storeBytesMax, waitersMax, swarm, relay, server, purgeInterval, retryInterval, testInterval);
    }

    public NodeLimits withPurgeInterval(Duration value) {
        return new NodeLimits(
                http,
                omq,
                storeBytesMax,
                waitersMax,
                swarmTimeout,
                relayTimeout,
                serverTimeout,
                value,
                retryInterval,
                testInterval);
    }

    public NodeLimits withRetryInterval(Duration value) {
        return new NodeLimits(
                http,
                omq,
                storeBytesMax,
                waitersMax,
                swarmTimeout,
                relayTimeout,
                serverTimeout,
                purgeInterval,
                value,
                testInterval);
    }

    public NodeLimits withTestInterval(Duration value) {
        return new NodeLimits(
                http,
                omq,
                storeBytesMax,
                waitersMax,
                swarmTimeout,
                relayTimeout,
                serverTimeout,
                purgeInterval,
                retryInterval,
                value);
    }
}
