package hearth.service.peer;

import hearth.protocol.Bytes;
import hearth.protocol.network.NodeInfo;
import java.util.List;

/** What a node does for other nodes (network.md §6.2). Called on threads that may wait; many at once. */
public interface PeerCommands {

    /** A request that another member of the swarm got from a client. Returns the parts of the reply. */
    List<Bytes> storageCc(NodeInfo from, String method, Bytes params);

    /** An onion request on its way. Returns the parts of the reply: status and body. */
    List<Bytes> onion(NodeInfo from, Bytes hop);
}
