package hearth.service.peer;

import hearth.protocol.Bytes;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.onion.OnionHop;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Calls to other nodes (network.md §6.2). The other side knows for sure who calls, and the caller who answers. Safe for use by
 * many threads; a call returns after {@code timeout} at the latest, and must run on a thread that may wait.
 */
public interface PeerLink extends AutoCloseable {

    /** Hands a client's request on to a member of the same swarm ({@code sn.storage_cc}). */
    PeerReply storageCc(NodeInfo peer, String method, Bytes params, Duration timeout);

    /**
     * The same without waiting, if the peer is connected at this moment. What is returned then waits for the reply, at most
     * {@code timeout} from now, and must be called.
     */
    Optional<Supplier<PeerReply>> sendStorageCc(NodeInfo peer, String method, Bytes params, Duration timeout);

    /** Hands an onion request on ({@code sn.onion_request}). */
    PeerReply onion(NodeInfo peer, OnionHop hop, Duration timeout);

    /**
     * Hands over messages that the peer keeps from now on ({@code sn.data}); an answer without parts says that it does.
     *
     * @param batch {@code 0x01} and a bt list, see {@code hearth.service.swarm.DataBatch}
     */
    PeerReply data(NodeInfo peer, Bytes batch, Duration timeout);

    /**
     * Asks whether the peer takes messages ({@code sn.data_ready}); the one part {@code OK} says yes, any other text why not.
     *
     * @param question a bt dictionary if the caller also wants messages in return, see
     *                 {@code hearth.service.swarm.DumpQuestion}
     */
    PeerReply dataReady(NodeInfo peer, Optional<Bytes> question, Duration timeout);

    /** Asks whether the node is there ({@code sn.ping}). */
    PeerReply ping(NodeInfo peer, Duration timeout);

    /** Uses a command of the ledger ({@code ledger.} and {@code command}). The peer need not be one of the registry's. */
    default PeerReply ledger(NodeInfo peer, String command, List<Bytes> parts, Duration timeout) {
        return new PeerReply.Unreachable("This link carries no ledger");
    }

    /** Hangs up on everybody. Calls under way end as {@link PeerReply.Unreachable}. */
    @Override
    void close();
}
