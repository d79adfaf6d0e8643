package hearth.client.network;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTPS server on loopback that answers as its path says, well or badly. */
final class StrangeServer implements AutoCloseable {

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);

    /** Whoever connected, by port: one per connection. */
    final Set<Integer> callers = ConcurrentHashMap.newKeySet();

    /** Paths that were asked for. */
    final Set<String> asked = ConcurrentHashMap.newKeySet();

    StrangeServer(Tls tls) throws IOException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls.context()));
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    URI uri(String path) {
        return URI.create("https://127.0.0.1:" + port() + path);
    }

    private void answer(HttpExchange exchange) throws IOException {
        callers.add(exchange.getRemoteAddress().getPort());
        var path = exchange.getRequestURI().getPath();
        asked.add(path);
        var body = exchange.getRequestBody().readAllBytes();
        var parts = path.substring(1).split("/", -1);
        var number = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
        try (exchange) {
            switch (parts[0]) {
                case "echo" -> send(exchange, number, body);
                case "bytes" -> send(exchange, 200, new byte[number]);
                case "stream" -> {
                    // Without a length in its head.
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write(new byte[number]);
                }
                case "redirect" -> {
                    exchange.getResponseHeaders()
                            .set("Location", uri("/echo/200").toString());
                    send(exchange, number, new byte[0]);
                }
                case "silent" -> hold();
                case "trickle" -> {
                    exchange.sendResponseHeaders(200, 1_000);
                    exchange.getResponseBody().write(1);
                    exchange.getResponseBody().flush();
                    hold();
                }
                case "truncated" -> {
                    exchange.sendResponseHeaders(200, 1_000);
                    exchange.getResponseBody().write(new byte[number]);
                    exchange.getResponseBody().flush();
                }
                default -> send(exchange, 404, new byte[0]);
            }
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    /** Until the test is over. */
    private void hold() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
