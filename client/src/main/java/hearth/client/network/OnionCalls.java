package hearth.client.network;

import hearth.protocol.FormatException;
import hearth.protocol.id.NodeId;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.onion.EncType;
import hearth.protocol.onion.OnionBuilder;
import hearth.protocol.onion.OnionFailure;
import hearth.protocol.onion.ReplyKeys;
import hearth.protocol.onion.ServerRequestV4;
import hearth.protocol.onion.ServerTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Sends a request to one node or server through three nodes and gets its answer (network.md sections 2.5 to 2.9). A path
 * that fails is blamed as far as can be told, and the request goes once more through another one. Safe for use by many
 * threads.
 */
final class OnionCalls {

    private static final String ONION_PATH = "/onion_req/v2";

    private final NodePool pool;
    private final Paths paths;
    private final NodeHealth health;
    private final GuardLink link;
    private final OnionBuilder builder;
    private final Clock clock;

    OnionCalls(NodePool pool, Paths paths, NodeHealth health, GuardLink link, SecureRandom secrets, Clock clock) {
        this.pool = pool;
        this.paths = paths;
        this.health = health;
        this.link = link;
        this.clock = clock;
        builder = new OnionBuilder(secrets);
    }

    /**
     * How one attempt ended.
     *
     * @param <T> what a call gives
     */
    private sealed interface Attempt<T> {
        record Done<T>(T result) implements Attempt<T> {}

        /** Worth another path. {@code obstacle} is what to report if there is none. */
        record Broke<T>(Obstacle obstacle) implements Attempt<T> {}
    }

    /**
     * What a request is for, how it is wrapped, and how its answer is read.
     *
     * @param <T> what a call gives
     */
    private interface Errand<T> {

        /** Empty for a server. */
        Optional<NodeId> node();

        OnionBuilder.Built wrap(Path path) throws FormatException;

        /** Reads an answer that came back through the whole path. */
        T read(ReplyKeys keys, byte[] answer, long askedMs, long answeredMs) throws FormatException;

        /** Nodes of the path say that the clock of this box is wrong. */
        T clockWrong(int status);

        T failed(Obstacle obstacle);
    }

    private final class ToNode implements Errand<CallResult> {

        private final NodeInfo destination;
        private final byte[] request;

        ToNode(NodeInfo destination, byte[] request) {
            this.destination = destination;
            this.request = request;
        }

        @Override
        public Optional<NodeId> node() {
            return Optional.of(destination.id());
        }

        @Override
        public OnionBuilder.Built wrap(Path path) throws FormatException {
            return builder.toNode(path.nodes(), destination, request, EncType.AES_GCM);
        }

        @Override
        public CallResult read(ReplyKeys keys, byte[] answer, long askedMs, long answeredMs) throws FormatException {
            var opened = keys.openNodeReply(answer);
            health.praise(destination.id());
            return new CallResult.Answered(destination, opened.status(), opened.body(), askedMs, answeredMs);
        }

        @Override
        public CallResult clockWrong(int status) {
            var now = clock.millis();
            return new CallResult.Answered(destination, status, "", now, now);
        }

        @Override
        public CallResult failed(Obstacle obstacle) {
            return new CallResult.Failed(obstacle);
        }
    }

    private final class ToServer implements Errand<ServerReply> {

        private final ServerTarget server;
        private final byte[] request;

        ToServer(ServerTarget server, byte[] request) {
            this.server = server;
            this.request = request;
        }

        @Override
        public Optional<NodeId> node() {
            return Optional.empty();
        }

        @Override
        public OnionBuilder.Built wrap(Path path) throws FormatException {
            return builder.toServer(path.nodes(), server, request, EncType.AES_GCM);
        }

        @Override
        public ServerReply read(ReplyKeys keys, byte[] answer, long askedMs, long answeredMs) throws FormatException {
            return new ServerReply.Answered(keys.openServerV4(answer));
        }

        @Override
        public ServerReply clockWrong(int status) {
            return new ServerReply.NotReached(new Obstacle.DestinationAway());
        }

        @Override
        public ServerReply failed(Obstacle obstacle) {
            return new ServerReply.NotReached(obstacle);
        }
    }

    /**
     * Calls {@code destination}.
     *
     * @param unwanted nodes that must not be on the path, besides the destination
     * @param timeout  for each of the at most two attempts
     */
    CallResult call(NodeInfo destination, Set<NodeId> unwanted, byte[] request, Duration timeout)
            throws InterruptedException {
        var avoided = new HashSet<>(unwanted);
        avoided.add(destination.id());
        return run(new ToNode(destination, request), avoided, timeout);
    }

    /**
     * Calls a server.
     *
     * @param timeout for each of the at most two attempts
     */
    ServerReply call(ServerTarget server, ServerRequestV4 request, Duration timeout) throws InterruptedException {
        return run(new ToServer(server, request.encode()), Set.of(), timeout);
    }

