package hearth.client.network;

import hearth.protocol.network.NodeInfo;
import hearth.protocol.rpc.RpcReply;

/**
 * What became of a request to the nodes that keep an account's messages.
 *
 * @param <T> what a successful answer holds
 */
public sealed interface SwarmReply<T> {

    /** One of them answered. */
    record Answered<T>(NodeInfo member, RpcReply<T> reply) implements SwarmReply<T> {}

    /** None did. */
    record NotReached<T>(Obstacle obstacle) implements SwarmReply<T> {}
}
