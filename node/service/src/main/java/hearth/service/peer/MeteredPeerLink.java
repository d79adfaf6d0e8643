package hearth.service.peer;

import hearth.protocol.Bytes;
import hearth.protocol.id.NodeId;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.onion.OnionHop;
import hearth.service.meter.NodeMeter;
import hearth.service.meter.NodeMeter.Call;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** A link that counts its calls and remembers of each node whether it answered last. */
public final class MeteredPeerLink implements PeerLink {

    private final PeerLink link;
    private final NodeMeter meter;

    /** Whether the last call was answered. Holds nodes of the registry only, so it is as bounded as that. */
    private final Map<NodeId, Boolean> answeredLast = new ConcurrentHashMap<>();

    public MeteredPeerLink(PeerLink link, NodeMeter meter) {
        this.link = link;
        this.meter = meter;
    }

    @Override
    public PeerReply storageCc(NodeInfo peer, String method, Bytes params, Duration timeout) {
        return measured(Call.STORAGE, peer, () -> link.storageCc(peer, method, params, timeout));
    }

    @Override
    public Optional<Supplier<PeerReply>> sendStorageCc(NodeInfo peer, String method, Bytes params, Duration timeout) {
        var from = System.nanoTime();
        return link.sendStorageCc(peer, method, params, timeout)
                .map(reply -> () -> measured(Call.STORAGE, peer, from, reply));
    }

    @Override
    public PeerReply onion(NodeInfo peer, OnionHop hop, Duration timeout) {
        return measured(Call.ONION, peer, () -> link.onion(peer, hop, timeout));
    }

    @Override
    public PeerReply data(NodeInfo peer, Bytes batch, Duration timeout) {
        return measured(Call.DATA, peer, () -> link.data(peer, batch, timeout));
    }

    @Override
    public PeerReply dataReady(NodeInfo peer, Optional<Bytes> question, Duration timeout) {
        return measured(Call.DATA_READY, peer, () -> link.dataReady(peer, question, timeout));
    }

    @Override
    public PeerReply ping(NodeInfo peer, Duration timeout) {
        return measured(Call.PING, peer, () -> link.ping(peer, timeout));
    }

    @Override
    public PeerReply ledger(NodeInfo peer, String command, List<Bytes> parts, Duration timeout) {
        return measured(Call.LEDGER, peer, () -> link.ledger(peer, command, parts, timeout));
    }

    private PeerReply measured(Call call, NodeInfo peer, Supplier<PeerReply> work) {
        return measured(call, peer, System.nanoTime(), work);
    }

    private PeerReply measured(Call call, NodeInfo peer, long from, Supplier<PeerReply> work) {
        var reply = work.get();
        var answered = reply instanceof PeerReply.Parts;
        meter.called(call, answered, System.nanoTime() - from);
        answeredLast.put(peer.id(), answered);
        return reply;
    }

    /** How many of {@code nodes} answered when last called. Forgets all others. */
    public int reachable(Set<NodeId> nodes) {
        answeredLast.keySet().retainAll(nodes);
        return (int) answeredLast.values().stream().filter(answered -> answered).count();
    }

    /** How many of {@code nodes} did not answer when last called. Those never called are in neither number. */
    public int silent(Set<NodeId> nodes) {
        answeredLast.keySet().retainAll(nodes);
        return (int)
                answeredLast.values().stream().filter(answered -> !answered).count();
    }

    @Override
    public void close() {
        link.close();
    }
}
