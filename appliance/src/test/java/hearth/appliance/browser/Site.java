package hearth.appliance.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import hearth.client.network.PageFetcher;
import hearth.client.sync.LinkText;
import java.awt.Color;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * One site on a loopback port that stands for the internet: every host name leads to it, by an address that the box takes for
 * a public one. It has a page about soup, with a picture; and remembers what it was asked for.
 */
final class Site implements AutoCloseable {

    static final String SOUP = "https://recipes.example/soup";
    static final String SOUP_TITLE = "Barley soup for six";

    private static final byte[] PUBLIC_ADDRESS = {93, (byte) 184, (byte) 216, 34};
    private static final String PAGE = "<!DOCTYPE html><title>Soup</title><meta property=\"og:title\" content=\""
            + SOUP_TITLE + "\"><meta property=\"og:image\" content=\"/soup.jpg\"><p>Take barley";

    private final HttpServer server;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private Site(HttpServer server) {
        this.server = server;
    }

    static Site open() throws IOException {
        var site = new Site(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        site.server.createContext("/", site::answer);
        site.server.start();
        return site;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            asked.add(exchange.getRequestHeaders().getFirst("Host") + path);
            switch (path) {
                case "/soup" -> answer(exchange, "text/html; charset=utf-8", PAGE.getBytes(StandardCharsets.UTF_8));
                case "/soup.jpg" -> answer(exchange, "image/jpeg", Pictures.jpeg(600, 315, Color.ORANGE));
                default -> exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    private static void answer(HttpExchange exchange, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    /** What a box in front of this site fetches pages with. */
    PageFetcher pages() {
        return new PageFetcher(
                host -> new InetAddress[] {InetAddress.getByAddress(host, PUBLIC_ADDRESS)},
                (_, _, _, patience) -> dial(patience),
                LinkText::isPreviewable);
    }

    private Socket dial(Duration patience) throws IOException {
        var socket = new Socket();
        try {
            socket.connect(server.getAddress(), (int) patience.toMillis());
            return socket;
        } catch (IOException failure) {
            socket.close();
            throw failure;
        }
    }

    /** Host and path of every request so far. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
