package hearth.client.network;

import hearth.protocol.FormatException;
import hearth.protocol.id.NodeId;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.onion.EncType;
import hearth.protocol.onion.OnionBuilder;
import hearth.protocol.onion.OnionFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Sends a request to one node through three others and gets its answer (network.md sections 2.5 to 2.9). A path that fails
 * is blamed as far as can be told, and the request goes once more through another one. Safe for use by many threads.
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

    /** How one attempt ended. */
    private sealed interface Attempt {
        record Done(CallResult result) implements Attempt {}

        /** Worth another path. */
        record PathBroke(boolean guardAway) implements Attempt {}
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
        var failed = Optional.<Path>empty();
        var guardsAway = 0;
        for (var attempt = 0; attempt < 2; attempt++) {
            switch (paths.pick(avoided, failed)) {
                case Paths.Pick.TooFew(var shortage) -> {
                    return new CallResult.Failed(
                            shortage.known() == 0 ? new Obstacle.Offline() : new Obstacle.TooFew(shortage));
                }
                case Paths.Pick.Found(var path) -> {
                    switch (attempt(path, destination, request, timeout)) {
                        case Attempt.Done(var result) -> {
                            return result;
                        }
                        case Attempt.PathBroke(var guardAway) -> guardsAway += guardAway ? 1 : 0;
                    }
                    failed = Optional.of(path);
                }
            }
        }
        return new CallResult.Failed(guardsAway == 2 ? new Obstacle.Offline() : new Obstacle.NoPath());
    }

    /** Calls {@code destination} through exactly this path, to see whether it works. */
    boolean probe(Path path, NodeInfo destination, byte[] request, Duration timeout) throws InterruptedException {
        return attempt(path, destination, request, timeout) instanceof Attempt.Done(CallResult.Answered _);
    }

    private Attempt attempt(Path path, NodeInfo destination, byte[] request, Duration timeout)
            throws InterruptedException {
        try {
            var built = builder.toNode(path.nodes(), destination, request, EncType.AES_GCM);
            var asked = clock.millis();
            var reply = link.post(path.guard(), ONION_PATH, built.body().toArray(), timeout);
            var answered = clock.millis();
            if (reply.status() != 200) {
                var text = new String(reply.body().toArray(), StandardCharsets.UTF_8);
                return failed(path, destination, OnionFailure.of(reply.status(), text, false));
            }
            var opened = built.replyKeys().openNodeReply(reply.body().toArray());
            paths.worked(path);
            health.praise(destination.id());
            return new Attempt.Done(
                    new CallResult.Answered(destination, opened.status(), opened.body(), asked, answered));
        } catch (GuardLink.ConnectFailedException away) {
            stopIfInterrupted();
            paths.broken(path, path.guard().id());
            return new Attempt.PathBroke(true);
        } catch (IOException | FormatException slowOrWrong) {
            stopIfInterrupted();
            paths.failed(path);
            return new Attempt.PathBroke(false);
        }
    }

    private Attempt failed(Path path, NodeInfo destination, OnionFailure failure) {
        return switch (failure) {
            case OnionFailure.NodeNotFound(var node) -> {
                if (path.contains(node) || node.equals(destination.id())) {
                    pool.remove(node);
                }
                yield named(path, destination, node);
            }
            case OnionFailure.NodeUnreachable(var node) -> named(path, destination, node);
            case OnionFailure.NodeNotReady(var node) -> named(path, destination, node);
            case OnionFailure.GuardBusy _ -> {
                paths.broken(path, path.guard().id());
                yield new Attempt.PathBroke(false);
            }
            case OnionFailure.PathFailed _, OnionFailure.ServerUnreachable _ -> {
                paths.failed(path);
                yield new Attempt.PathBroke(false);
            }
            case OnionFailure.ClockWrong(var status) -> {
                var now = clock.millis();
                yield new Attempt.Done(new CallResult.Answered(destination, status, "", now, now));
            }
            case OnionFailure.Rejected _ -> {
                paths.failed(path);
                yield new Attempt.Done(new CallResult.Failed(new Obstacle.NoPath()));
            }
        };
    }

    /** A relay says which node is away. Only one it could know of is believed. */
    private Attempt named(Path path, NodeInfo destination, NodeId node) {
        if (node.equals(destination.id())) {
            health.bench(node);
            return new Attempt.Done(new CallResult.Failed(new Obstacle.DestinationAway()));
        }
        if (path.contains(node)) {
            paths.broken(path, node);
        } else {
            paths.failed(path);
        }
        return new Attempt.PathBroke(false);
    }

    private static void stopIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("Interrupted while waiting for a node");
        }
    }
}
