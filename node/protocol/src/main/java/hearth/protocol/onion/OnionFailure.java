package hearth.protocol.onion;

import hearth.protocol.FormatException;
import hearth.protocol.id.NodeId;

/** Why an onion request did not reach its destination, as its client reads it (network specification 2.8). */
public sealed interface OnionFailure {

    /** No such node in the network: never use it again. It may be on the path or the destination. */
    record NodeNotFound(NodeId node) implements OnionFailure {}

    /** Nobody could reach this node at present. It may be on the path or the destination. */
    record NodeUnreachable(NodeId node) implements OnionFailure {}

    /** This node does not serve at present. */
    record NodeNotReady(NodeId node) implements OnionFailure {}

    /** The first node of the path does not serve, or is too busy. */
    record GuardBusy(int status) implements OnionFailure {}

    /** Some node of the path failed or did not answer in time; which one cannot be told. */
    record PathFailed(int status) implements OnionFailure {}

    /** The last node could not reach the server. */
    record ServerUnreachable(int status) implements OnionFailure {}

    /** The nodes say that the clock of this client is wrong. */
    record ClockWrong(int status) implements OnionFailure {}

    /** The request itself was refused; another path will refuse it too. */
    record Rejected(int status) implements OnionFailure {}

    /**
     * Reads the answer of the first node, its status not being 200.
     *
     * @param toServer whether the destination was a server
     */
    public static OnionFailure of(int status, String body, boolean toServer) {
        return switch (status) {
            case OnionErrors.BAD_GATEWAY -> badGateway(body, toServer);
            case OnionErrors.UNAVAILABLE -> unavailable(body);
            case 406, 425 -> new ClockWrong(status);
            case OnionErrors.INTERNAL_ERROR, OnionErrors.GATEWAY_TIMEOUT -> new PathFailed(status);
            default -> status >= 500 ? new PathFailed(status) : new Rejected(status);
        };
    }

    private static OnionFailure badGateway(String body, boolean toServer) {
        try {
            if (body.startsWith(OnionErrors.NOT_FOUND)) {
                return new NodeNotFound(node(body, OnionErrors.NOT_FOUND));
            }
            if (body.startsWith(OnionErrors.UNREACHABLE)) {
                return new NodeUnreachable(node(body, OnionErrors.UNREACHABLE));
            }
        } catch (FormatException malformed) {
            return new PathFailed(OnionErrors.BAD_GATEWAY);
        }
        return toServer ? new ServerUnreachable(OnionErrors.BAD_GATEWAY) : new PathFailed(OnionErrors.BAD_GATEWAY);
    }

    private static OnionFailure unavailable(String body) {
        try {
            return body.startsWith(OnionErrors.NOT_READY)
                    ? new NodeNotReady(node(body, OnionErrors.NOT_READY))
                    : new GuardBusy(OnionErrors.UNAVAILABLE);
        } catch (FormatException malformed) {
            return new GuardBusy(OnionErrors.UNAVAILABLE);
        }
    }

    private static NodeId node(String body, String prefix) throws FormatException {
        return NodeId.parse(body.substring(prefix.length()).strip());
    }
}
