package hearth.client.network;

import hearth.protocol.FormatException;
import hearth.protocol.id.Account;
import hearth.protocol.id.NodeId;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.rpc.Batch;
import hearth.protocol.rpc.GetSwarm;
import hearth.protocol.rpc.ReplyReader;
import hearth.protocol.rpc.RpcAnswer;
import hearth.protocol.rpc.RpcReply;
import hearth.protocol.rpc.Status;
import hearth.protocol.rpc.StorageRequest;
import hearth.protocol.rpc.Wait;
import hearth.protocol.swarm.Swarm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Asks the nodes that keep an account's messages. Finds out which those are, follows an account that moved to another
 * swarm, and never lets any of them be part of the path (network.md sections 3.6.13 and 5). Safe for use by many threads.
 */
public final class SwarmCalls {

    /** Reads the answer to one kind of request; one of {@link ReplyReader}. */
    public interface Reader<T> {
        RpcReply<T> read(RpcAnswer answer) throws FormatException;
    }

    /** How often an account may move while one request follows it. */
    private static final int MOVES_MAX = 3;

    private final NodePool pool;
    private final NodeHealth health;
    private final OnionCalls calls;
    private final NetworkTime time;
    private final RandomGenerator random;
    private final Duration timeout;
    private final Consumer<CallResult> outcome;
    private final Runnable listIsStale;

    /**
     * @param outcome     told how every call ended
     * @param listIsStale told when the node list seems to be out of date
     */
    SwarmCalls(
            NodePool pool,
            NodeHealth health,
            OnionCalls calls,
            NetworkTime time,
            RandomGenerator random,
            Duration timeout,
            Consumer<CallResult> outcome,
            Runnable listIsStale) {
        this.pool = pool;
        this.health = health;
        this.calls = calls;
        this.time = time;
        this.random = random;
        this.timeout = timeout;
        this.outcome = outcome;
        this.listIsStale = listIsStale;
    }

    /** Nodes that keep {@code account}'s messages, the most promising first, otherwise in random order. */
    public List<NodeInfo> members(Account account) throws InterruptedException {
        var swarm = pool.swarmOf(account);
        if (swarm.isEmpty()) {
            swarm = askForSwarm(account);
        }
        var members = new ArrayList<>(swarm.map(Swarm::members).orElse(List.of()));
        Collections.shuffle(members, random);
        members.sort(Comparator.comparingInt(member -> health.blame(member.id())));
        return members;
    }

    /**
     * Asks the first of {@code account}'s nodes that is not in {@code skip}, or any of them if all are. The reply is never
     * {@link RpcReply.WrongSwarm} as long as there is another swarm to ask.
     */
    public <T> SwarmReply<T> ask(Account account, Set<NodeId> skip, StorageRequest.Single request, Reader<T> reader)
            throws InterruptedException {
        for (var move = 0; ; move++) {
            var members = members(account);
            var member = members.stream()
                    .filter(node -> !skip.contains(node.id()))
                    .findFirst()
                    .or(() -> members.stream().findFirst());
            if (member.isEmpty()) {
                return new SwarmReply.NotReached<>(
                        pool.size() == 0 ? new Obstacle.Offline() : new Obstacle.DestinationAway());
            }
            var reply = ask(member.get(), members, request, reader);
            if (!(reply instanceof SwarmReply.Answered<T> answered)
                    || !(answered.reply() instanceof RpcReply.WrongSwarm<T>(var swarm))
                    || move == MOVES_MAX
                    || !follow(account, swarm)) {
                return reply;
            }
        }
    }

    /** Asks one particular node; {@code members} are kept out of the path. */
    public <T> SwarmReply<T> ask(
            NodeInfo member, List<NodeInfo> members, StorageRequest.Single request, Reader<T> reader)
            throws InterruptedException {
        var unwanted = new HashSet<NodeId>();
        members.forEach(node -> unwanted.add(node.id()));
        var isWait = request instanceof Wait;
        // As everybody else's requests, ours are batches even when they are alone. A held poll is the exception.
        var bytes = isWait ? request.toJson() : new Batch(List.of(request)).toJson();
        var allowed = request instanceof Wait wait ? timeout.plus(wait.atMost()) : timeout;
        var result = calls.call(member, unwanted, bytes, allowed);
        outcome.accept(result);
        return switch (result) {
            case CallResult.Failed(var obstacle) -> {
                if (obstacle instanceof Obstacle.NoPath) {
                    // It may have been the destination that was silent: the next attempt starts with another one.
                    health.strike(member.id());
                }
                yield new SwarmReply.NotReached<>(obstacle);
            }
            case CallResult.Answered answered -> {
                var reply = read(answered, isWait, reader);
                if (reply instanceof RpcReply.Busy<T> || reply instanceof RpcReply.Failed<T>) {
                    health.strike(member.id());
                }
                if (reply instanceof RpcReply.Ok<T> ok && !isWait) {
                    ok.nodeTimeMs()
                            .ifPresent(ms -> time.heard(member.id(), ms, answered.askedMs(), answered.answeredMs()));
                }
                yield new SwarmReply.Answered<>(member, reply);
            }
        };
    }

