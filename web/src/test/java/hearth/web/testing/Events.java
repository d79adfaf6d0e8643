package hearth.web.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** An open stream of events. */
public final class Events implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;
    private final Map<String, String> headers = new LinkedHashMap<>();

    private Events(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
    }

    public static Events open(Browser browser) throws IOException {
        return open(browser, Map.of());
    }

    /** Connects; fails unless the box says 200. */
    public static Events open(Browser browser, Map<String, String> headers) throws IOException {
        var events = new Events(browser.wire().open());
        var all = new LinkedHashMap<>(headers);
        all.put("Accept", "text/event-stream");
        var request = browser.request("GET", "/live", all, "");
        events.socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        events.socket.getOutputStream().flush();
        var status = events.line();
        if (!status.contains(" 200 ")) {
            throw new AssertionError(status);
        }
        for (var line = events.line(); !line.isEmpty(); line = events.line()) {
            var colon = line.indexOf(':');
            events.headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return events;
    }

    public String mediaType() {
        return header("content-type");
    }

    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** The next event as {@code name:data}; comments are passed over. */
    public String next() throws IOException {
        var name = "";
        var data = "";
        while (true) {
            var line = line();
            if (line.startsWith("event:")) {
                name = line.substring(6).strip();
            } else if (line.startsWith("data:")) {
                data = line.substring(5).strip();
            } else if (line.isEmpty() && !name.isEmpty()) {
                return name + ":" + data;
            }
        }
    }

    /** Whether the stream is over: the last chunk, or the end of the connection. */
    public boolean ended() throws IOException {
        var line = Reply.line(in);
        while (line.filter(String::isBlank).isPresent()) {
            line = Reply.line(in);
        }
        return line.isEmpty() || line.get().equals("0");
    }

    /** One line; chunk sizes of HTTP/1.1 are passed over, they stand alone on theirs. */
    private String line() throws IOException {
        while (true) {
            var line = Reply.line(in).orElseThrow(() -> new AssertionError("The stream ended"));
            if (headers.isEmpty() || !line.matches("[0-9a-f]{1,4}")) {
                return line;
            }
        }
    }

    @Override
    public void close() throws IOException {
        // Or it would wait for the box to say goodbye, which hears of this only when it has something to say.
        socket.setSoTimeout(1);
        socket.close();
    }
}
