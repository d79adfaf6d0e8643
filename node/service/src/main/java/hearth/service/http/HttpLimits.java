package hearth.service.http;

import java.time.Duration;

/**
 * What strangers may cost one listener.
 *
 * @param connectionsMax   open connections; further ones are closed at once
 * @param inFlightMax      requests being answered; further ones get 503
 * @param bodyBytesMax     largest body of one request; larger ones get 413
 * @param bufferedBytesMax bytes of all bodies being received or answered together; beyond it requests get 503
 * @param headerBytesMax   all headers of a request together
 * @param handshakeTimeout for the TLS handshake
 * @param idleTimeout      an open connection without a request
 * @param receiveTimeout   from the first byte of a request to its last, prolonged by what it sends
 *                         at {@code bytesPerSecondMin}
 * @param sendTimeout      for the other side to take an answer, prolonged for large ones in the same way
 * @param bytesPerSecondMin who is slower than this loses its connection: large bodies may take minutes, not hours
 */
public record HttpLimits(
        int connectionsMax,
        int inFlightMax,
        int bodyBytesMax,
        long bufferedBytesMax,
        int headerBytesMax,
        Duration handshakeTimeout,
        Duration idleTimeout,
        Duration receiveTimeout,
        Duration sendTimeout,
        int bytesPerSecondMin) {

    /** Longest first line: method, path and version. */
    public static final int LINE_BYTES_MAX = 4_096;

    /** The limits of network.md §1.4 and §9 where it names any. */
    public static final HttpLimits DEFAULT = new HttpLimits(
            12_000,
            1_024,
            10_485_760,
            64L << 20,
            16_384,
            Duration.ofSeconds(10),
            Duration.ofSeconds(120),
            Duration.ofSeconds(20),
            Duration.ofSeconds(30),
            8_192);

    public HttpLimits {
        atLeastOne("connections-max", connectionsMax);
        atLeastOne("in-flight-max", inFlightMax);
        atLeastOne("body-bytes-max", bodyBytesMax);
        atLeastOne("header-bytes-max", headerBytesMax);
        if (bufferedBytesMax < bodyBytesMax) {
            throw new IllegalArgumentException("node.buffered-bytes-max is " + bufferedBytesMax
                    + ", it must hold at least one body of " + bodyBytesMax + " bytes");
        }
        atLeastOne("bytes-per-second-min", bytesPerSecondMin);
        positive("handshake-timeout", handshakeTimeout);
        positive("idle-timeout", idleTimeout);
        positive("receive-timeout", receiveTimeout);
        positive("send-timeout", sendTimeout);
    }

    private static void atLeastOne(String key, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("node." + key + " is " + value + ", it must be at least 1");
        }
    }

    private static void positive(String key, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException("node." + key + " is " + value + ", it must be longer than nothing");
        }
    }

    public HttpLimits withConnectionsMax(int value) {
        return new HttpLimits(
                value,
                inFlightMax,
                bodyBytesMax,
                bufferedBytesMax,
                headerBytesMax,
                handshakeTimeout,
                idleTimeout,
                receiveTimeout,
                sendTimeout,
                bytesPerSecondMin);
    }

    public HttpLimits withInFlightMax(int value) {
        return new HttpLimits(
                connectionsMax,
                value,
                bodyBytesMax,
                bufferedBytesMax,
                headerBytesMax,
                handshakeTimeout,
                idleTimeout,
                receiveTimeout,
                sendTimeout,
                bytesPerSecondMin);
    }

    /** The same time-out for everything a stranger may be slow at. */
    public HttpLimits withTimeouts(Duration value) {
        return new HttpLimits(
                connectionsMax,
                inFlightMax,
                bodyBytesMax,
                bufferedBytesMax,
                headerBytesMax,
                value,
                value,
                value,
                value,
                bytesPerSecondMin);
    }

    public HttpLimits withBufferedBytesMax(long value) {
        return new HttpLimits(
                connectionsMax,
                inFlightMax,
                bodyBytesMax,
                value,
                headerBytesMax,
                handshakeTimeout,
                idleTimeout,
                receiveTimeout,
                sendTimeout,
                bytesPerSecondMin);
    }

    public HttpLimits withBytesPerSecondMin(int value) {
        return new HttpLimits(
                connectionsMax,
                inFlightMax,
                bodyBytesMax,
                bufferedBytesMax,
                headerBytesMax,
                handshakeTimeout,
                idleTimeout,
                receiveTimeout,
                sendTimeout,
                value);
    }
}
