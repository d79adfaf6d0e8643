package hearth.client.sync;

import hearth.client.config.Expiry;
import hearth.client.conversation.Delivery.WaitReason;
import hearth.client.network.NetworkState.Connection;
import hearth.client.network.Obstacle;
import hearth.client.network.SwarmCalls;
import hearth.client.network.SwarmReply;
import hearth.client.store.OutboxItem;
import hearth.protocol.id.NodeId;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.rpc.MemberReply;
import hearth.protocol.rpc.ReplyReader;
import hearth.protocol.rpc.RpcReply;
import hearth.protocol.rpc.Status;
import hearth.protocol.rpc.Store;
import hearth.protocol.rpc.Stored;
import java.util.List;
import java.util.Set;

/** Makes one attempt to store one sealed item in its recipient's swarm (messages.md section 4.8), and judges the answer. */
final class Sender {

    /** How long the network is asked to keep a message, ms. */
    static final long TTL_MS = 14 * 86_400_000L;

    /** Nodes do not keep anything for less. */
    private static final long TTL_MS_MIN = 10_000;

    private final Own own;
    private final SwarmCalls swarms;

    Sender(Own own, SwarmCalls swarms) {
        this.own = own;
        this.swarms = swarms;
    }

    /** How an attempt ended. */
    sealed interface Result {

        /** Enough members of the swarm keep it. */
        record Done() implements Result {}

        /** Some member keeps it, but fewer than half: store it again at another one, if patience allows. */
        record Weak(NodeId member) implements Result {}

        /** Try again later. */
        record NotNow(WaitReason reason) implements Result {}

        /** This member failed; another may do better. */
        record MemberFailed(NodeId member) implements Result {}

        /** This member will never take it. */
        record MemberRefused(NodeId member, int status) implements Result {}

        /** The clock is wrong, says this member. */
        record ClockWrong() implements Result {}
    }

    /** Stores {@code item} at a member that is not in {@code skip}. The same bytes every time: they are kept once. */
    Result attempt(OutboxItem item, Set<NodeId> skip) throws InterruptedException {
        var store = Store.direct(item.to().account(), own.time().nowMs(), ttlMs(item), item.sealed());
        var reply = swarms.ask(item.to().account(), skip, store, ReplyReader::store);
        return switch (reply) {
            case SwarmReply.NotReached<Stored>(var obstacle) -> new Result.NotNow(reason(obstacle));
            case SwarmReply.Answered<Stored>(var member, var answer) ->
                switch (answer) {
                    case RpcReply.Ok<Stored> ok ->
                        judge(store, ok.result(), member.id(), swarms.members(store.account()));
                    case RpcReply.WrongSwarm<Stored> _ -> new Result.MemberFailed(member.id());
                    case RpcReply.ClockWrong<Stored> _ -> new Result.ClockWrong();
                    case RpcReply.Busy<Stored> _, RpcReply.Failed<Stored> _ -> new Result.MemberFailed(member.id());
                    case RpcReply.Refused<Stored> refused ->
                        refused.status() == Status.UNAUTHORIZED
                                ? new Result.ClockWrong()
                                : new Result.MemberRefused(member.id(), refused.status());
                };
        };
    }

    /** Members sign what they keep. Only those of the swarm we know count: a node could make up any number of others. */
    private static Result judge(Store store, Stored stored, NodeId asked, List<NodeInfo> swarm) {
        if (!stored.hash().equals(store.hash())) {
            return new Result.MemberFailed(asked);
        }
        var confirmed = 0;
        for (var member : swarm) {
            if (stored.members().get(member.id()) instanceof MemberReply.Kept kept
                    && kept.hash().equals(store.hash())
                    && kept.isSignedBy(member.id())) {
                confirmed++;
            }
        }
        if (confirmed == 0) {
            return new Result.MemberFailed(asked);
        }
        return confirmed * 2 >= swarm.size() ? new Result.Done() : new Result.Weak(asked);
    }

    static WaitReason reason(Obstacle obstacle) {
        return switch (obstacle) {
            case Obstacle.Offline _ -> WaitReason.INTERNET;
            case Obstacle.NoPath _ -> WaitReason.PATH;
            case Obstacle.TooFew _ -> WaitReason.NODES;
            case Obstacle.DestinationAway _ -> WaitReason.SWARM;
        };
    }

    /** What a message waits for that cannot even be tried. */
    static WaitReason reason(Connection connection) {
        return switch (connection) {
            case Connection.Offline _ -> WaitReason.INTERNET;
            case Connection.NoPath _ -> WaitReason.PATH;
            case Connection.TooFewNodes _ -> WaitReason.NODES;
            case Connection.Connecting _, Connection.Connected _ -> WaitReason.CLOCK;
        };
    }

    /**
     * How long the network is asked to keep an item (messages.md section 5.6): nodes forget what disappears after being sent
     * at the same time as everybody else, and a copy for this account's other devices even earlier.
     */
    private static long ttlMs(OutboxItem item) {
        var expiry = Contents.expiry(Contents.parse(item.content()));
        var hasTimer = expiry.mode() == Expiry.Mode.AFTER_SEND
                || (expiry.mode() == Expiry.Mode.AFTER_READ && item.kind().isCopy());
        return hasTimer ? Math.clamp(expiry.seconds() * 1_000, TTL_MS_MIN, TTL_MS) : TTL_MS;
    }

    /** When to give up, network time in ms. */
    static boolean isExpired(OutboxItem item, long nowMs) {
        return nowMs - item.sentAt() >= TTL_MS || isTooLate(item, nowMs);
    }

    /** Whether an item would be gone for whoever gets it now. */
    static boolean isTooLate(OutboxItem item, long nowMs) {
        var expiry = Contents.expiry(Contents.parse(item.content()));
        return expiry.mode() == Expiry.Mode.AFTER_SEND && nowMs - item.sentAt() >= expiry.seconds() * 1_000;
    }
}
