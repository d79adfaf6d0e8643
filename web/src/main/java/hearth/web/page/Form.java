package hearth.web.page;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The fields of a form as sent. Unknown fields read as empty. Never prints itself: fields hold passwords and words. */
public final class Form {

    /** Most bytes of a form. */
    public static final int BYTES_MAX = 64 * 1024;

    private static final int FIELDS_MAX = 64;

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]");

    private static final Form EMPTY = new Form(Map.of());

    private final Map<String, String> fields;

    private Form(Map<String, String> fields) {
        this.fields = fields;
    }

    static Form empty() {
        return EMPTY;
    }

    static Form of(Map<String, String> fields) {
        return new Form(Map.copyOf(fields));
    }

    /** Reads {@code a=b&c=d}. Untrusted input; empty when it is damaged or has too many fields. */
    static Optional<Form> parse(byte[] body) {
        var fields = new HashMap<String, String>();
        var text = new String(body, StandardCharsets.US_ASCII);
        for (var pair : text.split("&", FIELDS_MAX + 1)) {
            if (pair.isEmpty()) {
                continue;
            }
            if (fields.size() == FIELDS_MAX) {
                return Optional.empty();
            }
            var equals = pair.indexOf('=');
            var name = equals < 0 ? pair : pair.substring(0, equals);
            var value = equals < 0 ? "" : pair.substring(equals + 1);
            try {
                fields.putIfAbsent(decoded(name), decoded(value));
            } catch (IllegalArgumentException _) {
                return Optional.empty();
            }
        }
        return Optional.of(new Form(fields));
    }

    /**
     * The value as sent, line ends as single line feeds, without control characters, which no keyboard types; empty when
     * the field is missing.
     */
    public String text(String name) {
        return CONTROL.matcher(fields.getOrDefault(name, "").replace("\r\n", "\n"))
                .replaceAll("");
    }

    /** The value of a one-line field, without spaces at its ends. */
    public String line(String name) {
        return text(name).strip();
    }

    /** The names of all fields that begin with {@code prefix}, without it: ticked boxes. */
    public List<String> ticked(String prefix) {
        return fields.keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .toList();
    }

    /** Whether the field was sent at all. */
    public boolean has(String name) {
        return fields.containsKey(name);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "form";
    }
}
