package hearth.client.network;

import hearth.protocol.Bytes;
import hearth.protocol.network.NodeInfo;
import java.io.IOException;
import java.time.Duration;

/**
 * The one place where bytes leave for a node: HTTPS to the first node of a path (network.md sections 1.3 and 1.4). Safe
 * for use by many threads; calls block.
 */
public interface GuardLink extends AutoCloseable {

    /**
     * Posts {@code body} and waits for the whole answer, whatever its status.
     *
     * @param timeout for everything together; what takes longer fails
     * @throws ConnectFailedException if the node could not be reached at all
     * @throws IOException if it was reached and the exchange failed, took too long, or the answer is too large. An
     *     interrupted caller gets this too, with its interrupt flag set
     */
    Reply post(NodeInfo guard, String path, byte[] body, Duration timeout) throws IOException;

    /** Ends every exchange. Calls after that fail with {@link IOException}. */
    @Override
    void close();

    /** What a node answered. */
    record Reply(int status, Bytes body) {}

    /** No connection came about: the node is down, or this box is offline. */
    final class ConnectFailedException extends IOException {

        private static final long serialVersionUID = 1L;

        public ConnectFailedException(String message, Throwable cause) {
            super(message, cause);
        }

        public ConnectFailedException(String message) {
            super(message);
        }
    }
}
