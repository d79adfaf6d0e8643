package hearth.appliance.node;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import hearth.appliance.ledger.LedgerPages;
import hearth.protocol.FormatException;
import hearth.protocol.Json;
import hearth.protocol.ledger.BlockItem;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a node shows to its operator, on loopback only: {@code /metrics} in the Prometheus text format and {@code /status} as
 * JSON. A page open in a browser on this machine learns nothing: other host names than those of loopback are refused.
 */
final class OperatorPages implements AutoCloseable {

    static final String METRICS = "/metrics";
    static final String STATUS = "/status";

    private static final Set<String> HOSTS = Set.of("127.0.0.1", "localhost");
    private static final int BACKLOG = 8;

    private final HttpServer server;
    private final ExecutorService threads;

    private OperatorPages(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /** Opens the pages on a loopback port; 0 for any free one. */
    static OperatorPages open(
            int port, PrometheusRegistry registry, Supplier<NodeView> now, Optional<LedgerPages> ledger)
            throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), BACKLOG);
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(threads);
        server.createContext(
                METRICS,
                exchange ->
                        answer(exchange, METRICS, PrometheusTextFormatWriter.CONTENT_TYPE, () -> metrics(registry)));
        server.createContext(
                STATUS,
                exchange -> answer(
                        exchange,
                        STATUS,
                        "application/json",
                        () -> Json.bytes(now.get().toJson())));
        ledger.ifPresent(pages -> server.createContext(LedgerPages.PREFIX, exchange -> ledger(exchange, pages)));
        server.start();
        return new OperatorPages(server, threads);
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** What makes the bytes of a page. */
    private interface Page {
        byte[] bytes() throws IOException;
    }

    private static byte[] metrics(PrometheusRegistry registry) throws IOException {
        var bytes = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.builder().build().write(bytes, registry.scrape());
        return bytes.toByteArray();
    }

    private static void answer(HttpExchange exchange, String path, String contentType, Page page) throws IOException {
        try (exchange) {
            if (!isLoopback(exchange.getRequestHeaders().getFirst("Host"))) {
                exchange.sendResponseHeaders(403, -1);
            } else if (!exchange.getRequestURI().getPath().equals(path)) {
                exchange.sendResponseHeaders(404, -1);
            } else if (!exchange.getRequestMethod().equals("GET")) {
                exchange.sendResponseHeaders(405, -1);
            } else {
                var bytes = page.bytes();
                exchange.getResponseHeaders().set("Content-Type", contentType);
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    private static void ledger(HttpExchange exchange, LedgerPages pages) throws IOException {
        try (exchange) {
            if (!isLoopback(exchange.getRequestHeaders().getFirst("Host"))) {
                exchange.sendResponseHeaders(403, -1);
                return;
            }
            var page = exchange.getRequestURI().getPath().substring(LedgerPages.PREFIX.length());
            var body = exchange.getRequestBody().readNBytes(BlockItem.BYTES_MAX + 1);
            try {
                var answer = pages.answer(page, query(exchange.getRequestURI().getQuery()), body);
                send(exchange, answer.isPresent() ? 200 : 404, answer.orElseGet(() -> error("There is no such page")));
            } catch (FormatException wrong) {
                send(exchange, 400, error(String.valueOf(wrong.getMessage())));
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                send(exchange, 503, error("The node is being stopped"));
            }
        }
    }

    private static ObjectNode error(String sentence) {
        return Json.object().put("error", sentence);
    }

    private static void send(HttpExchange exchange, int status, ObjectNode answer) throws IOException {
        var bytes = Json.bytes(answer);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Names and values of a query, none of which needs to be escaped. */
    private static Map<String, String> query(@Nullable String text) {
        var query = new TreeMap<String, String>();
        for (var pair : text == null ? new String[0] : text.split("&", -1)) {
            var parts = pair.split("=", 2);
            query.put(parts[0], parts.length == 2 ? parts[1] : "");
        }
        return query;
    }

    private static boolean isLoopback(@Nullable String host) {
        return host != null && HOSTS.contains(host.replaceFirst(":[0-9]{1,5}$", ""));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