    /** Calls {@code destination} through exactly this path, to see whether it works. */
    boolean probe(Path path, NodeInfo destination, byte[] request, Duration timeout) throws InterruptedException {
        return attempt(path, new ToNode(destination, request), timeout) instanceof Attempt.Done<CallResult> done
                && done.result() instanceof CallResult.Answered;
    }

    private <T> T run(Errand<T> errand, Set<NodeId> avoided, Duration timeout) throws InterruptedException {
        var failed = Optional.<Path>empty();
        Obstacle first = new Obstacle.NoPath();
        for (var attempt = 0; ; attempt++) {
            switch (paths.pick(avoided, failed)) {
                case Paths.Pick.TooFew(var shortage) -> {
                    return errand.failed(
                            shortage.known() == 0 ? new Obstacle.Offline() : new Obstacle.TooFew(shortage));
                }
                case Paths.Pick.Found(var path) -> {
                    switch (attempt(path, errand, timeout)) {
                        case Attempt.Done<T>(var result) -> {
                            return result;
                        }
                        case Attempt.Broke<T>(var obstacle) -> {
                            if (attempt > 0) {
                                return errand.failed(both(first, obstacle));
                            }
                            first = obstacle;
                        }
                    }
                    failed = Optional.of(path);
                }
            }
        }
    }

    /** One first node that is away says nothing about this box yet. */
    private static Obstacle both(Obstacle first, Obstacle second) {
        return first.equals(second) ? second : new Obstacle.NoPath();
    }

    private <T> Attempt<T> attempt(Path path, Errand<T> errand, Duration timeout) throws InterruptedException {
        try {
            var built = errand.wrap(path);
            var asked = clock.millis();
            var reply = link.post(path.guard(), ONION_PATH, built.body().toArray(), timeout);
            var answered = clock.millis();
            if (reply.status() != 200) {
                var text = new String(reply.body().toArray(), StandardCharsets.UTF_8);
                return failed(
                        path,
                        errand,
                        OnionFailure.of(reply.status(), text, errand.node().isEmpty()));
            }
            var result = errand.read(built.replyKeys(), reply.body().toArray(), asked, answered);
            paths.worked(path);
            return new Attempt.Done<>(result);
        } catch (GuardLink.ConnectFailedException away) {
            stopIfInterrupted();
            paths.broken(path, path.guard().id());
            return new Attempt.Broke<>(new Obstacle.Offline());
        } catch (IOException | FormatException slowOrWrong) {
            stopIfInterrupted();
            paths.failed(path);
            return new Attempt.Broke<>(new Obstacle.NoPath());
        }
    }

    private <T> Attempt<T> failed(Path path, Errand<T> errand, OnionFailure failure) {
        return switch (failure) {
            case OnionFailure.NodeNotFound(var node) -> {
                if (path.contains(node) || isFor(errand, node)) {
                    pool.remove(node);
                }
                yield named(path, errand, node);
            }
            case OnionFailure.NodeUnreachable(var node) -> named(path, errand, node);
            case OnionFailure.NodeNotReady(var node) -> named(path, errand, node);
            case OnionFailure.GuardBusy _ -> {
                paths.broken(path, path.guard().id());
                yield new Attempt.Broke<>(new Obstacle.NoPath());
            }
            case OnionFailure.PathFailed _ -> {
                paths.failed(path);
                yield new Attempt.Broke<>(new Obstacle.NoPath());
            }
            // Only the last node says so: another one may see more.
            case OnionFailure.ServerUnreachable _ -> new Attempt.Broke<>(new Obstacle.DestinationAway());
            case OnionFailure.ClockWrong(var status) -> new Attempt.Done<>(errand.clockWrong(status));
            case OnionFailure.Rejected _ -> {
                if (errand.node().isEmpty()) { // what a server refuses is passed back as it is
                    yield new Attempt.Done<>(errand.failed(new Obstacle.DestinationAway()));
                }
                paths.failed(path);
                yield new Attempt.Done<>(errand.failed(new Obstacle.NoPath()));
            }
        };
    }

    private static boolean isFor(Errand<?> errand, NodeId node) {
        return errand.node().filter(node::equals).isPresent();
    }

    /** A relay says which node is away. Only one it could know of is believed. */
    private <T> Attempt<T> named(Path path, Errand<T> errand, NodeId node) {
        if (isFor(errand, node)) {
            health.bench(node);
            return new Attempt.Done<>(errand.failed(new Obstacle.DestinationAway()));
        }
        if (path.contains(node)) {
            paths.broken(path, node);
        } else {
            paths.failed(path);
        }
        return new Attempt.Broke<>(new Obstacle.NoPath());
    }

    private static void stopIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("Interrupted while waiting for a node");
        }
    }
}
