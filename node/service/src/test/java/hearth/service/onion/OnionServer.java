package hearth.service.onion;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.crypto.X25519KeyPair;
import hearth.protocol.onion.HopKey;
import hearth.protocol.onion.OnionEnvelope;
import hearth.protocol.onion.ServerReplyV4;
import hearth.protocol.onion.ServerRequestV3;
import hearth.protocol.onion.ServerRequestV4;
import hearth.protocol.onion.ServerTarget;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/** A server behind onion requests, over plain HTTP: it repeats what it was told. */
final class OnionServer implements AutoCloseable {

    static final String SILENT = "/oxen/silent/lsrpc";
    static final String MISSING = "/oxen/missing/lsrpc";
    static final String MOVED = "/oxen/moved/lsrpc";
    static final String HUGE = "/oxen/huge/lsrpc";
    static final String TEAPOT = "/oxen/teapot/lsrpc";

    /** What came, with which headers. */
    record Request(String method, String path, String userAgent, String contentType) {}

    private final SecureRandom random = new SecureRandom();
    private final X25519KeyPair keys = X25519KeyPair.generate(random);
    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final HttpServer server;

    OnionServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.setExecutor(task -> Thread.ofVirtual().start(task));
        server.createContext("/", this::answer);
        server.start();
    }

    ServerTarget target(String path) {
        return new ServerTarget(
                keys.publicKey(),
                ServerTarget.Protocol.HTTP,
                "127.0.0.1",
                server.getAddress().getPort(),
                path);
    }

    BlockingQueue<Request> requests() {
        return requests;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            requests.add(new Request(
                    exchange.getRequestMethod(),
                    path,
                    exchange.getRequestHeaders().getFirst("User-Agent"),
                    exchange.getRequestHeaders().getFirst("Content-Type")));
            var body = exchange.getRequestBody().readAllBytes();
            switch (path) {
                case ServerTarget.V4 -> reply(exchange, 200, v4(body));
                case ServerTarget.V3 -> reply(exchange, 200, v3(body));
                case SILENT -> stopping.await();
                case MISSING -> reply(exchange, 404, "nothing here".getBytes(StandardCharsets.US_ASCII));
                case TEAPOT -> reply(exchange, 418, new byte[] {1});
                case HUGE -> reply(exchange, 200, new byte[(10 << 20) + 1]);
                default -> {
                    exchange.getResponseHeaders().set("Location", ServerTarget.V4);
                    reply(exchange, 302, new byte[0]);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (FormatException malformed) {
            throw new IOException(malformed);
        }
    }

    private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private byte[] v4(byte[] body) throws FormatException {
        var envelope = OnionEnvelope.decode(body);
        var key = HopKey.ofNode(envelope.encType(), keys, envelope.ephemeral());
        var request = ServerRequestV4.decode(key.open(envelope.ciphertext().toArray()));
        var echo = Bytes.wrap((request.method() + ' ' + request.endpoint()).getBytes(StandardCharsets.UTF_8));
        return key.seal(new ServerReplyV4(200, Map.of(), Optional.of(echo)).encode(), random);
    }

    private byte[] v3(byte[] body) throws FormatException {
        var envelope = OnionEnvelope.decode(body);
        var key = HopKey.ofNode(envelope.encType(), keys, envelope.ephemeral());
        var request = ServerRequestV3.decode(key.open(envelope.ciphertext().toArray()));
        var echo = (request.method() + ' ' + request.endpoint()).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encode(key.seal(echo, random));
    }

    @Override
    public void close() {
        stopping.countDown();
        server.stop(0);
    }
}
