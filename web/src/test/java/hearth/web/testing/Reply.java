package hearth.web.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An answer as it came over HTTP/1.1.
 *
 * @param headers names in lower case and values, in order
 */
public record Reply(int status, List<Field> headers, String body) {

    /** One header. */
    public record Field(String name, String value) {}

    /** The value of a header that is there at most once. */
    public Optional<String> header(String name) {
        var values = all(name);
        if (values.size() > 1) {
            throw new AssertionError(name + " was sent " + values.size() + " times");
        }
        return values.stream().findFirst();
    }

    public List<String> all(String name) {
        return headers.stream()
                .filter(field -> field.name().equals(name.toLowerCase(Locale.ROOT)))
                .map(Field::value)
                .toList();
    }

    /** Where a redirect leads. */
    public String location() {
        return header("location").orElseThrow(() -> new AssertionError("No redirect but " + status + "\n" + body));
    }

    /** The body as a page; fails unless it is well formed. */
    public Page page() {
        return Page.parse(body);
    }

    /** Reads one answer; empty when the other side closed without a word. */
    static Optional<Reply> read(InputStream in, boolean head) throws IOException {
        var status = line(in);
        if (status.isEmpty()) {
            return Optional.empty();
        }
        var parts = status.get().split(" ", 3);
        var headers = new ArrayList<Field>();
        for (var line = line(in).orElse(""); !line.isEmpty(); line = line(in).orElse("")) {
            var colon = line.indexOf(':');
            headers.add(new Field(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip()));
        }
        var reply = new Reply(Integer.parseInt(parts[1]), List.copyOf(headers), "");
        return Optional.of(new Reply(reply.status(), reply.headers(), head ? "" : body(in, reply)));
    }

    private static String body(InputStream in, Reply reply) throws IOException {
        var length = reply.header("content-length");
        if (length.isPresent()) {
            return new String(in.readNBytes(Integer.parseInt(length.get())), StandardCharsets.UTF_8);
        }
        if (reply.header("transfer-encoding").filter("chunked"::equals).isEmpty()) {
            return "";
        }
        var all = new ByteArrayOutputStream();
        for (var size = chunk(in); size > 0; size = chunk(in)) {
            all.write(in.readNBytes(size));
            line(in);
        }
        line(in);
        return all.toString(StandardCharsets.UTF_8);
    }

    private static int chunk(InputStream in) throws IOException {
        return Integer.parseInt(line(in).orElse("0"), 16);
    }

    static Optional<String> line(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (var next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                return Optional.of(bytes.toString(StandardCharsets.UTF_8).stripTrailing());
            }
            bytes.write(next);
        }
        return bytes.size() == 0 ? Optional.empty() : Optional.of(bytes.toString(StandardCharsets.UTF_8));
    }
}
