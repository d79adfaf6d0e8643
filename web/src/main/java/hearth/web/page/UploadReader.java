package hearth.web.page;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a form with files: its fields, which stand before the files, at once and the files when they are asked for. Nothing
 * of a file is read before the fields have shown that the form is one of ours.
 */
final class UploadReader {

    private static final int FIELDS_MAX = 16;
    private static final int FIELD_BYTES_MAX = 4 * 1024;

    /** More parts than any page sends. */
    private static final int PARTS_MAX = 64;

    private final Multipart parts;
    private final Map<String, String> fields = new HashMap<>();
    private Optional<Multipart.Part> waiting = Optional.empty();
    private int count;

    private UploadReader(Multipart parts) {
        this.parts = parts;
    }

    /** A form with files; empty if it is none, or damaged. */
    static Optional<UploadReader> of(ServerRequest request) throws IOException {
        var type = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
        if (!request.content().hasEntity()) {
            return Optional.empty();
        }
        var parts = Multipart.of(type, request.content().inputStream());
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        var reader = new UploadReader(parts.get());
        return reader.readFields() ? Optional.of(reader) : Optional.empty();
    }

    private boolean readFields() throws IOException {
        for (var part = parts.next(); part.isPresent(); part = parts.next()) {
            if (part.get().file().isPresent()) {
                waiting = part;
                return true;
            }
            var bytes = part.get().content().readNBytes(FIELD_BYTES_MAX + 1);
            if (bytes.length > FIELD_BYTES_MAX || fields.size() == FIELDS_MAX) {
                return false;
            }
            fields.putIfAbsent(part.get().name(), new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
        }
        return true;
    }

    Form form() {
        return Form.of(fields);
    }

    /** The files; an empty file field, which browsers send for nothing chosen, is no file. */
    Files files() {
        return () -> {
            while (true) {
                var part = waiting.isPresent() ? waiting : parts.next();
                waiting = Optional.empty();
                if (part.isEmpty() || ++count > PARTS_MAX) {
                    return Optional.empty();
                }
                var name = part.get().file();
                if (name.isPresent() && !name.get().isEmpty()) {
                    return Optional.of(new Files.File(
                            name.get(), part.get().type(), part.get().content()));
                }
            }
        };
    }
}