    /** Asks one particular node several things at once: a batch, or a sequence that ends with the first failure. */
    public SwarmReply<List<RpcAnswer>> askAll(NodeInfo member, List<NodeInfo> members, StorageRequest.Meta requests)
            throws InterruptedException {
        var unwanted = new HashSet<NodeId>();
        members.forEach(node -> unwanted.add(node.id()));
        var result = calls.call(member, unwanted, requests.toJson(), timeout);
        outcome.accept(result);
        return switch (result) {
            case CallResult.Failed(var obstacle) -> {
                if (obstacle instanceof Obstacle.NoPath) {
                    health.strike(member.id());
                }
                yield new SwarmReply.NotReached<>(obstacle);
            }
            case CallResult.Answered answered -> new SwarmReply.Answered<>(member, readAll(answered));
        };
    }

    private static RpcReply<List<RpcAnswer>> readAll(CallResult.Answered answered) {
        try {
            return ReplyReader.batch(RpcAnswer.text(answered.status(), answered.body()));
        } catch (FormatException malformed) {
            return new RpcReply.Failed<>(Status.INTERNAL_SERVER_ERROR, "Answer cannot be read");
        }
    }

    /** The account belongs to another swarm. Returns whether that one has anybody to ask. */
    public boolean follow(Account account, Swarm swarm) {
        var known = pool.move(account, swarm);
        if (known < swarm.members().size() || known == 0) {
            listIsStale.run();
        }
        return known > 0;
    }

    private Optional<Swarm> askForSwarm(Account account) throws InterruptedException {
        var nodes = pool.nodes();
        if (nodes.isEmpty()) {
            return Optional.empty();
        }
        var any = nodes.get(random.nextInt(nodes.size()));
        var reply = ask(any, List.of(any), new GetSwarm(account), ReplyReader::swarm);
        if (reply instanceof SwarmReply.Answered<Swarm> answered && answered.reply() instanceof RpcReply.Ok<Swarm> ok) {
            follow(account, ok.result());
        }
        return pool.swarmOf(account);
    }

    /** What cannot be read is the node's failure. */
    private static <T> RpcReply<T> read(CallResult.Answered answered, boolean isWait, Reader<T> reader) {
        var answer = RpcAnswer.text(answered.status(), answered.body());
        try {
            return isWait ? reader.read(answer) : ofBatch(ReplyReader.batch(answer), reader);
        } catch (FormatException malformed) {
            return new RpcReply.Failed<>(Status.INTERNAL_SERVER_ERROR, "Answer cannot be read");
        }
    }

    /** The one result of a batch of one, or why the batch was not even begun. */
    private static <T> RpcReply<T> ofBatch(RpcReply<List<RpcAnswer>> batch, Reader<T> reader) throws FormatException {
        return switch (batch) {
            case RpcReply.Ok<List<RpcAnswer>> ok -> {
                if (ok.result().size() != 1) {
                    throw new FormatException(
                            "Answer to a batch of one has " + ok.result().size() + " results");
                }
                yield reader.read(ok.result().getFirst());
            }
            case RpcReply.WrongSwarm<List<RpcAnswer>>(var swarm) -> new RpcReply.WrongSwarm<>(swarm);
            case RpcReply.ClockWrong<List<RpcAnswer>>(var reason) -> new RpcReply.ClockWrong<>(reason);
            case RpcReply.Busy<List<RpcAnswer>>(var status, var reason) -> new RpcReply.Busy<>(status, reason);
            case RpcReply.Failed<List<RpcAnswer>>(var status, var reason) -> new RpcReply.Failed<>(status, reason);
            case RpcReply.Refused<List<RpcAnswer>>(var status, var reason) -> new RpcReply.Refused<>(status, reason);
        };
    }
}
