package hearth.service.files;

import hearth.protocol.crypto.Ed25519PublicKey;
import hearth.protocol.crypto.X25519PublicKey;
import hearth.protocol.onion.ServerTarget;
import hearth.service.NodeThreads;
import hearth.service.Sweeper;
import hearth.service.http.HttpAnswer;
import hearth.service.http.HttpCall;
import hearth.service.http.HttpLimits;
import hearth.service.http.HttpListener;
import hearth.service.http.RateLimiter;
import hearth.service.key.NodeKeys;
import hearth.service.key.OwnerOnly;
import hearth.sqlite.StoreException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/**
 * A file server over plain HTTP. Nobody needs TLS here: files come encrypted, and requests through onion layers that only
 * this server's key opens. Safe for use by many threads.
 */
public final class FileServer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(FileServer.class.getName());

    private static final String SERVER = "Hearth files";
    private static final String OLD_V3 = "/loki/v3/lsrpc";
    private static final int TOO_MANY_REQUESTS = 429;
    private static final Duration SWEEP_PAUSE = Duration.ofSeconds(15);

    private final NodeKeys keys;
    private final InetAddress address;
    private final FileStore store;
    private final FileApi api;
    private final OnionDoor door;
    private final HttpListener listener;
    private final RateLimiter limiter = new RateLimiter(System::nanoTime);

    /** What is running, the last one started first. */
    private final Deque<AutoCloseable> running = new ArrayDeque<>();

    /** How many steps the form of a file server's index has gone through; it only grows. */
    public static int schemaSteps() {
        return FileStore.schemaSteps();
    }

    private FileServer(
            Path folder,
            InetSocketAddress address,
            FileLimits limits,
            NodeThreads threads,
            Clock clock,
            SecureRandom random)
            throws IOException {
        try {
            this.address = address.getAddress();
            OwnerOnly.createFolder(folder);
            keys = NodeKeys.loadOrCreate(folder.resolve("server.key"), random);
            store = FileStore.open(folder, limits, threads.disk(), clock, random);
            running.push(store);
            api = new FileApi(store, limits);
            door = new OnionDoor(keys.x25519(), random, api::answer);
            listener = HttpListener.open(
                    threads.transport(),
                    threads.eventLoops(),
                    address,
                    Optional.empty(),
                    HttpLimits.DEFAULT,
                    SERVER,
                    this::answer,
                    threads.workers());
            running.push(listener);
            running.push(Sweeper.every(threads, SWEEP_PAUSE, this::sweep));
        } catch (IOException | RuntimeException failure) {
            close();
            throw failure;
        }
        threads.workers().execute(this::removeStrays);
    }

    /**
     * Starts a server.
     *
     * @param folder  keys, files and their index lie here; created if missing, closed to others
     * @param address where it listens; port 0 for any free one
     * @param threads stays running when the server is closed
     * @throws IOException    if folder, keys or port cannot be used
     * @throws StoreException if the index cannot be opened
     */
    public static FileServer start(
            Path folder,
            InetSocketAddress address,
            FileLimits limits,
            NodeThreads threads,
            Clock clock,
            SecureRandom random)
            throws IOException {
        return new FileServer(folder, address, limits, threads, clock, random);
    }

    private HttpAnswer answer(HttpCall call) {
        if (!limiter.allows(call.remote())) {
            return FileApi.status(TOO_MANY_REQUESTS);
        }
        return switch (call.method() + ' ' + call.path()) {
            case "POST " + ServerTarget.V4 -> door.v4(call.body());
            case "POST " + ServerTarget.V3, "POST " + OLD_V3 -> door.v3(call.body());
            default -> api.answer(new FileApi.Request(call.method(), call.path(), headers(call), call.body()));
        };
    }

    private static Map<String, String> headers(HttpCall call) {
        return call.header(FileApi.LIFETIME_HEADER)
                .map(value -> Map.of(FileApi.LIFETIME_HEADER, value))
                .orElseGet(Map::of);
    }

    private void sweep() {
        try {
            var gone = store.forgetExpired();
            if (gone > 0) {
                LOG.log(Level.DEBUG, "{0} expired files were removed", gone);
            }
        } catch (IOException | StoreException failure) {
            LOG.log(
                    Level.WARNING,
                    "Expired files could not be removed: {0}",
                    failure.getClass().getSimpleName());
        }
    }

    /** After a crash, while the server serves already. */
    private void removeStrays() {
        try {
            store.removeStrays();
        } catch (IOException | StoreException failure) {
            LOG.log(
                    Level.WARNING,
                    "The folder of files could not be tidied: {0}",
                    failure.getClass().getSimpleName());
        } catch (IllegalStateException closed) {
            // The server was stopped in the meantime.
        }
    }

    /** Opens its layer of onion requests. */
    public X25519PublicKey onionKey() {
        return keys.x25519().publicKey();
    }

    /** The key that addresses of files name (messages.md section 8.5); {@link #onionKey} follows from it. */
    public Ed25519PublicKey key() {
        return keys.signing().publicKey();
    }

    /** Where it listens. The port is the bound one, also when 0 was asked for. */
    public InetSocketAddress address() {
        return new InetSocketAddress(address, listener.port());
    }

    /** Bytes of all files. */
    public long held() {
        return store.held();
    }

    /** Closing again does nothing. */
    @Override
    public synchronized void close() {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception failure) {
                LOG.log(Level.WARNING, "A part of the file server did not stop", failure);
            }
        }
    }
}
