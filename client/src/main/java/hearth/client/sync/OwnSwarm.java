package hearth.client.sync;

import hearth.client.network.Network;
import hearth.client.network.SwarmCalls;
import hearth.client.network.SwarmReply;
import hearth.protocol.FormatException;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.rpc.Proof;
import hearth.protocol.rpc.RpcAnswer;
import hearth.protocol.rpc.RpcReply;
import hearth.protocol.rpc.StorageRequest;
import java.util.List;
import java.util.Optional;

/** The nodes that keep what belongs to the account itself, asked with its signature. Safe for use by many threads. */
final class OwnSwarm {

    private final Own own;
    private final Network network;

    OwnSwarm(Own own, Network network) {
        this.own = own;
        this.network = network;
    }

    /** The most promising first. */
    List<NodeInfo> members() throws InterruptedException {
        return network.swarms().members(own.id().account());
    }

    /** The account's signature under a request. */
    Proof proof(byte[] signed) {
        return Proof.ofPerson(
                own.keys().signing().publicKey(), own.keys().signing().sign(signed));
    }

    /** Asks one of {@code members}; at least {@code count} answers, or none if there are none to be had. */
    Optional<List<RpcAnswer>> ask(NodeInfo member, List<NodeInfo> members, StorageRequest.Meta requests, int count)
            throws InterruptedException {
        if (network.swarms().askAll(member, members, requests)
                instanceof SwarmReply.Answered<List<RpcAnswer>> answered) {
            return result(answered.reply()).filter(list -> list.size() >= count);
        }
        return Optional.empty();
    }

    /** What an answer says; empty if it is a refusal, or cannot be read. */
    <T> Optional<T> read(RpcAnswer answer, SwarmCalls.Reader<T> reader) {
        try {
            return result(reader.read(answer));
        } catch (FormatException garbled) {
            return Optional.empty();
        }
    }

    private <T> Optional<T> result(RpcReply<T> reply) {
        return switch (reply) {
            case RpcReply.Ok<T> ok -> Optional.of(ok.result());
            case RpcReply.WrongSwarm<T>(var swarm) -> {
                network.swarms().follow(own.id().account(), swarm);
                yield Optional.empty();
            }
            case RpcReply.ClockWrong<T> _ -> {
                network.doubtClock();
                yield Optional.empty();
            }
            // Another member may do better next time.
            case RpcReply.Busy<T> _, RpcReply.Failed<T> _, RpcReply.Refused<T> _ -> Optional.empty();
        };
    }
}
