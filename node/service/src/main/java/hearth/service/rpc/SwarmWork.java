package hearth.service.rpc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.Bytes;
import hearth.protocol.bt.BtCodec;
import hearth.protocol.id.NodeId;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.rpc.Delete;
import hearth.protocol.rpc.Deleted;
import hearth.protocol.rpc.MemberReply;
import hearth.protocol.rpc.RpcAnswer;
import hearth.protocol.rpc.Stamp;
import hearth.protocol.rpc.Status;
import hearth.protocol.rpc.StorageRequest;
import hearth.protocol.rpc.Store;
import hearth.protocol.rpc.SwarmResult;
import hearth.service.peer.PeerLink;
import hearth.service.peer.PeerReply;
import hearth.service.swarm.MissedRequests;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Does what a client asks on every member of the swarm, all at once, and answers when all did or the time is up (network.md §3.5).
 * The requests given to it passed all checks.
 */
public final class SwarmWork {

    private final Membership membership;
    private final LocalWork local;
    private final PeerLink peers;
    private final Duration peerTimeout;
    private final MissedRequests missed;
    private final Clock clock;
    private final Executor workers;

    /**
     * @param peerTimeout how long to wait for the other members
     * @param missed      told what another member did not get
     */
    public SwarmWork(
            Membership membership,
            LocalWork local,
            PeerLink peers,
            Duration peerTimeout,
            MissedRequests missed,
            Clock clock,
            Executor workers) {
        this.membership = membership;
        this.local = local;
        this.peers = peers;
        this.peerTimeout = peerTimeout;
        this.missed = missed;
        this.clock = clock;
        this.workers = workers;
    }

    RpcAnswer everywhere(StorageRequest.Recursive request) {
        var members = membership.others(request.account());
        var params = members.isEmpty() ? Bytes.EMPTY : Bytes.wrap(BtCodec.encode(request.peerParams()));
        var others = new LinkedHashMap<NodeId, Supplier<MemberReply>>();
        for (var member : members) {
            others.put(member.id(), ask(member, request, params));
        }
        var replies = new LinkedHashMap<NodeId, MemberReply>();
        try {
            replies.put(membership.own(), local.apply(request));
        } finally {
            others.forEach((id, reply) -> replies.put(id, reply.get()));
        }
        return answer(request, replies);
    }

    private RpcAnswer answer(StorageRequest.Recursive request, Map<NodeId, MemberReply> replies) {
        var json = new SwarmResult(replies).toJson();
        if (request instanceof Store store) {
            json.put("hash", store.hash().text());
            if (json.path("swarm").path(membership.own().hex()) instanceof ObjectNode own) {
                own.put("t", clock.millis()); // stray, but there in every node
            }
        }
        return RpcAnswer.json(status(request, replies), Stamp.at(clock.millis()).on(json));
    }

    private static int status(StorageRequest.Recursive request, Map<NodeId, MemberReply> replies) {
        if (replies.values().stream().noneMatch(MemberReply.Done.class::isInstance)) {
            return Status.INTERNAL_SERVER_ERROR;
        }
        var nothing = request instanceof Delete delete
                && delete.required()
                && replies.values().stream()
                        .noneMatch(reply -> reply instanceof Deleted deleted
                                && !deleted.deleted().isEmpty());
        return nothing ? Status.NOT_FOUND : Status.OK;
    }

    /** Asks a member; what is returned waits for its reply. One to which a connection must be made first needs a thread. */
    private Supplier<MemberReply> ask(NodeInfo member, StorageRequest.Recursive request, Bytes params) {
        var method = request.method();
        var sent = peers.sendStorageCc(member, method, params, peerTimeout);
        if (sent.isPresent()) {
            return () -> reply(member, request, params, sent.get().get());
        }
        var asking = CompletableFuture.supplyAsync(
                () -> reply(member, request, params, peers.storageCc(member, method, params, peerTimeout)), workers);
        return asking::join;
    }

    /** Signatures of members are for the client, who looks at them. */
    private MemberReply reply(NodeInfo member, StorageRequest.Recursive request, Bytes params, PeerReply received) {
        var reply = switch (received) {
            case PeerReply.Parts(var parts) -> MemberReply.fromPeer(request, parts);
            case PeerReply.TimedOut _, PeerReply.Unreachable _ -> new MemberReply.TimedOut();
        };
        if (mayBeDoneLater(request, reply)) {
            missed.missed(member.id(), request.account(), request.method(), params);
        }
        return reply;
    }

    /** The member is away, its disk is full, or its clock is wrong. */
    private static boolean mayBeDoneLater(StorageRequest.Recursive request, MemberReply reply) {
        return switch (reply) {
            case MemberReply.TimedOut _, MemberReply.StoreFailed _ -> true;
            case MemberReply.Refused refused ->
                refused.status() == Status.INTERNAL_SERVER_ERROR
                        || refused.status() == Status.SERVICE_UNAVAILABLE
                        || (refused.status() == Status.NOT_ACCEPTABLE && request instanceof Store);
            case MemberReply.Done _, MemberReply.Garbled _ -> false;
        };
    }
}
