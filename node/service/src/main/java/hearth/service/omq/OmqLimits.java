package hearth.service.omq;

import java.time.Duration;

/**
 * What others may cost the OMQ port, and what this node asks of its own connections.
 *
 * @param connectionsMax    open connections that others dialled; further ones are closed at once
 * @param handshakesMax     how many of those may be without a known key; a further one cuts off the oldest
 * @param messageBytesMax   the largest part of one message; all parts together may have {@value #HEAD_BYTES} bytes more
 * @param bufferedBytesMax  bytes of all messages being received or answered together; beyond it large messages cost their
 *                          connection, and requests get 503
 * @param queuedBytesMax    bytes waiting to be sent on one connection
 * @param inFlightMax       requests of one node being answered at once
 * @param strangerInFlightMax the same for a connection of anybody else
 * @param handshakeTimeout  from the connection to the end of the handshake
 * @param heartbeat         between two PINGs
 * @param silenceMax        who says nothing for so long is gone
 * @param idleTimeout       how long a connection that we dialled stays without requests
 */
public record OmqLimits(
        int connectionsMax,
        int handshakesMax,
        int messageBytesMax,
        long bufferedBytesMax,
        int queuedBytesMax,
        int inFlightMax,
        int strangerInFlightMax,
        Duration handshakeTimeout,
        Duration heartbeat,
        Duration silenceMax,
        Duration idleTimeout) {

    /** Room for command and tag beside the largest part: ZeroMQ bounds parts, not messages. */
    static final int HEAD_BYTES = 1_024;

    /** Parts of one message. */
    static final int PARTS_MAX = 64;

    /** Longest reply tag that is echoed. */
    static final int TAG_BYTES_MAX = 64;

    /** Longest name of a command. */
    static final int COMMAND_BYTES_MAX = 100;

    /** A connection that holds no more than this is not counted against {@code bufferedBytesMax}. */
    static final int UNCOUNTED_BYTES = 16 << 10;

    /** The numbers of network.md §1.9, and what a home can carry where it names none. */
    public static final OmqLimits DEFAULT = new OmqLimits(
            4_096,
            512,
            10 << 20,
            64L << 20,
            24 << 20,
            1_024,
            64,
            Duration.ofSeconds(10),
            Duration.ofSeconds(15),
            Duration.ofSeconds(30),
            Duration.ofMinutes(5));

    public OmqLimits {
        atLeastOne("connections-max", connectionsMax);
        atLeastOne("handshakes-max", handshakesMax);
        atLeastOne("message-bytes-max", messageBytesMax);
        atLeastOne("in-flight-max", inFlightMax);
        atLeastOne("stranger-in-flight-max", strangerInFlightMax);
        if (bufferedBytesMax < messageBytesMax || queuedBytesMax < messageBytesMax) {
            throw new IllegalArgumentException("node.omq-buffered-bytes-max is " + bufferedBytesMax
                    + " and node.omq-queued-bytes-max " + queuedBytesMax + ", each must hold at least one message of "
                    + messageBytesMax + " bytes");
        }
        positive("handshake-timeout", handshakeTimeout);
        positive("heartbeat", heartbeat);
        positive("idle-timeout", idleTimeout);
        if (silenceMax.compareTo(heartbeat) <= 0) {
            throw new IllegalArgumentException("node.omq-silence-max is " + silenceMax
                    + ", it must be longer than node.omq-heartbeat, " + heartbeat);
        }
    }

    private static void atLeastOne(String key, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("node.omq-" + key + " is " + value + ", it must be at least 1");
        }
    }

    private static void positive(String key, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException("node.omq-" + key + " is " + value + ", it must be longer than nothing");
        }
    }

    public OmqLimits withConnections(int all, int handshakes) {
        return new OmqLimits(
                all,
                handshakes,
                messageBytesMax,
                bufferedBytesMax,
                queuedBytesMax,
                inFlightMax,
                strangerInFlightMax,
                handshakeTimeout,
                heartbeat,
                silenceMax,
                idleTimeout);
    }

    public OmqLimits withBytes(int message, long buffered, int queued) {
        return new OmqLimits(
                connectionsMax,
                handshakesMax,
                message,
                buffered,
                queued,
                inFlightMax,
                strangerInFlightMax,
                handshakeTimeout,
                heartbeat,
                silenceMax,
                idleTimeout);
    }

    public OmqLimits withInFlight(int node, int stranger) {
        return new OmqLimits(
                connectionsMax,
                handshakesMax,
                messageBytesMax,
                bufferedBytesMax,
                queuedBytesMax,
                node,
                stranger,
                handshakeTimeout,
                heartbeat,
                silenceMax,
                idleTimeout);
    }

    public OmqLimits withTimes(Duration handshake, Duration beat, Duration silence, Duration idle) {
        return new OmqLimits(
                connectionsMax,
                handshakesMax,
                messageBytesMax,
                bufferedBytesMax,
                queuedBytesMax,
                inFlightMax,
                strangerInFlightMax,
                handshake,
                beat,
                silence,
                idle);
    }
}
