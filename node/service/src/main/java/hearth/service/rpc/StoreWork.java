package hearth.service.rpc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.bt.BtCodec;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.NodeId;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.rpc.MemberReply;
import hearth.protocol.rpc.RpcAnswer;
import hearth.protocol.rpc.Signature;
import hearth.protocol.rpc.SignedStrings;
import hearth.protocol.rpc.Stamp;
import hearth.protocol.rpc.Status;
import hearth.protocol.rpc.Store;
import hearth.protocol.rpc.Stored;
import hearth.protocol.rpc.StoredMessage;
import hearth.service.key.NodeKeys;
import hearth.service.peer.PeerLink;
import hearth.service.peer.PeerReply;
import hearth.service.store.Arrivals;
import hearth.service.store.MessageStore;
import hearth.sqlite.StoreException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Keeps messages: here, and when a client asks also on every other member of the swarm, all at once (network.md §§3.5, 3.6.1).
 * The requests given to it passed all checks.
 */
public final class StoreWork {

    private final NodeKeys keys;
    private final Membership membership;
    private final MessageStore store;
    private final Arrivals arrivals;
    private final PeerLink peers;
    private final Duration peerTimeout;
    private final Clock clock;
    private final Executor workers;
    private final StoreWatcher watcher;

    /**
     * @param peerTimeout    how long to wait for the other members
     * @param watcher     told how this node's own store does
     */
    public StoreWork(
            NodeKeys keys,
            Membership membership,
            MessageStore store,
            Arrivals arrivals,
            PeerLink peers,
            Duration peerTimeout,
            Clock clock,
            Executor workers,
            StoreWatcher watcher) {
        this.keys = keys;
        this.membership = membership;
        this.store = store;
        this.arrivals = arrivals;
        this.peers = peers;
        this.peerTimeout = peerTimeout;
        this.clock = clock;
        this.workers = workers;
        this.watcher = watcher;
    }

    /** Keeps it here and on the other members; answers when all did or the time is up. */
    RpcAnswer fromClient(Store request) {
        var hash = request.hash();
        var params = Bytes.wrap(BtCodec.encode(request.peerParams()));
        var others = new LinkedHashMap<NodeId, CompletableFuture<MemberReply>>();
        for (var member : membership.others(request.account())) {
            others.put(member.id(), CompletableFuture.supplyAsync(() -> ask(member, request, hash, params), workers));
        }
        var members = new LinkedHashMap<NodeId, MemberReply>();
        members.put(keys.id(), keep(request, hash));
        others.forEach((id, reply) -> members.put(id, reply.join()));
        return answer(hash, members);
    }

    private RpcAnswer answer(MessageHash hash, Map<NodeId, MemberReply> members) {
        var json = new Stored(hash, members).toJson();
        if (json.path("swarm").path(keys.id().hex()) instanceof ObjectNode own) {
            own.put("t", clock.millis()); // stray, but there in every node
        }
        var kept = members.values().stream().anyMatch(MemberReply.Kept.class::isInstance);
        var status = kept ? Status.OK : Status.INTERNAL_SERVER_ERROR;
        return RpcAnswer.json(status, Stamp.at(clock.millis()).on(json));
    }

    /** Keeps it here only. */
    MemberReply fromPeer(Store request) {
        return keep(request, request.hash());
    }

    private MemberReply keep(Store request, MessageHash hash) {
        try {
            var message = new StoredMessage(hash, request.timestampMs(), request.expiryMs(), request.data());
            var kept = store.put(request.account(), request.namespace(), message);
            watcher.storeWorked();
            if (!kept.already()) {
                arrivals.arrived(request.account(), request.namespace());
            }
            var signature = Signature.of(keys.signing().sign(SignedStrings.stored(hash)));
            return new MemberReply.Kept(hash, kept.expiry(), kept.already(), signature);
        } catch (StoreException failure) {
            watcher.storeFailed(failure);
            return new MemberReply.StoreFailed();
        }
    }

    private MemberReply ask(NodeInfo member, Store request, MessageHash hash, Bytes params) {
        return switch (peers.storageCc(member, request.method(), params, peerTimeout)) {
            case PeerReply.Parts(var parts) when parts.size() == 1 -> kept(member, hash, parts.getFirst());
            case PeerReply.Parts(var parts) when parts.size() == 2 -> refused(parts.get(0), parts.get(1));
            case PeerReply.Parts _ -> new MemberReply.Garbled();
            case PeerReply.TimedOut _, PeerReply.Unreachable _ -> new MemberReply.TimedOut();
        };
    }

    /** A member may only speak for itself, and about this message: anything else is not passed on to the client. */
    private static MemberReply kept(NodeInfo member, MessageHash hash, Bytes dict) {
        try {
            return MemberReply.read(BtCodec.decodeDict(dict.toArray())) instanceof MemberReply.Kept kept
                            && kept.hash().equals(hash)
                            && kept.isSignedBy(member.id())
                    ? kept
                    : new MemberReply.Garbled();
        } catch (FormatException malformed) {
            return new MemberReply.Garbled();
        }
    }

    private static MemberReply refused(Bytes code, Bytes text) {
        var status = new String(code.toArray(), StandardCharsets.US_ASCII);
        if (!status.matches("[1-5][0-9]{2}") || text.length() > 1_000) {
            return new MemberReply.Garbled();
        }
        return new MemberReply.Refused(Integer.parseInt(status), new String(text.toArray(), StandardCharsets.UTF_8));
    }
}
