package hearth.service.omq;

import hearth.protocol.Bytes;
import hearth.protocol.network.NodeInfo;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** Who is on the other end of a connection. Safe for use by many threads. */
public interface OmqCaller {

    /** The node it is, if it is one of the registry's that is in a swarm at this moment. */
    Optional<NodeInfo> node();

    /** Where it calls from. */
    InetAddress address();

    /**
     * Sends it something that it did not ask for in this moment. False if it is gone, or does not take what it gets fast
     * enough: then it gets nothing.
     */
    boolean push(String command, List<Bytes> parts);

    /** Runs {@code action} when the connection ends, or now if it has. Actions must not wait. */
    void whenGone(Runnable action);
}
