package hearth.service.peer;

import hearth.protocol.Bytes;
import hearth.protocol.network.NodeInfo;
import java.util.List;
import java.util.Optional;

/** What a node does for other nodes (network.md §6.2). Called on threads that may wait; many at once. */
public interface PeerCommands {

    /** Another node tests whether it reaches this one ({@code sn.ping}). */
    void pinged(NodeInfo from);

    /** A request that another member of the swarm got from a client. Returns the parts of the reply. */
    List<Bytes> storageCc(NodeInfo from, String method, Bytes params);

    /** An onion request on its way. Returns the parts of the reply: status and body. */
    List<Bytes> onion(NodeInfo from, Bytes hop);

    /** Messages that another node hands over. Returns the parts of the reply: none if they are kept. */
    List<Bytes> data(NodeInfo from, Bytes batch);

    /**
     * Another node asks for a message to see whether this one holds it ({@code sn.storage_test}).
     *
     * @param question the height of a block and the hash of a message
     */
    List<Bytes> storageTest(NodeInfo from, List<Bytes> question);

    /** Another node asks whether this one takes messages, and for messages if {@code question} is there. Returns one part. */
    List<Bytes> dataReady(NodeInfo from, Optional<Bytes> question);
}
