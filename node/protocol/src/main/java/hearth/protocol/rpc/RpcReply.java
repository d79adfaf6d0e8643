package hearth.protocol.rpc;

import hearth.protocol.FormatException;
import hearth.protocol.swarm.Swarm;
import java.util.OptionalLong;

/**
 * What became of one storage request, as its sender reads the answer. Every caller decides about every case.
 *
 * @param <T> what a successful answer holds
 */
public sealed interface RpcReply<T> {

    /**
     * It succeeded.
     *
     * @param nodeTimeMs the node's clock when it answered; empty in answers that do not tell
     */
    record Ok<T>(T result, OptionalLong nodeTimeMs) implements RpcReply<T> {}

    /** The account is another swarm's: ask one of its members. The swarm has no members if the node knows none. */
    record WrongSwarm<T>(Swarm swarm) implements RpcReply<T> {}

    /** The time in the request is too far from the node's clock. */
    record ClockWrong<T>(String reason) implements RpcReply<T> {}

    /** The node is busy or not ready. Ask later, or another one. */
    record Busy<T>(int status, String reason) implements RpcReply<T> {}

    /** The node failed to do it. Ask another one. */
    record Failed<T>(int status, String reason) implements RpcReply<T> {}

    /** The node will not do it, nor will others. {@code reason} is safe to log and to show. */
    record Refused<T>(int status, String reason) implements RpcReply<T> {}

    /** Reads what a successful answer holds. */
    interface ResultReader<T> {
        T read(RpcAnswer answer) throws FormatException;
    }

    /**
     * Reads an answer. Untrusted input: throws {@link FormatException} if it claims to be a success, or to name another
     * swarm, and cannot be read; nothing else.
     */
    static <T> RpcReply<T> read(RpcAnswer answer, ResultReader<T> reader) throws FormatException {
        return switch (answer.status()) {
            case Status.OK -> new Ok<>(reader.read(answer), ReplyReader.nodeTimeMs(answer));
            case Status.MISDIRECTED -> new WrongSwarm<>(Swarm.read(ReplyReader.tree(answer)));
            case Status.NOT_ACCEPTABLE, Status.TOO_EARLY -> new ClockWrong<>(ReplyReader.reason(answer));
            case Status.TOO_MANY_REQUESTS, Status.SERVICE_UNAVAILABLE ->
                new Busy<>(answer.status(), ReplyReader.reason(answer));
            default ->
                answer.status() >= Status.INTERNAL_SERVER_ERROR
                        ? new Failed<>(answer.status(), ReplyReader.reason(answer))
                        : new Refused<>(answer.status(), ReplyReader.reason(answer));
        };
    }
}
