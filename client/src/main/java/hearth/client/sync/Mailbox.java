package hearth.client.sync;

import hearth.client.network.Network;
import hearth.client.network.SwarmReply;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import hearth.protocol.id.NodeId;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.rpc.Proof;
import hearth.protocol.rpc.ReplyReader;
import hearth.protocol.rpc.Retrieve;
import hearth.protocol.rpc.RetrieveLimit;
import hearth.protocol.rpc.Retrieved;
import hearth.protocol.rpc.RpcReply;
import hearth.protocol.rpc.SignedStrings;
import hearth.protocol.rpc.Status;
import hearth.protocol.rpc.StorageRequest;
import hearth.protocol.rpc.TimedProof;
import hearth.protocol.rpc.Wait;
import hearth.sqlite.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Asks one node what is new in the account's mailbox, and takes it in (messages.md sections 5.1 to 5.3). */
final class Mailbox {

    private static final System.Logger LOG = System.getLogger(Mailbox.class.getName());

    /** Half of what a node returns at once; as other clients ask for namespace 0. */
    private static final RetrieveLimit LIMIT = RetrieveLimit.part(2);

    private static final String NO_WAIT = "no method " + Wait.METHOD;

    /** How one question ended. */
    enum Answer {
        /** Nothing new. */
        NOTHING,
        /** Something new. */
        NEWS,
        /** Something, and there is more to fetch at once. */
        MORE,
        /** The node cannot hold a question open; it was not answered. */
        CANNOT_WAIT,
        /** The account belongs to another swarm now. */
        MOVED,
        /** The clock of this box is wrong. */
        CLOCK,
        /** No answer, or none that helps. */
        FAILED
    }

    private final Own own;
    private final Network network;
    private final Inbox inbox;
    private final Duration waitMax;

    /** Nodes that cannot hold a question open. */
    private final Set<NodeId> cannotWait = ConcurrentHashMap.newKeySet();

    Mailbox(Own own, Network network, Inbox inbox, Duration waitMax) {
        this.own = own;
        this.network = network;
        this.inbox = inbox;
        this.waitMax = waitMax;
    }

    /** Nodes that keep the account's messages, the most promising first. */
    List<NodeInfo> members() throws InterruptedException {
        return network.swarms().members(own.id().account());
    }

    /** Whether a node can hold a question open, as far as is known. */
    boolean canWait(NodeInfo member) {
        return !cannotWait.contains(member.id());
    }

    /**
     * Asks {@code member}. Returns after what came is on disk.
     *
     * @param members kept out of the path
     * @param hold    whether the node shall wait until there is something
     */
    Answer ask(NodeInfo member, List<NodeInfo> members, boolean hold) throws InterruptedException {
        try {
            var last = own.database()
                    .read(tx -> own.database()
                            .seen()
                            .cursor(
                                    tx,
                                    member.id(),
                                    Namespace.DIRECT,
                                    own.time().nowMs()));
            var reply = network.swarms().ask(member, members, question(last, hold), ReplyReader::retrieve);
            return switch (reply) {
                case SwarmReply.NotReached<Retrieved> _ -> Answer.FAILED;
                case SwarmReply.Answered<Retrieved> answered ->
                    switch (answered.reply()) {
                        case RpcReply.Ok<Retrieved> ok -> take(member, last, ok.result());
                        case RpcReply.WrongSwarm<Retrieved>(var swarm) ->
                            network.swarms().follow(own.id().account(), swarm) ? Answer.MOVED : Answer.FAILED;
                        case RpcReply.ClockWrong<Retrieved> _ -> Answer.CLOCK;
                        case RpcReply.Busy<Retrieved> _, RpcReply.Failed<Retrieved> _ -> Answer.FAILED;
                        case RpcReply.Refused<Retrieved> refused -> refused(member, refused, hold);
                    };
            };
        } catch (StoreException disk) {
            LOG.log(System.Logger.Level.WARNING, "Fetched messages cannot be kept: {0}", disk.getMessage());
            return Answer.FAILED;
        }
    }

    private Answer refused(NodeInfo member, RpcReply.Refused<Retrieved> refused, boolean held) {
        if (held && refused.reason().startsWith(NO_WAIT)) {
            cannotWait.add(member.id());
            return Answer.CANNOT_WAIT;
        }
        // A signature that does not verify is, for an account that has its own key, a question of the time signed.
        return refused.status() == Status.UNAUTHORIZED ? Answer.CLOCK : Answer.FAILED;
    }

    private Answer take(NodeInfo member, Optional<MessageHash> before, Retrieved retrieved) {
        var taken = inbox.take(member.id(), Namespace.DIRECT, retrieved.messages());
        if (!retrieved.messages().isEmpty() && taken.last().isEmpty()) {
            return Answer.FAILED; // Nothing but lies.
        }
        // A node that sends the same page for ever gets no further questions at once.
        if (retrieved.more() && taken.last().isPresent() && !taken.last().equals(before)) {
            return Answer.MORE;
        }
        return taken.fresh() > 0 ? Answer.NEWS : Answer.NOTHING;
    }

    private StorageRequest.Single question(Optional<MessageHash> last, boolean hold) {
        var now = own.time().nowMs();
        var signature = own.keys().signing().sign(SignedStrings.retrieve(Namespace.DIRECT, now));
        var proof = Proof.ofPerson(own.keys().signing().publicKey(), signature);
        var retrieve = new Retrieve(
                own.id().account(), Namespace.DIRECT, last, LIMIT, Optional.of(new TimedProof(now, proof)));
        return hold ? new Wait(retrieve, waitMax) : retrieve;
    }
}
