package hearth.client.network;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.Json;
import hearth.protocol.attachment.FileUrl;
import hearth.protocol.crypto.Ed25519PublicKey;
import hearth.protocol.crypto.X25519PublicKey;
import hearth.protocol.onion.ServerReplyV4;
import hearth.protocol.onion.ServerRequestV4;
import hearth.protocol.onion.ServerTarget;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Puts encrypted files on a file server and fetches them, through paths as everything else (messages.md sections 8.5 and
 * 8.7). Safe for use by many threads; calls block.
 */
public final class FileCalls {

    private static final String LIFETIME_HEADER = "X-FS-TTL";
    private static final String BINARY = "application/octet-stream";
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int TOO_LARGE = 413;
    private static final int FULL = 507;

    /** Ten megabytes through three nodes, both ways with slow lines at home. */
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final Optional<NetworkProfile.Files> own;
    private final OnionCalls calls;
    private final Consumer<ServerReply> outcome;

    /**
     * @param own     the network's file server, if it has one
     * @param outcome told how every call ended
     */
    FileCalls(Optional<NetworkProfile.Files> own, OnionCalls calls, Consumer<ServerReply> outcome) {
        this.own = own;
        this.calls = calls;
        this.outcome = outcome;
    }

    /** What became of an upload or a download. */
    public sealed interface Result<T> {

        record Done<T>(T value) implements Result<T> {}

        /** The server has no such file, or not any more. */
        record Gone<T>() implements Result<T> {}

        /** The server takes no file as large as this one. */
        record TooLarge<T>() implements Result<T> {}

        /** The server is full. */
        record NoRoom<T>() implements Result<T> {}

        /** This network has no file server, or the address names none that could be asked. */
        record NoServer<T>() implements Result<T> {}

        /** Trying again later may help. */
        record NotNow<T>(Obstacle obstacle) implements Result<T> {}
    }

    /**
     * A file that was uploaded.
     *
     * @param url     without a mark for the file's form
     * @param expires when the server forgets it
     */
    public record Uploaded(FileUrl url, Instant expires) {}

    /** Whether there is a server for files of this network. */
    public boolean canUpload() {
        return own.isPresent();
    }

    /**
     * Uploads an encrypted file.
     *
     * @param stream whether it has the form of {@link hearth.protocol.attachment.StreamAttachment}: its address says so
     */
    public Result<Uploaded> upload(Bytes blob, boolean stream, Duration lifetime) throws InterruptedException {
        if (own.isEmpty()) {
            return new Result.NoServer<>();
        }
        var headers = Map.of("Content-Type", BINARY, LIFETIME_HEADER, Long.toString(lifetime.toSeconds()));
        var request = new ServerRequestV4("/file", "POST", headers, Optional.of(blob));
        return ask(own.get().target(), request, reply -> uploaded(reply, stream));
    }

    /** Fetches an encrypted file. */
    public Result<Bytes> download(FileUrl url) throws InterruptedException {
        var targets = targets(url);
        Result<Bytes> result = new Result.NoServer<>();
        for (var target : targets) {
            var request = new ServerRequestV4("/file/" + url.id(), "GET", Map.of(), Optional.empty());
            result = ask(target, request, FileCalls::content);
            if (!(result instanceof Result.NotNow<Bytes>(Obstacle.DestinationAway()))) {
                return result;
            }
        }
        return result;
    }

    /** Lets an uploaded file live so long from now; empty where that is not possible. */
    public Result<Instant> extend(FileUrl url, Duration lifetime) throws InterruptedException {
        var targets = targets(url);
        if (targets.isEmpty()) {
            return new Result.NoServer<>();
        }
        var headers = Map.of(LIFETIME_HEADER, Long.toString(lifetime.toSeconds()));
        var request = new ServerRequestV4("/file/" + url.id() + "/extend", "POST", headers, Optional.of(Bytes.EMPTY));
        return ask(targets.getFirst(), request, FileCalls::expires);
    }

    /** What the answer with status 200 holds. */
    private interface Reader<T> {
        T read(ServerReplyV4 reply) throws FormatException;
    }

    private <T> Result<T> ask(ServerTarget target, ServerRequestV4 request, Reader<T> reader)
            throws InterruptedException {
        var reply = calls.call(target, request, TIMEOUT);
        outcome.accept(reply);
        return switch (reply) {
            case ServerReply.NotReached(var obstacle) -> new Result.NotNow<>(obstacle);
            case ServerReply.Answered(var answer) ->
                switch (answer.status()) {
                    case OK -> read(answer, reader);
                    case NOT_FOUND -> new Result.Gone<>();
                    case TOO_LARGE -> new Result.TooLarge<>();
                    case FULL -> new Result.NoRoom<>();
                    default -> new Result.NotNow<>(new Obstacle.DestinationAway());
                };
        };
    }

    private static <T> Result<T> read(ServerReplyV4 answer, Reader<T> reader) {
        try {
            return new Result.Done<>(reader.read(answer));
        } catch (FormatException malformed) {
            return new Result.NotNow<>(new Obstacle.DestinationAway());
        }
    }

    private Uploaded uploaded(ServerReplyV4 reply, boolean stream) throws FormatException {
        var answer = Json.parseObject(reply.body().orElse(Bytes.EMPTY).toArray());
        var id = answer.path("id").asText("");
        if (!FileUrl.isId(id)) {
            throw new FormatException("File server gave no id");
        }
        // The network's own server is the one that an address without a key means.
        var server = own.orElseThrow().url();
        return new Uploaded(new FileUrl(server, id, Optional.empty(), stream), expires(reply));
    }

    private static Instant expires(ServerReplyV4 reply) throws FormatException {
        var seconds = Json.parseObject(reply.body().orElse(Bytes.EMPTY).toArray())
                .path("expires")
                .asDouble(0);
        return Instant.ofEpochMilli((long) (Math.clamp(seconds, 0, 1e11) * 1e3));
    }

    private static Bytes content(ServerReplyV4 reply) throws FormatException {
        return reply.body().orElseThrow(() -> new FormatException("File server sent no file"));
    }

    /** Whom to ask for a file. Writers do not agree on which of a server's two keys an address names. */
    private List<ServerTarget> targets(FileUrl url) {
        if (url.serverKey().isEmpty()) {
            return own.map(files -> List.of(files.target())).orElseGet(List::of);
        }
        var key = url.serverKey().get().toArray();
        var targets = new ArrayList<ServerTarget>();
        try {
            var server = URI.create(url.server());
            targets.add(NetworkProfile.Files.target(server, X25519PublicKey.of(key)));
            targets.addFirst(
                    NetworkProfile.Files.target(server, Ed25519PublicKey.of(key).toX25519()));
        } catch (FormatException noPoint) {
            // Then it can only be the other kind.
        } catch (IllegalArgumentException noServer) {
            return List.of();
        }
        return targets;
    }
}
