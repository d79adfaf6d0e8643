package hearth.service.files;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.Json;
import hearth.protocol.attachment.FileUrl;
import hearth.service.http.HttpAnswer;
import hearth.sqlite.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** What a file server answers (messages.md section 8.7), however the request came. */
final class FileApi {

    /** Lower case, as all names of headers here. */
    static final String LIFETIME_HEADER = "x-fs-ttl";

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int TOO_LARGE = 413;
    private static final int FAILED = 500;
    private static final int FULL = 507;

    /** Of the old form, in base64. */
    private static final int OLD_TEXT_MAX = 8_000_000;

    private final FileStore store;
    private final FileLimits limits;

    /**
     * A request in whatever wrapping.
     *
     * @param target  path, and maybe a query
     * @param headers names in lower case
     */
    record Request(String method, String target, Map<String, String> headers, Bytes body) {

        Request {
            headers = Map.copyOf(headers);
        }

        String path() {
            var query = target.indexOf('?');
            return query < 0 ? target : target.substring(0, query);
        }

        @Override
        public String toString() {
            return method + " (" + body.length() + " bytes)";
        }
    }

    FileApi(FileStore store, FileLimits limits) {
        this.store = store;
        this.limits = limits;
    }

    HttpAnswer answer(Request request) {
        try {
            var parts = request.path().split("/", -1);
            return switch (request.method() + ' ' + parts.length + ' ' + (parts.length > 1 ? parts[1] : "")) {
                case "POST 2 file" -> upload(request);
                case "POST 2 files" -> uploadOld(request);
                case "GET 3 file" -> download(parts[2]);
                case "GET 3 files" -> downloadOld(parts[2]);
                case "GET 4 file" -> parts[3].equals("info") ? info(parts[2]) : status(NOT_FOUND);
                case "POST 4 file" -> parts[3].equals("extend") ? extend(request, parts[2]) : status(NOT_FOUND);
                default -> status(NOT_FOUND);
            };
        } catch (FormatException malformed) {
            return status(BAD_REQUEST);
        } catch (FileStore.FullException full) {
            return status(FULL);
        } catch (StoreException disk) {
            return status(disk.isFull() ? FULL : FAILED);
        } catch (IOException disk) {
            return status(FAILED);
        }
    }

    private HttpAnswer upload(Request request) throws FormatException, IOException, FileStore.FullException {
        var lifetime = lifetime(request);
        if (isSizeWrong(request.body().length())) {
            return status(TOO_LARGE);
        }
        var file = store.put(request.body(), lifetime);
        return json(times(file).put("id", file.id()));
    }

    private boolean isSizeWrong(int bytes) {
        return bytes == 0 || bytes > limits.fileBytesMax();
    }

    private Duration lifetime(Request request) throws FormatException {
        var asked = request.headers().get(LIFETIME_HEADER);
        if (asked == null) {
            return limits.lifetime();
        }
        if (!asked.matches("[0-9]{1,12}")) {
            throw new FormatException("Lifetime must be a number of seconds");
        }
        var lifetime = Duration.ofSeconds(Long.parseLong(asked));
        if (lifetime.compareTo(limits.lifetimeMax()) > 0) {
            throw new FormatException("Lifetime is " + lifetime + ", " + limits.lifetimeMax() + " is the maximum");
        }
        return lifetime;
    }

    private HttpAnswer download(String id) throws IOException {
        var file = find(id);
        if (file.isEmpty()) {
            return status(NOT_FOUND);
        }
        var until =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(file.get().expires().atOffset(ZoneOffset.UTC));
        return store.content(file.get())
                .map(content -> HttpAnswer.binary(OK, content).withHeader("expires", until))
                .orElseGet(() -> status(NOT_FOUND));
    }

    private Optional<StoredFile> find(String id) {
        return FileUrl.isId(id) ? store.find(id) : Optional.empty();
    }

    private HttpAnswer info(String id) {
        return find(id).map(FileApi::described).orElseGet(() -> status(NOT_FOUND));
    }

    /** Files with a number never live longer than they were to. */
    private HttpAnswer extend(Request request, String id) throws FormatException {
        var lifetime = lifetime(request);
        return id.length() == FileUrl.ID_LENGTH && FileUrl.isId(id)
                ? store.extend(id, lifetime).map(FileApi::described).orElseGet(() -> status(NOT_FOUND))
                : status(NOT_FOUND);
    }

    private HttpAnswer uploadOld(Request request) throws FormatException, IOException, FileStore.FullException {
        var text = Json.member(Json.parseObject(request.body().toArray()), "file")
                .filter(value -> value.isTextual())
                .orElseThrow(() -> new FormatException("No file"))
                .textValue();
        if (text.length() > OLD_TEXT_MAX) {
            return status(TOO_LARGE);
        }
        var content = base64(text);
        if (isSizeWrong(content.length())) {
            return status(TOO_LARGE);
        }
        var file = store.putNumbered(content, limits.lifetime());
        return json(Json.object().put("status_code", OK).put("result", Long.parseLong(file.id())));
    }

    private static Bytes base64(String text) throws FormatException {
        try {
            return Bytes.wrap(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException malformed) {
            throw new FormatException("File is not base64");
        }
    }

    private HttpAnswer downloadOld(String id) throws IOException {
        var file = find(id);
        if (file.isEmpty()) {
            return status(NOT_FOUND);
        }
        return store.content(file.get())
                .map(content -> json(Json.object().put("status_code", OK).put("result", content.base64())))
                .orElseGet(() -> status(NOT_FOUND));
    }

    private static HttpAnswer described(StoredFile file) {
        return json(times(file).put("size", file.size()));
    }

    /** Seconds since the Unix epoch, with a fraction. */
    private static ObjectNode times(StoredFile file) {
        return Json.object()
                .put("uploaded", file.uploaded().toEpochMilli() / 1e3)
                .put("expires", file.expires().toEpochMilli() / 1e3);
    }

    private static HttpAnswer json(ObjectNode body) {
        return HttpAnswer.json(OK, Bytes.wrap(Json.bytes(body)));
    }

    static HttpAnswer status(int status) {
        return HttpAnswer.json(status, Bytes.wrap(Json.bytes(Json.object().put("status_code", status))));
    }
}
