package hearth.web.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser without script: keeps cookies, and sends the form token of the page it saw last. */
public final class Browser {

    private static final Pattern TOKEN = Pattern.compile("name=\"form\" value=\"([^\"]+)\"");

    private final Wire wire;
    private final int port;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private String token = "";

    Browser(Wire wire, int port) {
        this.wire = wire;
        this.port = port;
    }

    /** The origin of the pages. */
    public String host() {
        return "127.0.0.1:" + port;
    }

    Wire wire() {
        return wire;
    }

    public Map<String, String> cookies() {
        return cookies;
    }

    /** The form token of the page seen last. */
    public String token() {
        return token;
    }

    public Reply get(String path) {
        return get(path, Map.of());
    }

    public Reply get(String path, Map<String, String> headers) {
        return send("GET", path, headers, "");
    }

    /** Looks at the page a redirect leads to, until there is none. */
    public Reply follow(Reply reply) {
        var at = reply;
        while (at.status() == 303) {
            at = get(at.location());
        }
        return at;
    }

    /** Sends a form as a page of the box would: with the token seen last and its own origin. */
    public Reply post(String path, Map<String, String> fields) {
        return post(path, fields, Map.of("Origin", "https://" + host(), "Sec-Fetch-Site", "same-origin"));
    }

    public Reply post(String path, Map<String, String> fields, Map<String, String> headers) {
        var all = new LinkedHashMap<String, String>();
        all.put("form", token);
        all.putAll(fields);
        return postBody(path, encoded(all), headers);
    }

    /** Sends these bytes as a form. */
    public Reply postBody(String path, String body, Map<String, String> headers) {
        var all = new LinkedHashMap<String, String>();
        all.put("Content-Type", "application/x-www-form-urlencoded");
        all.putAll(headers);
        return send("POST", path, all, body);
    }

    /** Sends a form with one file; its token comes along. */
    public Reply upload(String path, Map<String, String> fields, String fileField, String fileName, byte[] file) {
        var body = new StringBuilder();
        var all = new LinkedHashMap<>(fields);
        all.putIfAbsent("form", token());
        all.forEach((name, value) -> body.append("--cut\r\nContent-Disposition: form-data; name=\"")
                .append(name)
                .append("\"\r\n\r\n")
                .append(new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))
                .append("\r\n"));
        body.append("--cut\r\nContent-Disposition: form-data; name=\"")
                .append(fileField)
                .append("\"; filename=\"")
                .append(fileName)
                .append("\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .append(new String(file, StandardCharsets.ISO_8859_1))
                .append("\r\n--cut--\r\n");
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "multipart/form-data; boundary=cut");
        headers.put("Origin", "https://" + host());
        return send("POST", path, headers, body.toString());
    }

    public Reply send(String method, String path, Map<String, String> headers, String body) {
        return answer(method, path, headers, body).orElseThrow(() -> new AssertionError("Closed without an answer"));
    }

    /** The answer; empty when the server closed without one. */
    public Optional<Reply> answer(String method, String path, Map<String, String> headers, String body) {
        return exchange(request(method, path, headers, body), method.equals("HEAD"));
    }

    /** Sends a request written by hand. */
    public Reply sendBytes(String request) {
        return exchange(request, false).orElseThrow(() -> new AssertionError("Closed without an answer"));
    }

    private Optional<Reply> exchange(String request, boolean head) {
        try (var socket = wire.open()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            var reply = Reply.read(socket.getInputStream(), head);
            reply.ifPresent(this::remember);
            return reply;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A request as bytes; {@code Host} and cookies are added unless they are among the headers. */
    public String request(String method, String path, Map<String, String> headers, String body) {
        var all = new LinkedHashMap<String, String>();
        all.put("Host", host());
        all.put("Connection", "close");
        if (!cookies.isEmpty()) {
            all.put(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        if (!method.equals("GET") && !method.equals("HEAD")) {
            all.put("Content-Length", Integer.toString(body.length()));
        }
        all.putAll(headers);
        return method + " " + path + " HTTP/1.1\r\n"
                + all.entrySet().stream()
                        .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
                        .collect(Collectors.joining())
                + "\r\n" + body;
    }

    public static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private void remember(Reply reply) {
        for (var cookie : reply.all("set-cookie")) {
            var pair = cookie.split(";", 2)[0].split("=", 2);
            cookies.put(pair[0], pair[1]);
        }
        var found = TOKEN.matcher(reply.body());
        if (found.find()) {
            token = found.group(1);
        }
    }
}
